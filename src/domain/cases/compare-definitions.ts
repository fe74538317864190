import type { BilingualText } from '#domain/kernel'
import type { ProcedureDefinition } from './definition.ts'

/** One part of a definition that another version has not, has newly or has otherwise. */
export interface DefinitionChange {
  readonly kind: 'added' | 'removed' | 'changed'
  /** `node`, `field`, `clock` …, or `procedure` for what stands beside the tables. */
  readonly what: string
  readonly code: string
  readonly name: BilingualText | null
}

const TABLES = {
  node: 'nodes',
  field: 'fields',
  participant: 'participants',
  clock: 'clocks',
  setting: 'settings',
  'pause-reason': 'pauseReasons',
  warning: 'warnings',
  bar: 'bars',
  message: 'messages',
  letter: 'letters',
  measure: 'measures',
  dimension: 'dimensions',
} as const satisfies Record<string, keyof ProcedureDefinition>

/** What two versions differ in, table by table in the order of their files; the order of keys makes no difference. */
export function compareDefinitions(
  from: ProcedureDefinition,
  to: ProcedureDefinition,
): readonly DefinitionChange[] {
  const changes: DefinitionChange[] = []
  for (const [what, table] of Object.entries(TABLES)) {
    const before = new Map<string, unknown>(Object.entries(from[table] ?? {}))
    const after = new Map<string, unknown>(Object.entries(to[table] ?? {}))
    for (const [code, part] of before) {
      if (!after.has(code)) changes.push({ kind: 'removed', what, code, name: nameOf(part) })
      else if (written(part) !== written(after.get(code)))
        changes.push({ kind: 'changed', what, code, name: nameOf(after.get(code)) })
    }
    for (const [code, part] of after)
      if (!before.has(code)) changes.push({ kind: 'added', what, code, name: nameOf(part) })
  }
  const tables = new Set<string>([...Object.values(TABLES), 'version', 'code'])
  const before = new Map<string, unknown>(Object.entries(from).filter(([key]) => !tables.has(key)))
  const after = new Map<string, unknown>(Object.entries(to).filter(([key]) => !tables.has(key)))
  for (const code of new Set([...before.keys(), ...after.keys()])) {
    if (written(before.get(code)) === written(after.get(code))) continue
    const kind = !before.has(code) ? 'added' : after.has(code) ? 'changed' : 'removed'
    changes.push({ kind, what: 'procedure', code, name: null })
  }
  return changes
}

/** Of most parts the name, of fields the label, of warnings and messages the text itself. */
function nameOf(part: unknown): BilingualText | null {
  if (typeof part !== 'object' || part === null) return null
  if ('zh' in part && 'en' in part && typeof part.zh === 'string' && typeof part.en === 'string')
    return { zh: part.zh, en: part.en }
  if ('name' in part) return nameOf(part.name)
  if ('label' in part) return nameOf(part.label)
  return 'text' in part ? nameOf(part.text) : null
}

/** The same text for the same value, whatever the order of keys. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : part,
    ) ?? ''
  )
}
