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
 * one. A failed check does not say which character is wrong; where exactly one likely slip (two neighbours swapped, one character
 * taken for another like it) makes the code right, its place is told. Null: nothing is wrong.
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
  const slips = likelySlips(code)
  const [slip] = slips
  return {
    code: 'enterprises.credit_code_check',
    params: {
      given: code,
      found: code.charAt(17),
      expected: creditCheckCharacter(code.slice(0, 17)),
      position: slips.length === 1 && slip !== undefined ? slip.position : null,
      likely: slips.length === 1 && slip !== undefined ? slip.code : null,
    },
  }
}

/** Codes that are right and differ by one slip; `position` counts from 1. */
function likelySlips(code: string): { readonly position: number; readonly code: string }[] {
  const found: { position: number; code: string }[] = []
  for (let at = 0; at < 17; at += 1) {
    const [a, b] = [code.charAt(at), code.charAt(at + 1)]
    const swapped = code.slice(0, at) + b + a + code.slice(at + 2)
    if (a !== b && isCreditCode(swapped)) found.push({ position: at + 1, code: swapped })
  }
  for (let at = 0; at < 18; at += 1)
    for (const like of ALIKE[code.charAt(at)] ?? '') {
      const changed = code.slice(0, at) + like + code.slice(at + 1)
      if (isCreditCode(changed)) found.push({ position: at + 1, code: changed })
    }
  return found
}
