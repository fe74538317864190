/** The edit form of an item: what its fields hold, and how they become the item that the contract describes. */
import { ItemInput, type PlanItem } from '#contract/plans'
import type { ReviewedKind } from './review-state.ts'

/** Text fields hold strings, as typed; fields for several names hold lists. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>
export type FieldKind =
  'text' | 'long' | 'number' | 'date' | 'tags' | 'choice' | 'body' | 'organisation' | 'document'

export interface Field {
  readonly name: string
  readonly kind: FieldKind
  readonly choices?: readonly string[]
  /** Takes the whole width of the form. */
  readonly wide?: boolean
  readonly required?: boolean
}

const FIGURE_FIELDS: readonly Field[] = [
  { name: 'indicator', kind: 'text', wide: true, required: true },
  { name: 'comparator', kind: 'choice', choices: ['gt', 'ge', 'lt', 'le', 'approx', 'between', 'eq'] },
  { name: 'value', kind: 'number', required: true },
  { name: 'value2', kind: 'number' },
  { name: 'unit', kind: 'text' },
  { name: 'year', kind: 'number' },
  { name: 'scope', kind: 'text' },
]

export const RULE_KINDS = [
  'max-per-unit',
  'min-per-unit',
  'coverage',
  'conservation',
  'contiguity',
  'consequence',
  'frequency',
  'count',
  'count-total',
  'enumeration-count',
  'structure',
  'gate',
  'prohibition',
  'priority',
  'eligibility',
  'approval-sequence',
  'workflow-sequence',
  'plan-conformity',
  'authority',
  'role-requirement',
  'inclusion',
  'exclusion',
  'completeness',
  'monotonic',
  'admission-criteria',
  'evaluation-criteria',
  'budget-total',
  'time-window',
  'time-limit',
  'named-members',
  'negative-list',
  'procedure',
  'tenure-rule',
  'procurement-mode',
  'payer-rule',
  'ownership-rule',
  'joint-establishment',
  'governance',
  'allocation-principle',
  'amount-limit',
] as const

export const FIELDS: Readonly<Record<ReviewedKind, readonly Field[]>> = {
  task: [
    { name: 'title', kind: 'long', wide: true, required: true },
    { name: 'lead', kind: 'body', wide: true },
    { name: 'bodies', kind: 'tags', wide: true },
    { name: 'supporting', kind: 'tags', wide: true },
    { name: 'deadlineText', kind: 'text' },
    {
      name: 'deadlinePrecision',
      kind: 'choice',
      choices: ['', 'day', 'month', 'quarter', 'half-year', 'year', 'plan-period', 'periodic', 'relative'],
    },
    { name: 'deadlineOn', kind: 'date' },
    { name: 'measures', kind: 'number', required: true },
  ],
  target: FIGURE_FIELDS,
  baseline: FIGURE_FIELDS,
  constraint: [
    { name: 'subject', kind: 'long', wide: true, required: true },
    { name: 'rule', kind: 'choice', choices: RULE_KINDS },
    { name: 'strength', kind: 'choice', choices: ['', 'hard', 'soft'] },
    { name: 'limitMin', kind: 'number' },
    { name: 'limit', kind: 'number' },
    { name: 'listed', kind: 'number' },
  ],
  body: [
    { name: 'name', kind: 'text', wide: true, required: true },
    { name: 'aliases', kind: 'tags', wide: true },
    { name: 'organisation', kind: 'organisation', wide: true },
  ],
  citation: [
    { name: 'citationTitle', kind: 'long', wide: true, required: true },
    { name: 'citationNumber', kind: 'text', wide: true },
    { name: 'document', kind: 'document', wide: true },
  ],
}

/** The fields of an item as it stands. */
export function valuesOf(item: ItemInput | PlanItem): FormValues {
  switch (item.kind) {
    case 'heading':
      return {}
    case 'task': {
      const { title, lead, bodies, supporting, deadline, measures } = item.data
      return {
        title,
        lead: lead ?? '',
        bodies,
        supporting,
        deadlineText: deadline?.text ?? '',
        deadlineOn: deadline?.on ?? '',
        deadlinePrecision: deadline?.precision ?? '',
        measures: String(measures),
      }
    }
    case 'target':
    case 'baseline': {
      const { indicator, comparator, value, value2, unit, year, scope } = item.data
      return {
        indicator,
        comparator,
        value: String(value),
        value2: words(value2),
        unit,
        year: words(year),
        scope: scope ?? '',
      }
    }
    case 'constraint': {
      const { rule, subject, limit, limitMin, strength, listed } = item.data
      return {
        rule,
        subject,
        limit: words(limit),
        limitMin: words(limitMin),
        strength: strength ?? '',
        listed: words(listed),
      }
    }
    case 'body': {
      const { name, aliases, organisationId } = item.data
      return { name, aliases, organisation: organisationId ?? '' }
    }
    case 'citation': {
      const { title, number, documentId } = item.data
      return { citationTitle: title, citationNumber: number ?? '', document: documentId ?? '' }
    }
  }
}

/** The fields of a new item; the selected words are the best first guess of what it is called. */
export function valuesOfNew(kind: ReviewedKind, selection: string): FormValues {
  const said = selection.replaceAll(/\s+/g, '').slice(0, 200)
  const title = said.split(/[，。；：]/)[0] ?? said
  switch (kind) {
    case 'task':
      return {
        title,
        lead: '',
        bodies: [],
        supporting: [],
        deadlineText: '',
        deadlineOn: '',
        deadlinePrecision: '',
        measures: '1',
      }
    case 'target':
    case 'baseline':
      return { indicator: said, comparator: 'ge', value: '', value2: '', unit: '', year: '', scope: '' }
    case 'constraint':
      return { rule: 'max-per-unit', subject: said, limit: '', limitMin: '', strength: '', listed: '' }
    case 'body':
      return { name: title, aliases: [], organisation: '' }
    case 'citation':
      return { citationTitle: said.replaceAll(/[《》]/g, ''), citationNumber: '', document: '' }
  }
}

/** Why a field cannot stand; keys of the room's texts after `invalid.`. */
export type FieldFault =
  | { readonly code: 'required' | 'number' | 'year' | 'date' | 'deadline' | 'range' | 'other' }
  | { readonly code: 'long' | 'many'; readonly n: number }
export type FieldFaults = Readonly<Record<string, FieldFault>>

export type FormOutcome =
  { readonly ok: true; readonly item: ItemInput } | { readonly ok: false; readonly faults: FieldFaults }

/** Checks by the contract's own schema. `base` keeps what the form doesn't show (number, heading path). */
export function inputFrom(kind: ReviewedKind, values: FormValues, base?: PlanItem): FormOutcome {
  const own = ownFaults(kind, values)
  const parsed = ItemInput.safeParse({ kind, data: dataFrom(kind, values, base) })
  if (parsed.success && Object.keys(own).length === 0) return { ok: true, item: parsed.data }
  const faults: Record<string, FieldFault> = {}
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const name = fieldAt(kind, issue.path.slice(1).map(String))
    faults[name] ??= faultOf(name, issue)
  }
  return { ok: false, faults: { ...faults, ...own } }
}

function dataFrom(kind: ReviewedKind, values: FormValues, base: PlanItem | undefined): unknown {
  const text = (name: string) => String(values[name] ?? '').trim()
  const optional = (name: string) => text(name) || null
  const number = (name: string) => (text(name) === '' ? null : numberFrom(text(name)))
  const list = (name: string) => {
    const value = values[name]
    return Array.isArray(value) ? value.map((each: string) => each.trim()).filter(Boolean) : []
  }
  switch (kind) {
    case 'task':
      return {
        title: text('title'),
        number: base?.kind === 'task' ? base.data.number : null,
        headingPath: base?.kind === 'task' ? base.data.headingPath : [],
        measures: number('measures'),
        lead: optional('lead'),
        bodies: list('bodies'),
        supporting: list('supporting'),
        deadline: text('deadlineText')
          ? {
              text: text('deadlineText'),
              on: optional('deadlineOn'),
              precision: text('deadlinePrecision') || (text('deadlineOn') ? 'day' : 'plan-period'),
            }
          : null,
      }
    case 'target':
    case 'baseline':
      return {
        indicator: text('indicator'),
        comparator: text('comparator'),
        value: number('value'),
        value2: text('comparator') === 'between' ? number('value2') : null,
        unit: text('unit'),
        year: number('year'),
        scope: optional('scope'),
      }
    case 'constraint':
      return {
        rule: text('rule'),
        subject: text('subject'),
        limit: number('limit'),
        limitMin: number('limitMin'),
        strength: optional('strength'),
        listed: number('listed'),
      }
    case 'body':
      return { name: text('name'), aliases: list('aliases'), organisationId: optional('organisation') }
    case 'citation':
      return {
        title: text('citationTitle'),
        number: optional('citationNumber'),
        documentId: optional('document'),
      }
  }
}

/** Full-width digits and thousands separators are as good as plain ones; anything else is no number. */
function numberFrom(text: string): number | string {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text
}

/** What the schema cannot see, because an empty field is also an answer. */
function ownFaults(kind: ReviewedKind, values: FormValues): FieldFaults {
  if (
    kind === 'task' &&
    values['deadlineText'] === '' &&
    (values['deadlineOn'] || values['deadlinePrecision'])
  )
    return { deadlineText: { code: 'deadline' } }
  if ((kind !== 'target' && kind !== 'baseline') || values['comparator'] !== 'between') return {}
  const low = numberFrom(String(values['value'] ?? ''))
  const high = numberFrom(String(values['value2'] ?? ''))
  if (typeof high !== 'number') return { value2: { code: 'number' } }
  return typeof low === 'number' && high <= low ? { value2: { code: 'range' } } : {}
}

function fieldAt(kind: ReviewedKind, path: readonly string[]): string {
  const [first = '', second = ''] = path
  if (first === 'deadline') return `deadline${second.charAt(0).toUpperCase()}${second.slice(1)}`
  if (first === 'organisationId') return 'organisation'
  if (first === 'documentId') return 'document'
  if (kind === 'citation' && first === 'title') return 'citationTitle'
  if (kind === 'citation' && first === 'number') return 'citationNumber'
  return first
}

function faultOf(
  name: string,
  issue: { readonly code: string; readonly maximum?: unknown; readonly origin?: string },
): FieldFault {
  if (name === 'year') return { code: 'year' }
  if (name === 'deadlineOn') return { code: 'date' }
  if (issue.code === 'too_big' && typeof issue.maximum === 'number' && issue.origin === 'array')
    return { code: 'many', n: issue.maximum }
  if (issue.code === 'too_big' && typeof issue.maximum === 'number' && issue.origin === 'string')
    return { code: 'long', n: issue.maximum }
  if (['value', 'value2', 'limit', 'limitMin', 'listed', 'measures'].includes(name)) return { code: 'number' }
  return { code: issue.code === 'too_small' || issue.code === 'invalid_type' ? 'required' : 'other' }
}

function words(value: number | null): string {
  return value === null ? '' : String(value)
}
