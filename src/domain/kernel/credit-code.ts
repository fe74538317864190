/**
 * The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters of an alphabet without I, O, S, V, Z;
 * the last one is a check character: sum of value × 3^(position − 1 mod 31), subtracted from 31.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{17}$/u

/** True when shape and check character are right; nothing is said about whether such a body exists. */
export function isCreditCode(code: string): boolean {
  const body = code.slice(0, 17)
  return code.length === 18 && SHAPE.test(body) && creditCheckCharacter(body) === code[17]
}

/**
 * The check character of the first 17.
 *
 * @throws RangeError when they are not 17 characters of the alphabet.
 */
export function creditCheckCharacter(body: string): string {
  if (!SHAPE.test(body)) throw new RangeError(`not the first 17 characters of a credit code: ${body}`)
  let sum = 0
  let weight = 1
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}
