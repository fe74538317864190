/** What values become where a model wants a type, and how functions of models and of imports are called (DMN 1.5 clauses 7.3, 10.3.2.9). */
import { describe, expect, it } from 'vitest'
import { compileModel } from './dmn-compile.ts'
import { evaluateDecision } from './dmn-evaluate.ts'
import { readDmn } from './dmn-read.ts'
import { writeValue } from './values.ts'

const TYPES = `
  <itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
  <itemDefinition name="tPerson">
    <itemComponent name="name"><typeRef>string</typeRef></itemComponent>
    <itemComponent name="age"><typeRef>number</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>
  <itemDefinition name="tLetter"><typeRef>string</typeRef><allowedValues><text>"a","b"</text></allowedValues></itemDefinition>
  <itemDefinition name="tFunction">
    <functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem>
  </itemDefinition>`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const typed = (type: string): string => (type === '' ? '' : `typeRef="${type}"`)
const literal = (text: string): string =>
  `<literalExpression><text>${escaped(text)}</text></literalExpression>`

function decision(logic: string, type = '', needs = ''): string {
  return `<decision id="d" name="d"><variable name="d" ${typed(type)}/>${needs}${logic}</decision>`
}

function input(name: string, type = ''): string {
  return `<inputData id="i_${name}" name="${name}"><variable name="${name}" ${typed(type)}/></inputData>`
}

function knowledge(parameters: readonly (readonly [string, string])[], body: string, result = ''): string {
  const formal = parameters.map(([name, type]) => `<formalParameter name="${name}" ${typed(type)}/>`).join('')
  return `<businessKnowledgeModel id="k" name="k"><variable name="k"/>
    <encapsulatedLogic ${typed(result)}>${formal}${literal(body)}</encapsulatedLogic></businessKnowledgeModel>`
}

const needsInput = (id: string): string =>
  `<informationRequirement><requiredInput href="${id}"/></informationRequirement>`
const needsKnowledge = (id: string): string =>
  `<knowledgeRequirement><requiredKnowledge href="${id}"/></knowledgeRequirement>`

function model(body: string, namespace = 'n'): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="${namespace}" namespace="${namespace}">${TYPES}${body}</definitions>`
}

function asked(body: string, values: unknown = {}, imported: readonly string[] = []): string {
  const models = [model(body), ...imported].map((text) => {
    const read = readDmn(text)
    if (!read.ok) throw new Error(JSON.stringify(read.issues))
    return read.value
  })
  const [first] = models
  if (first === undefined) throw new Error('No model')
  const compiled = compileModel(first, {
    resolve: (namespace) => models.find((one) => one.namespace === namespace) ?? null,
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const answer = evaluateDecision(compiled.value, 'd', values)
  if (!answer.ok) throw new Error(JSON.stringify(answer.issues))
  return writeValue(answer.value.value)
}

describe('a result where a type is wanted', () => {
  it.each([
    ['string', '10', 'null'],
    ['number', '[10]', '10'],
    ['number', '[1, 2]', 'null'],
    ['number', '[]', 'null'],
    ['number', '[[1]]', 'null'],
    ['tNumbers', '1', '[1]'],
    ['tNumbers', '[1, "a"]', 'null'],
    ['tNumbers', 'null', 'null'],
    ['date and time', '@"2021-01-01"', '2021-01-01T00:00:00Z'],
    ['date', '@"2021-01-01T00:00:00"', 'null'],
    ['days and time duration', '@"P1Y"', 'null'],
    ['tPerson', '{name: "a"}', 'null'],
    ['tPerson', '{name: null, age: 1}', '{name: null, age: 1}'],
    ['tPerson', '[{name: "a", age: 1, more: 2}]', '{name: "a", age: 1, more: 2}'],
    ['tPeople', '{name: "a", age: 1}', '[{name: "a", age: 1}]'],
    ['tPeople', '[{name: "a", age: "x"}]', 'null'],
    ['tLetter', '["a"]', '"a"'],
    ['tLetter', '"c"', 'null'],
    ['tFunction', 'function(x: number) x + 1', 'function(x)'],
    ['tFunction', 'function(x: number) sum([x])', 'function(x)'],
    ['tFunction', 'function(x: number) if x > 1 then -x else count([x])', 'function(x)'],
    ['tFunction', 'function(x) x', 'function(x)'],
    ['tFunction', 'function(x: string) 1', 'null'],
    ['tFunction', 'function(x: number) upper case("a")', 'null'],
    ['tFunction', '1', 'null'],
  ])('%s: %s becomes %s', (type, expression, expected) => {
    expect(asked(decision(literal(expression), type))).toBe(expected)
  })

  it.each([
    ['number', 'a', 'x = null', 'true'],
    ['tNumbers', 1, 'x', '[1]'],
    ['tLetter', 'z', 'x', 'null'],
    ['tPerson', { name: 'a', age: 'b' }, 'x', 'null'],
  ])('input %s: %j', (type, given, expression, expected) => {
    const body = input('x', type) + decision(literal(expression), '', needsInput('#i_x'))
    expect(asked(body, { x: given })).toBe(expected)
  })
})

describe('a knowledge model', () => {
  it.each([
    ['number', '', 'k(1)', '1'],
    ['number', '', 'k("a")', 'null'],
    ['tNumbers', '', 'k(1)', '[1]'],
    ['date and time', '', 'k(@"2021-01-01")', '2021-01-01T00:00:00Z'],
    ['tLetter', '', 'k("z")', 'null'],
    ['', 'string', 'k(1)', 'null'],
    ['', 'tNumbers', 'k(1)', '[1]'],
    ['', 'date and time', 'k(@"2021-01-01")', '2021-01-01T00:00:00Z'],
    ['number', 'number', 'k instance of function<number>->number', 'true'],
    ['number', 'number', 'for i in [1, 2] return k(i)', '[1, 2]'],
    ['number', 'number', '{use: function(f: function<number>->number) f(3), r: use(k)}.r', '3'],
    ['number', '', 'k(x: 1)', '1'],
    ['number', '', 'k(y: 1)', 'null'],
    ['number', '', 'k()', 'null'],
    ['number', '', 'k(1, 2)', 'null'],
  ])('x: %s, result: %s, %s is %s', (parameter, result, call, expected) => {
    const body = knowledge([['x', parameter]], 'x', result)
    expect(asked(body + decision(literal(call), '', needsKnowledge('#k')))).toBe(expected)
  })

  it.each(['k(a: 1)', 'k(b: 1)'])('%s lacks an argument: null', (call) => {
    const body = knowledge(
      [
        ['a', ''],
        ['b', ''],
      ],
      '[a, b]',
    )
    expect(asked(body + decision(literal(call), '', needsKnowledge('#k')))).toBe('null')
  })
})

describe('a relation', () => {
  it('fits its cells to the types of its columns', () => {
    const column = (name: string, type: string) => `<column name="${name}" typeRef="${type}"/>`
    const relation = `<relation>${column('a', 'number')}${column('b', 'tNumbers')}${column('c', 'string')}
      <row>${literal('[1]')}${literal('2')}${literal('3')}</row></relation>`
    expect(asked(decision(relation))).toBe('[{a: 1, b: [2], c: null}]')
  })
})

describe('a boxed function', () => {
  const entry = (type: string, body: string): string => `<context>
    <contextEntry><variable name="f" ${typed(type)}/>
      <functionDefinition><formalParameter name="x" typeRef="number"/>${literal(body)}</functionDefinition></contextEntry>
    <contextEntry>${literal('f(2)')}</contextEntry></context>`

  it.each([
    ['', 'x + 1', '3'],
    ['tFunction', 'x + 1', '3'],
    ['tFunction', 'get value({a: x}, "a")', '2'],
    ['tFunction', 'string(x)', 'null'],
  ])('as %s: %s gives %s', (type, body, expected) => {
    expect(asked(decision(entry(type, body)))).toBe(expected)
  })
})

describe('a boxed filter', () => {
  it.each([
    ['[1, 2, 3]', 'item > 1', '[2, 3]'],
    ['[{a: 1}, {a: 2}]', 'a > 1', '[{a: 2}]'],
    ['[1, 2, 3]', '-1', '3'],
    ['[1, 2, 3]', '5', 'null'],
    ['[]', '1', 'null'],
    ['[]', 'item > 1', '[]'],
    ['[1, null, 2]', 'item > 1', '[2]'],
    ['5', 'item = 5', '[5]'],
  ])('%s by %s is %s', (list, match, expected) => {
    const filter = `<filter><in>${literal(list)}</in><match>${literal(match)}</match></filter>`
    expect(asked(decision(filter))).toBe(expected)
  })
})

describe('a cell of a table', () => {
  it.each([
    [['a', 'b'], '["a", "b"]', '1'],
    [['b', 'a'], '["a", "b"]', 'null'],
    [['a', 'b'], 'list contains(?, "a")', '1'],
    [['a', 'b'], 'some x in ? satisfies x = "b"', '1'],
    ['a', '["a", "b"]', '1'],
    ['c', 'not("a", "b")', '1'],
    [null, 'null', '1'],
    [null, 'not(null)', 'null'],
    ['x', 'not(null)', '1'],
    [5, 'not(< 3, > 4)', 'null'],
    [5, '? in [1..6] and ? > 4', '1'],
    [5, 'other > 6', '1'],
    [5, 'other > 8', 'null'],
    [null, 'other = 7', '1'],
    [true, 'other > 8', 'null'],
    [false, 'other > 8', '1'],
    [{ a: 1 }, '?.a = 1', '1'],
  ])('%j passes %s: %s', (given, test, expected) => {
    const table = `<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>x</text></inputExpression></input><output/>
      <rule><inputEntry><text>${escaped(test)}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>`
    const body =
      input('x') + input('other') + decision(table, '', needsInput('#i_x') + needsInput('#i_other'))
    expect(asked(body, { x: given, other: 7 })).toBe(expected)
  })
})

describe('an import', () => {
  const greeting = `${input('name', 'string')}
    <decision id="say" name="say"><variable name="say"/>${needsInput('#i_name')}${literal('"Hello " + name')}</decision>
    ${knowledge([['p', 'tPerson']], '"Hi " + p.name')}
    <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#say"/><inputData href="#i_name"/></decisionService>`
  const imported = [model(greeting, 'far')]

  describe.each(['far', 'far away', 'Far.Away'])('with the name %s', (name) => {
    const header = `<import namespace="far" name="${name}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`
    it.each([
      [`${name}.say`, '<informationRequirement><requiredDecision href="far#say"/></informationRequirement>'],
      [`"Hello " + ${name}.name`, needsInput('far#i_name')],
      [`${name}.s("Ann")`, needsKnowledge('far#s')],
      [`${name}.k({name: "Ann", age: 1}) + "!"`, needsKnowledge('far#k')],
    ])('%s', (expression, needs) => {
      const expected = expression.includes('.k(') ? '"Hi Ann!"' : '"Hello Ann"'
      const body = header + decision(literal(expression), 'string', needs)
      expect(asked(body, { name: 'Ann' }, imported)).toBe(expected)
      // The same with what belongs to the import given within its name.
      expect(asked(body, { [name]: { name: 'Ann' } }, imported)).toBe(expected)
    })

    it('gives its types under that name', () => {
      const value = '{name: "Ann", age: 2}'
      expect(asked(header + decision(literal(value), `${name}.tPeople`), {}, imported)).toBe(`[${value}]`)
      expect(asked(header + decision(literal(`${value} instance of ${name}.tPerson`)), {}, imported)).toBe(
        'true',
      )
    })
  })
})
