/** What is told of a parameter beyond its values: its kind, how far its source may be believed, what a new value replaces. */
import type { ParameterView } from '#contract/rules'

export const KINDS = ['standard', 'share', 'list', 'other'] as const
export type ParameterKind = (typeof KINDS)[number]
export type ParameterValue = ParameterView['values'][number]

export function kindOf({ type, unit }: Pick<ParameterView, 'type' | 'unit'>): ParameterKind {
  if (type === 'texts') return 'list'
  if (type !== 'number') return 'other'
  return unit === '%' || unit === '‰' ? 'share' : 'standard'
}

export const STANDINGS = ['read', 'unverified', 'reprint', 'example'] as const
export type SourceStanding = (typeof STANDINGS)[number]

/** A source says of itself where it is no official text, as the shipped parameters do. */
export function standingOf({ document }: { readonly document: string }): SourceStanding {
  if (document.includes('未核实')) return 'unverified'
  if (/自拟|演示/u.test(document)) return 'example'
  return document.includes('转载') ? 'reprint' : 'read'
}

export function findParameters(
  parameters: readonly ParameterView[],
  {
    words,
    kind,
    standing,
    initials,
  }: {
    readonly words: string
    readonly kind: string | undefined
    readonly standing: string | undefined
    readonly initials: Readonly<Record<string, string>>
  },
): readonly ParameterView[] {
  const wanted = words.trim().toLowerCase()
  return parameters.filter((parameter) => {
    if (kind && kindOf(parameter) !== kind) return false
    if (standing && !parameter.values.some(({ clause }) => standingOf(clause) === standing)) return false
    const { code, title, values } = parameter
    return [
      code,
      title.zh,
      title.en,
      initials[code] ?? '',
      ...values.map(({ clause }) => `${clause.document} ${clause.clause ?? ''}`),
    ].some((text) => text.toLowerCase().includes(wanted))
  })
}

export interface SettingEffects {
  /** The first day on which the new value no longer holds. */
  readonly until: string | null
  /** What holds on its first day until now; null: nothing. */
  readonly before: ParameterValue | null
  /** Ends earlier than it would. */
  readonly ends: ParameterValue | null
  /** Replaced in whole. */
  readonly replaced: readonly ParameterValue[]
}

/** What a value from a day on does to those that stand, as the server does it. */
export function settingEffects(
  values: readonly ParameterValue[],
  from: string,
  to: string | null,
): SettingEffects {
  const until = to ?? values.find((spell) => spell.from > from)?.from ?? null
  const touched = values.filter(
    (spell) => (until === null || spell.from < until) && (spell.to === null || spell.to > from),
  )
  return {
    until,
    before: values.find((spell) => spell.from <= from && (spell.to === null || spell.to > from)) ?? null,
    ends: touched.find((spell) => spell.from < from) ?? null,
    replaced: touched.filter(
      (spell) => spell.from >= from && (until === null || (spell.to !== null && spell.to <= until)),
    ),
  }
}

/** Of two lists: what came, what went. */
export function listChanges(
  before: ParameterValue['value'] | undefined,
  after: ParameterValue['value'],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const [old, now] = [Array.isArray(before) ? before : [], Array.isArray(after) ? after : []]
  return {
    added: now.filter((item) => !old.includes(item)),
    removed: old.filter((item) => !now.includes(item)),
  }
}
