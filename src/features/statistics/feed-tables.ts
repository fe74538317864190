import { compileForm, formTable, parseForm, type FormDefinition } from '#domain/indicators'
import type { ColumnDeclaration, TableDeclaration } from '#platform/analytics'
import { placesOf } from './cells.ts'

/** What the register says of an enterprise on the last day of the period; bodies by the code of their organisation. */
export const MEMBERSHIP_COLUMNS = [
  'registration_park',
  'operation_park',
  'cluster',
  'district',
  'operation_district',
  'industry',
  'field',
  'size_class',
  'rung',
] as const
export type MembershipColumn = (typeof MEMBERSHIP_COLUMNS)[number]

const ROW_COLUMNS: readonly ColumnDeclaration[] = [
  { name: 'unit_id', type: 'uuid', required: true },
  { name: 'period', type: 'text', required: true },
  // The row is what was known from then on, until the other; null: what is known now.
  { name: 'known_from', type: 'moment', required: true },
  { name: 'known_to', type: 'moment' },
  ...MEMBERSHIP_COLUMNS.map((name): ColumnDeclaration => ({ name, type: 'text' })),
  // The park that approves it, and so may read it: as row-level security has it, whatever became of the membership.
  { name: 'filing_park', type: 'text' },
  // Cells that are estimates: ,QC05_0,QC06,
  { name: 'imputed', type: 'text' },
]

/** One version of a form: where each column of the wide table is found in a stored filing; null: it has no such field. */
export interface FedVersion {
  readonly version: number
  readonly columns: readonly { readonly holds: 'figure' | 'word'; readonly place: number | null }[]
}

/** One form as a wide table: what identifies a row, then each field that any version of the form has. */
export interface FedForm {
  readonly code: string
  readonly unit: 'enterprise' | 'park'
  readonly table: TableDeclaration
  readonly versions: readonly FedVersion[]
}

/** Throws where two versions of a form cannot be one table: a field that is a figure in one and a word in the other. */
export function fedForms(definitions: readonly FormDefinition[]): FedForm[] {
  const byCode = new Map<string, FormDefinition[]>()
  for (const form of definitions.toSorted((a, b) => a.version - b.version))
    byCode.set(form.code, [...(byCode.get(form.code) ?? []), form])
  return [...byCode.values()]
    .map(fedForm)
    .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
}

/** As `statistics_form` keeps them. */
export function fedFormsOf(rows: readonly { readonly definition: unknown }[]): FedForm[] {
  return fedForms(
    rows.map(({ definition }) => {
      const parsed = parseForm(definition)
      // It was parsed when it was loaded.
      if (!parsed.ok) throw new Error(`a stored form: ${parsed.issues.map(({ code }) => code).join(', ')}`)
      return parsed.value
    }),
  )
}

function fedForm(versions: readonly FormDefinition[]): FedForm {
  const [first] = versions
  if (first === undefined) throw new RangeError('a form without versions')
  const places = versions.map((form) => ({ version: form.version, ...placesOf(compileForm(form)) }))
  const kinds = new Map<string, 'figure' | 'word'>()
  const names = new Set(ROW_COLUMNS.map(({ name }) => name))
  const add = (code: string, kind: 'figure' | 'word') => {
    const known = kinds.get(code)
    if (known !== undefined && known !== kind)
      throw new Error(`${first.code}: ${code} is a figure in one version and a word in another`)
    if (known !== undefined) return
    // DuckDB tells no capitals apart in names.
    const name = code.toLowerCase()
    if (names.has(name)) throw new Error(`${first.code}: ${code} cannot be told from another column`)
    names.add(name)
    kinds.set(code, kind)
  }
  for (const { figures, words } of places) {
    for (const code of figures) add(code, 'figure')
    for (const code of words) add(code, 'word')
  }
  const fields = [...kinds]
  return {
    code: first.code,
    unit: first.filers.unit,
    table: {
      name: formTable(first.code),
      columns: [
        ...ROW_COLUMNS,
        ...fields.map(([name, kind]): ColumnDeclaration => ({
          name,
          type: kind === 'figure' ? 'figure' : 'text',
        })),
      ],
    },
    versions: places.map(({ version, figures, words }) => ({
      version,
      columns: fields.map(([code, holds]) => {
        const index = (holds === 'figure' ? figures : words).indexOf(code)
        return { holds, place: index < 0 ? null : index + 1 }
      }),
    })),
  }
}
