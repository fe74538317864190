/** A guard in words, for the line that it opens in the drawing; null where it takes more than a few words. */
import type { BilingualText } from '#domain/kernel'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'
import { childrenOf, isValue, nameOf, readExpression, type ExpressionNode } from './expression.ts'

export const OTHERWISE: BilingualText = { zh: '其余', en: 'otherwise' }

export function guardWords(definition: ProcedureDefinition, guard: string): BilingualText | null {
  const reading = readExpression(guard)
  if (!reading.ok) return null
  const words = wordsOf(reading.root)
  return words !== null && words.zh.length <= 24 && words.en.length <= 60 ? words : null

  function wordsOf(node: ExpressionNode): BilingualText | null {
    const parts = childrenOf(node).filter(isValue)
    const [first, second] = parts
    switch (node.name) {
      case 'Expression':
      case 'ParenthesizedExpression':
        return first === undefined ? null : wordsOf(first)
      case 'VariableName':
        return yesNo(labelOf(node), true)
      case 'Conjunction':
      case 'Disjunction': {
        const one = first === undefined ? null : wordsOf(first)
        const other = second === undefined ? null : wordsOf(second)
        if (one === null || other === null) return null
        const [zh, en] = node.name === 'Conjunction' ? ['且', 'and'] : ['或', 'or']
        return { zh: `${one.zh}${zh}${other.zh}`, en: `${one.en} ${en} ${other.en}` }
      }
      case 'Comparison':
        return comparison(node, parts)
      case 'FunctionInvocation': {
        const callee = node.getChild('VariableName')
        const argument = node.getChild('PositionalParameters')?.firstChild ?? null
        if (callee === null || argument === null || nameOf(callee, guard) !== 'not') return null
        if (argument.name === 'VariableName') return yesNo(labelOf(argument), false)
        const inner = wordsOf(argument)
        return inner === null ? null : { zh: `非${inner.zh}`, en: `not ${inner.en}` }
      }
      default:
        return null
    }
  }

  function comparison(node: ExpressionNode, parts: readonly ExpressionNode[]): BilingualText | null {
    const [left, right] = parts.filter(({ name }) => name !== 'CompareOp')
    const operator = node.getChild('CompareOp')
    if (left === undefined || right === undefined || operator === null) return null
    const sign = nameOf(operator, guard)
    const counted = countedOutcome(left)
    if (counted !== null && right.name === 'NumericLiteral')
      return howMany(counted, sign, nameOf(right, guard))
    if (right.name === 'null') {
      const label = labelOf(left)
      if (label === null) return null
      return sign === '='
        ? { zh: `无${label.zh}`, en: `no ${label.en}` }
        : { zh: `有${label.zh}`, en: `with ${label.en}` }
    }
    if (right.name === 'StringLiteral') return choice(left, guard.slice(right.from + 1, right.to - 1), sign)
    if (right.name === 'BooleanLiteral') {
      return yesNo(labelOf(left), (nameOf(right, guard) === 'true') === (sign === '='))
    }
    const label = labelOf(left)
    const bound = right.name === 'NumericLiteral' ? number(nameOf(right, guard)) : labelOf(right)
    if (label === null || bound === null) return null
    const shown = { '>=': '≥', '<=': '≤', '!=': '≠' }[sign] ?? sign
    return { zh: `${label.zh} ${shown} ${bound.zh}`, en: `${label.en} ${shown} ${bound.en}` }
  }

  /** `field = "value"` by the words of the value; `outcome = "x"` by the name of the end that gives it. */
  function choice(left: ExpressionNode, value: string, sign: string): BilingualText | null {
    if (sign !== '=' && sign !== '!=') return null
    const name = nameOf(left, guard)
    const words =
      name === 'outcome' || name.endsWith('.outcome')
        ? endName(value)
        : (fieldOf(name)?.values?.[value] ?? null)
    if (words === null) return null
    return sign === '=' ? words : { zh: `非${words.zh}`, en: `not ${words.en}` }
  }

  /** The value in `count(branches.x[outcome = "value"])`. */
  function countedOutcome(node: ExpressionNode): BilingualText | null {
    const text = nameOf(node, guard)
    const value = /^count\(branches\.\w+\[(?:item\.)?outcome = "([^"]+)"\]\)$/.exec(text)?.[1]
    return value === undefined ? null : endName(value)
  }

  function howMany(what: BilingualText, sign: string, bound: string): BilingualText | null {
    const none = (sign === '=' && bound === '0') || (sign === '<' && bound === '1')
    if (none) return { zh: `没有“${what.zh}”`, en: `none “${what.en}”` }
    if ((sign === '>' && bound === '0') || (sign === '>=' && bound === '1'))
      return { zh: `有“${what.zh}”`, en: `some “${what.en}”` }
    if (sign === '>=') return { zh: `“${what.zh}”≥ ${bound}`, en: `“${what.en}” ≥ ${bound}` }
    return null
  }

  function labelOf(node: ExpressionNode): BilingualText | null {
    const name = nameOf(node, guard)
    if (name.startsWith('settings.')) return definition.settings[name.slice(9)]?.name ?? null
    if (name === 'returns') return { zh: '退回次数', en: 'times sent back' }
    return fieldOf(name)?.label ?? null
  }

  function fieldOf(name: string): FieldDefinition | null {
    const bare = name.replace(/^branch\./, '')
    return Object.hasOwn(definition.fields, bare) ? (definition.fields[bare] ?? null) : null
  }

  function endName(outcome: string): BilingualText | null {
    const names = Object.values(definition.nodes).filter(
      (node) => node.kind === 'end' && node.outcome === outcome,
    )
    return names[0]?.name ?? null
  }

  function yesNo(label: BilingualText | null, yes: boolean): BilingualText | null {
    if (label === null) return null
    return { zh: `${label.zh}：${yes ? '是' : '否'}`, en: `${label.en}: ${yes ? 'yes' : 'no'}` }
  }

  function number(text: string): BilingualText {
    return { zh: text, en: text }
  }
}
