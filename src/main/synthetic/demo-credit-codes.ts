import { creditCheckCharacter } from '#domain/kernel'

/**
 * A credit code that is well formed and can be nobody's: 91 (an enterprise of the market register), an area code beginning with
 * 99, which GB/T 2260 gives to no place (they end with 82), and an organisation code that begins with DEM. Both check
 * characters are right, so that every check of a real code passes.
 */
export function demoCreditCode(areaCode: string, number: number): string {
  const organisation = `DEM${String(number).padStart(5, '0')}`
  const body = `91${areaCode}${organisation}${organisationCheck(organisation)}`
  return body + creditCheckCharacter(body)
}

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of GB 11714: 11 minus the weighted sum modulo 11; 10 is X, 11 is 0. */
export function organisationCheck(body: string): string {
  let sum = 0
  for (const [place, character] of [...body].entries()) {
    sum += parseInt(character, 36) * (WEIGHTS[place] ?? 0)
  }
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
