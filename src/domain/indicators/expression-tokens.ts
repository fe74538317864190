import { accepted, refused, type Outcome } from '#domain/kernel'
import { isUnit } from './units.ts'

export type Token =
  | { readonly kind: 'number'; readonly at: number; readonly value: number; readonly unit: string | null }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | { readonly kind: 'cell'; readonly at: number; readonly form: string; readonly field: string }
  | { readonly kind: 'attribute'; readonly at: number; readonly name: string }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | { readonly kind: 'sign'; readonly at: number; readonly sign: string }
  | { readonly kind: 'end'; readonly at: number }

const CELL = /([A-Za-z][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*)[!！]([\p{L}_][\p{L}\p{N}_]*)/uy
const NAME = /[A-Za-z][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*/uy
const ATTRIBUTE = /[@＠]([A-Za-z]+)/uy
const NUMBER = /\d+(?:\.\d+)?/uy
/** A compound unit stands in square brackets, since its stroke would divide: 5 [万元/人]. */
const UNIT = /\s*(?:\[([^[\]]+)\]|([\p{Script=Han}㎡㎢%％‰‱]+))/uy
const TEXT = /["“”＂]((?:[^"“”＂]|"")*)["“”＂]/uy
const SIGN = /!=|<>|<=|>=|[-+*/()<>=,]/uy
const SPACE = /\s+/uy

/** Full-width and typographic signs, each one code unit as what it stands for, so that places stay right. */
const PLAIN_SIGNS: Readonly<Record<string, string>> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  '（': '(',
  '）': ')',
  '，': ',',
  '＋': '+',
  '－': '-',
  '＊': '*',
  '／': '/',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '≠': '≠',
  '≥': '≥',
  '≤': '≤',
}
const WORDED: Readonly<Record<string, string>> = { '<>': '!=', '≠': '!=', '≥': '>=', '≤': '<=' }

/** Cuts the text of an expression into words; refuses at the first place that begins none. */
export function readTokens(text: string): Outcome<readonly Token[]> {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < text.length) {
    if (match(SPACE) !== null) continue
    const from = at
    const cell = match(CELL)
    if (cell !== null) {
      tokens.push({ kind: 'cell', at: from, form: cell[1] ?? '', field: cell[2] ?? '' })
      continue
    }
    const name = match(NAME)
    if (name !== null) {
      tokens.push({ kind: 'name', at: from, name: name[0] })
      continue
    }
    const attribute = match(ATTRIBUTE)
    if (attribute !== null) {
      tokens.push({ kind: 'attribute', at: from, name: attribute[1] ?? '' })
      continue
    }
    const number = match(NUMBER)
    if (number !== null) {
      const unitAt = at
      const unit = match(UNIT)
      const code = unit === null ? null : (unit[1] ?? unit[2] ?? '')
      if (code !== null && !isUnit(code))
        return refused({ code: 'indicators.unknown_unit', params: { unit: code, at: unitAt } })
      tokens.push({ kind: 'number', at: from, value: Number(number[0]), unit: code })
      continue
    }
    const quoted = match(TEXT)
    if (quoted !== null) {
      tokens.push({ kind: 'text', at: from, value: (quoted[1] ?? '').replaceAll('""', '"') })
      continue
    }
    const sign = readSign(text, at)
    if (sign === null)
      return refused({
        code: 'indicators.expression_unexpected',
        params: { at, found: text.slice(at, at + 10) },
      })
    tokens.push({ kind: 'sign', at: from, sign: sign.sign })
    at += sign.length
  }
  tokens.push({ kind: 'end', at: text.length })
  return accepted(tokens)
}

function readSign(text: string, at: number): { sign: string; length: number } | null {
  const two = [...text.slice(at, at + 2)].map((c) => PLAIN_SIGNS[c] ?? c).join('')
  if (two.startsWith('≠') || two.startsWith('≥') || two.startsWith('≤'))
    return { sign: WORDED[two.charAt(0)] ?? '', length: 1 }
  SIGN.lastIndex = 0
  const found = SIGN.exec(two)
  if (found === null) return null
  return { sign: WORDED[found[0]] ?? found[0], length: found[0].length }
}
