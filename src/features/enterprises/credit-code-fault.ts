import { creditCheckCharacter, isCreditCode, type Issue, type Json } from '#domain/kernel'

const ALLOWED = /[0-9A-HJ-NPQRTUWXY]/u
/** Characters that no code has, and what they are usually taken for. */
const TAKEN_FOR: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', V: 'U', Z: '2' }
/** Pairs that are read or typed for each other. */
const ALIKE: Readonly<Record<string, string>> = {
  '0': 'DQ',
  '1': 'L7',
  '2': '7',
  '3': '8',
  '5': '6',
  '6': '5G',
  '7': '1',
  '8': '3B',
  '9': 'G',
  B: '8',
  D: '0',
  E: 'F',
  F: 'E',
  G: '69',
  L: '1',
  M: 'N',
  N: 'M',
  P: 'R',
  Q: '0',
  R: 'P',
  U: 'W',
  W: 'U',
  X: 'Y',
  Y: 'X',
}

/** As people write it: full-width characters, spaces and small letters do not matter. */
export function tidyCreditCode(given: string): string {
  return given.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase()
}

/**
 * What is wrong with a unified social credit code, and where: its length, a character that no code has, or the check of the last
 * one. A failed check does not say by itself which character is wrong. Two things narrow it down: characters 9 to 17 are an
 * organisation code with a check of its own (GB 11714), which says on which side of it the fault is; and slips that people make
 * (two neighbours swapped, one character taken for another like it) mostly leave one code that passes both checks. Where they leave
 * one, its place is told as likely. Null: nothing is wrong.
 */
export function creditCodeFault(
  code: string,
): (Issue & { readonly params: Readonly<Record<string, Json>> }) | null {
  if (isCreditCode(code)) return null
  if (code.length !== 18)
    return { code: 'enterprises.credit_code_length', params: { given: code, length: code.length } }
  for (const [at, character] of [...code].entries())
    if (!ALLOWED.test(character))
      return {
        code: 'enterprises.credit_code_character',
        params: { given: code, position: at + 1, found: character, likely: TAKEN_FOR[character] ?? null },
      }
  const [slip, more] = likelySlips(code)
  const one = slip !== undefined && more === undefined
  return {
    code: 'enterprises.credit_code_check',
    params: {
      given: code,
      found: code.charAt(17),
      expected: creditCheckCharacter(code.slice(0, 17)),
      /** Characters 9 to 17 agree with their own check: the fault is before or behind them. */
      organisationCodeHolds: holdsByItself(code),
      position: one ? slip.position : null,
      likely: one ? slip.code : null,
    },
  }
}

/** Codes that pass every check and differ by one slip; `position` counts from 1. */
function likelySlips(code: string): { readonly position: number; readonly code: string }[] {
  const found = new Map<string, number>()
  const consider = (position: number, changed: string) => {
    if (changed !== code && isCreditCode(changed) && holdsByItself(changed) && DIVISION.test(changed))
      found.set(changed, position)
  }
  for (let at = 0; at < 17; at += 1)
    consider(at + 1, code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2))
  for (let at = 0; at < 18; at += 1)
    for (const like of ALIKE[code.charAt(at)] ?? '')
      consider(at + 1, code.slice(0, at) + like + code.slice(at + 1))
  return [...found].map(([changed, position]) => ({ position, code: changed }))
}

/** Characters 3 to 8 are a division of the country: its province comes first. */
const DIVISION = /^..(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|10)\d{4}/u
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check of GB 11714 over characters 9 to 17: digits count as themselves, A as 10; 10 is written X. */
function holdsByItself(code: string): boolean {
  let sum = 0
  for (const [at, weight] of WEIGHTS.entries()) sum += Number.parseInt(code.charAt(8 + at), 36) * weight
  const check = 11 - (sum % 11)
  return code.charAt(16) === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}
