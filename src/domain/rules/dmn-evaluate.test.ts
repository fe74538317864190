import { describe, expect, it } from 'vitest'
import { compileModel } from './dmn-compile.ts'
import { type DmnOptions, evaluateDecision } from './dmn-evaluate.ts'
import { readDmn } from './dmn-read.ts'
import { writeValue } from './values.ts'

function compiledOf(body: string) {
  const model = readDmn(
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">${body}</definitions>`,
  )
  if (!model.ok) throw new Error(JSON.stringify(model.issues))
  return compileModel(model.value)
}

function ask(body: string, input: unknown, options: DmnOptions = {}) {
  const compiled = compiledOf(body)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const answer = evaluateDecision(compiled.value, 'd', input, options)
  if (!answer.ok) throw new Error(JSON.stringify(answer.issues))
  return { text: writeValue(answer.value.value), trace: answer.value.trace, notes: answer.notes }
}

const AGE = '<inputData id="i" name="年龄-周岁"><variable name="年龄-周岁" typeRef="number"/></inputData>'
const NEEDS_AGE = '<informationRequirement><requiredInput href="#i"/></informationRequirement>'

function table(policy: string, extra = '', output = '<output/>') {
  return `${AGE}<decision id="d" name="d">${NEEDS_AGE}<decisionTable hitPolicy="${policy}" ${extra}>
    <input><inputExpression typeRef="number"><text>年龄-周岁</text></inputExpression></input>${output}
    ${[
      ['&gt;= 10', '1'],
      ['&gt;= 20', '3'],
      ['&gt;= 30', '2'],
    ]
      .map(
        ([test, value]) =>
          `<rule><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${value}</text></outputEntry></rule>`,
      )
      .join('')}</decisionTable></decision>`
}

const RANKED = '<output><outputValues><text>3, 2, 1</text></outputValues></output>'

describe('decision tables', () => {
  it.each([
    ['UNIQUE', '', '<output/>', 15, '1'],
    ['UNIQUE', '', '<output/>', 25, 'null'],
    ['ANY', '', '<output/>', 25, 'null'],
    ['FIRST', '', '<output/>', 35, '1'],
    ['PRIORITY', '', RANKED, 35, '3'],
    ['OUTPUT ORDER', '', RANKED, 35, '[3, 2, 1]'],
    ['RULE ORDER', '', '<output/>', 35, '[1, 3, 2]'],
    ['COLLECT', '', '<output/>', 25, '[1, 3]'],
    ['COLLECT', 'aggregation="SUM"', '<output/>', 35, '6'],
    ['COLLECT', 'aggregation="MIN"', '<output/>', 35, '1'],
    ['COLLECT', 'aggregation="MAX"', '<output/>', 35, '3'],
    ['COLLECT', 'aggregation="COUNT"', '<output/>', 5, '0'],
    ['FIRST', '', '<output/>', 5, 'null'],
    ['FIRST', '', '<output><defaultOutputEntry><text>9</text></defaultOutputEntry></output>', 5, '9'],
    ['FIRST', '', '<output/>', null, 'null'],
  ])('%s %s answers by its hit policy (%s, %s)', (policy, extra, output, age, expected) => {
    expect(ask(table(policy, extra, output), { '年龄-周岁': age }).text).toBe(expected)
  })

  it('traces inputs and rows', () => {
    const { trace, notes } = ask(table('UNIQUE'), { '年龄-周岁': 25 })
    expect(trace[0]?.tables[0]).toMatchObject({ matched: [0, 1], used: [0, 1] })
    expect(notes).toMatchObject([{ code: 'rules.several_rows', params: { rows: '1, 2' } }])
  })
})

describe('types of a model', () => {
  const typed = (definition: string, typeRef: string) =>
    `${definition}<inputData id="i" name="x"><variable name="x" typeRef="${typeRef}"/></inputData>
     <decision id="d" name="d">${NEEDS_AGE}<literalExpression><text>x</text></literalExpression></decision>`
  const level =
    '<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>"甲","乙"</text></allowedValues></itemDefinition>'

  it('makes null, with a note, of what is not allowed or of another type', () => {
    expect(ask(typed(level, 't'), { x: '甲' }).text).toBe('"甲"')
    expect(ask(typed(level, 't'), { x: '丙' })).toMatchObject({
      text: 'null',
      notes: [{ code: 'rules.not_allowed' }],
    })
    expect(ask(typed('', 'number'), { x: '1' })).toMatchObject({
      text: 'null',
      notes: [{ code: 'rules.wrong_type' }],
    })
  })

  it('takes the only item of a list, and reads ISO texts only where it is told to', () => {
    expect(ask(typed('', 'number'), { x: [1] }).text).toBe('1')
    expect(ask(typed('', 'date'), { x: '2026-01-31' }).text).toBe('null')
    expect(ask(typed('', 'date'), { x: '2026-01-31' }, { isoTexts: true }).text).toBe('2026-01-31')
  })
})

describe('compiling', () => {
  it('refuses decisions that need each other, imports that are not there, an id that stands twice', () => {
    const ring = ['a', 'b']
      .map(
        (id, index) =>
          `<decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="#${'ba'[index]}"/></informationRequirement></decision>`,
      )
      .join('')
    expect(compiledOf(ring)).toMatchObject({ ok: false, issues: [{ code: 'rules.dmn_cycle' }] })
    expect(
      compiledOf(
        '<import name="b" namespace="urn:b" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
      ),
    ).toMatchObject({ ok: false, issues: [{ code: 'rules.dmn_import_missing' }] })
    expect(compiledOf('<inputData id="a" name="a"/><inputData id="a" name="b"/>')).toMatchObject({
      issues: [{ code: 'rules.dmn_duplicate_id' }],
    })
  })
})
