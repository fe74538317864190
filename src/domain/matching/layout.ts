/** Layout of industries over parks (产业布局, M21): who leads or cultivates what, and what the rules of each source say of it. */
import type { BilingualText, DateOn, Json } from '#domain/kernel'
import type { RuleStatus } from '#domain/rules'

/** 主导产业, 培育产业. */
export type IndustryRole = 'leading' | 'cultivated'

export interface LayoutEntry {
  readonly park: string
  readonly industry: string
  readonly role: IndustryRole
}

/** The industries of all parks on a day. Of a park’s leading industries the one that stands first is its first industry (首位产业). */
export interface Layout {
  readonly parks: readonly string[]
  readonly industries: readonly string[]
  readonly entries: readonly LayoutEntry[]
}

/** How many; null: no bound on that side. */
export interface CountBounds {
  readonly least: number | null
  readonly most: number | null
}

/** What one source asks for, with its days. */
export interface LayoutRuleSet {
  readonly code: string
  readonly title: BilingualText
  readonly validFrom: DateOn
  /** The first day on which it no longer holds; null: until further notice. */
  readonly validTo: DateOn | null
  readonly source: { readonly document: string; readonly clause: string | null; readonly url: string | null }
  readonly status: RuleStatus
  readonly leadingPerPark: CountBounds | null
  readonly cultivatedPerPark: CountBounds | null
  readonly parksPerIndustry: CountBounds | null
  /**
   * Which industries count for `leadingPerPark` and `parksPerIndustry`: leading ones; for the parks of an industry cultivated ones too;
   * or a park’s first leading industry only.
   */
  readonly counts: 'leading' | 'both' | 'first-leading'
  /** in-principle (原则上): what breaks it is a warning, to be given reasons for. */
  readonly strictness: 'general' | 'in-principle' | 'joint-support-only'
  readonly note: BilingualText | null
}

/** Parameters: count, least, most, and which: industries or parks in question. */
export const LAYOUT_FINDING_CODES = [
  'matching.leading_too_many',
  'matching.leading_too_few',
  'matching.cultivated_too_many',
  'matching.cultivated_too_few',
  'matching.industry_in_too_many_parks',
  'matching.industry_in_too_few_parks',
  // Of an entry: twice in a park, or of a park or an industry that is not on the list
  'matching.layout_entry_twice',
  'matching.layout_unknown_park',
  'matching.layout_unknown_industry',
] as const
export type LayoutFindingCode = (typeof LAYOUT_FINDING_CODES)[number]

export interface LayoutFinding {
  /** Code of the set of rules. */
  readonly rule: string
  readonly code: LayoutFindingCode
  readonly severity: 'error' | 'warning'
  readonly park: string | null
  readonly industry: string | null
  readonly params: Readonly<Record<string, Json>>
}

/** The answer to the rules of one source. Sources are never mixed: what one allows another may not. */
export interface LayoutVerdict {
  readonly rule: string
  readonly inForce: boolean
  /** No finding, warnings included; also said of rules that are not in force. */
  readonly satisfied: boolean
  readonly findings: readonly LayoutFinding[]
}

export function checkLayout(
  layout: Layout,
  rules: readonly LayoutRuleSet[],
  on: DateOn,
): readonly LayoutVerdict[] {
  return rules.map((rule) => {
    const findings = [...checkPerPark(layout, rule), ...checkPerIndustry(layout, rule)]
    const inForce = rule.validFrom <= on && (rule.validTo === null || on < rule.validTo)
    return { rule: rule.code, inForce, satisfied: findings.length === 0, findings }
  })
}

/** What is wrong with a layout itself, under whatever rules; `rule` is empty. */
export function checkEntries({ parks, industries, entries }: Layout): readonly LayoutFinding[] {
  const finding = (code: LayoutFindingCode, { park, industry }: LayoutEntry): LayoutFinding => ({
    rule: '',
    code,
    severity: 'error',
    park,
    industry,
    params: { park, industry },
  })
  return entries.flatMap((entry, at) => [
    ...(parks.includes(entry.park) ? [] : [finding('matching.layout_unknown_park', entry)]),
    ...(industries.includes(entry.industry) ? [] : [finding('matching.layout_unknown_industry', entry)]),
    ...(entries.findIndex(({ park, industry }) => park === entry.park && industry === entry.industry) < at
      ? [finding('matching.layout_entry_twice', entry)]
      : []),
  ])
}

function checkPerPark({ parks, entries }: Layout, rule: LayoutRuleSet): LayoutFinding[] {
  return parks.flatMap((park) => {
    const of = (role: IndustryRole): string[] =>
      entries.filter((entry) => entry.park === park && entry.role === role).map(({ industry }) => industry)
    const leading = rule.counts === 'first-leading' ? of('leading').slice(0, 1) : of('leading')
    const place = { park, industry: null }
    return [
      ...outside(rule, rule.leadingPerPark, leading, 'leading', place),
      ...outside(rule, rule.cultivatedPerPark, of('cultivated'), 'cultivated', place),
    ]
  })
}

function checkPerIndustry({ parks, industries, entries }: Layout, rule: LayoutRuleSet): LayoutFinding[] {
  const firsts = new Map(
    parks.map((park) => [
      park,
      entries.find((entry) => entry.park === park && entry.role === 'leading')?.industry,
    ]),
  )
  return industries.flatMap((industry) => {
    const where = entries
      .filter((entry) => entry.industry === industry && (rule.counts === 'both' || entry.role === 'leading'))
      .filter(({ park }) => rule.counts !== 'first-leading' || firsts.get(park) === industry)
      .map(({ park }) => park)
    return outside(rule, rule.parksPerIndustry, where, 'parks', { park: null, industry })
  })
}

const CODES = {
  leading: { more: 'matching.leading_too_many', fewer: 'matching.leading_too_few' },
  cultivated: { more: 'matching.cultivated_too_many', fewer: 'matching.cultivated_too_few' },
  parks: { more: 'matching.industry_in_too_many_parks', fewer: 'matching.industry_in_too_few_parks' },
} as const

function outside(
  { code: rule, strictness }: LayoutRuleSet,
  bounds: CountBounds | null,
  which: readonly string[],
  what: keyof typeof CODES,
  { park, industry }: { readonly park: string | null; readonly industry: string | null },
): LayoutFinding[] {
  if (bounds === null) return []
  const { least, most } = bounds
  const count = which.length
  const more = most !== null && count > most
  if (!more && (least === null || count >= least)) return []
  return [
    {
      rule,
      code: CODES[what][more ? 'more' : 'fewer'],
      severity: strictness === 'in-principle' ? 'warning' : 'error',
      park,
      industry,
      params: { park, industry, count, least, most, which },
    },
  ]
}
