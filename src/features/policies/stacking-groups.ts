import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseStackingGroups, type StackingGroup } from '#domain/matching'

const FILE = resolve(import.meta.dirname, '../../../data/policies/groups.json')
let groups: readonly StackingGroup[] | null = null

/** Groups of policies whose benefits together have a ceiling; read once. */
export function stackingGroups(): readonly StackingGroup[] {
  groups ??= read()
  return groups
}

function read(): readonly StackingGroup[] {
  if (!existsSync(FILE)) return []
  const parsed = parseStackingGroups(JSON.parse(readFileSync(FILE, 'utf8')))
  if (!parsed.ok) throw new Error(`${FILE}: ${JSON.stringify(parsed.issues.slice(0, 5))}`)
  return parsed.value
}
