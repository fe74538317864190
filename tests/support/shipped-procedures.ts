import { readdirSync, readFileSync } from 'node:fs'
import { parseDefinition, type ProcedureDefinition } from '#domain/cases'

const FOLDER = new URL('../../data/procedures/', import.meta.url)

/** Codes of the procedures that the product ships, from the names of their files. */
export const shippedCodes: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort()

export const ACCOUNT_ROLES = [
  ...['zone_office', 'leader', 'park_committee', 'department'],
  ...['district', 'platform_company', 'enterprise', 'expert'],
]

export function shippedProcedure(code: string): ProcedureDefinition {
  const parsed = parseDefinition(JSON.parse(readFileSync(new URL(`${code}.json`, FOLDER), 'utf8')))
  if (!parsed.ok) throw new Error(`${code}: ${JSON.stringify(parsed.issues)}`)
  return parsed.value
}
