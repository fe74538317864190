/** The fewest changes with which a layout satisfies chosen rules, as an integer programme. */
import {
  accepted,
  refused,
  type IntegerProgramme,
  type Outcome,
  type ProgrammeRow,
  type ProgrammeSolution,
  type ProgrammeVariable,
} from '#domain/kernel'
import {
  checkEntries,
  type CountBounds,
  type IndustryRole,
  type Layout,
  type LayoutEntry,
  type LayoutRuleSet,
} from './layout.ts'

export interface LayoutQuestion {
  readonly layout: Layout
  /** All of them have to be satisfied at once; warnings count as broken. */
  readonly rules: readonly LayoutRuleSet[]
  /** Pairs that keep their role; a pair that is not in the layout stays out of it. */
  readonly pinned: readonly { readonly park: string; readonly industry: string }[]
  /** How much of the industry there is in the park, such as revenue; pairs that are not named have none. */
  readonly strengths: readonly {
    readonly park: string
    readonly industry: string
    readonly strength: number
  }[]
}

export interface LayoutChange {
  readonly kind: 'drop' | 'change-role' | 'add'
  readonly park: string
  readonly industry: string
  readonly before: IndustryRole | null
  readonly after: IndustryRole | null
  /** Of an addition: the park that gives the industry up; null: it is new. */
  readonly movedFrom: string | null
}

export interface LayoutProposal {
  readonly changes: readonly LayoutChange[]
  readonly layout: Layout
}

export interface LayoutProposals {
  /** The first is the one proposed; the others are as good in changes and strength. */
  readonly proposals: readonly LayoutProposal[]
  /** Number of changes of each. */
  readonly changes: number
  /** No layout with fewer changes satisfies the rules; false only where the solver ran out of time. */
  readonly proven: boolean
  /** There may be more that are as good than those listed. */
  readonly more: boolean
}

/** What earlier programmes settled. */
export interface LayoutStage {
  readonly changes?: number
  /** In the whole units of `strengthUnits`. */
  readonly strength?: number
  /** Layouts that are known already and not wanted again. */
  readonly besides?: readonly Layout[]
}

/**
 * lₚᵢ, cₚᵢ ∈ {0, 1}: park p leads, cultivates industry i; l + c ≤ 1. A pair is changed where its role is not the present one, which is
 * linear: 1 − lₚᵢ for one that leads, lₚᵢ + cₚᵢ for one that is not there. First Σ changed is minimised. Then, with that number, Σ strength of
 * what is kept is maximised: whole for a leading industry, half for a cultivated one, with everything that is added counting the same.
 * A first leading industry can be named among the leading ones, so rules on it ask for one of these.
 */
export function layoutProgramme(question: LayoutQuestion, stage: LayoutStage = {}): IntegerProgramme {
  const { layout, rules, pinned } = question
  const now = new Map(layout.entries.map(({ park, industry, role }) => [pairKey(park, industry), role]))
  const kept = new Set(pinned.map(({ park, industry }) => pairKey(park, industry)))
  const units = strengthUnits(question)
  const first = stage.changes === undefined
  const pairs = pairsOf(layout)
  const variables = pairs.flatMap(({ park, industry }) =>
    ROLES.map((role): ProgrammeVariable => {
      const key = pairKey(park, industry)
      const isNow = now.get(key) === role
      const strength = (units.get(key) ?? 0) * (role === 'leading' ? 2 : 1)
      return {
        name: nameOf(role, park, industry),
        kind: 'binary',
        low: kept.has(key) ? Number(isNow) : 0,
        high: kept.has(key) ? Number(isNow) : 1,
        // Σ changed is the number of present pairs less Σ these: keeping one saves a change, a new pair makes one.
        weight: first ? changeOf(now.get(key), role) : -strength,
      }
    }),
  )
  const changed = pairs.flatMap(({ park, industry }) =>
    ROLES.flatMap((role) => {
      const factor = changeOf(now.get(pairKey(park, industry)), role)
      return factor === 0 ? [] : [{ variable: nameOf(role, park, industry), factor }]
    }),
  )
  const strengths = pairs.flatMap(({ park, industry }) =>
    ROLES.map((role) => ({
      variable: nameOf(role, park, industry),
      factor: (units.get(pairKey(park, industry)) ?? 0) * (role === 'leading' ? 2 : 1),
    })),
  )
  const { changes, strength, besides = [] } = stage
  return {
    sense: 'minimise',
    variables,
    rows: [
      ...pairs.map(({ park, industry }): ProgrammeRow => ({
        name: `one role ${pairKey(park, industry)}`,
        terms: ROLES.map((role) => ({ variable: nameOf(role, park, industry), factor: 1 })),
        low: null,
        high: 1,
      })),
      ...rules.flatMap((rule, at) => ruleRows(layout, rule, String(at))),
      ...(changes === undefined
        ? []
        : [{ name: 'changes', terms: changed, low: null, high: changes - layout.entries.length }]),
      ...(strength === undefined ? [] : [{ name: 'strength', terms: strengths, low: strength, high: null }]),
      ...besides.map((known, at): ProgrammeRow => notThis(pairs, known, String(at))),
    ],
  }
}

/** What a solution of it says. Entries that stay keep their order; additions come after them. */
export function readProposal(
  { layout }: LayoutQuestion,
  { values }: Pick<ProgrammeSolution, 'values'>,
): LayoutProposal {
  const roleOf = (park: string, industry: string): IndustryRole | null =>
    ROLES.find((role) => (values.get(nameOf(role, park, industry)) ?? 0) > 0.5) ?? null
  const now = new Map(layout.entries.map(({ park, industry, role }) => [pairKey(park, industry), role]))
  const found = pairsOf(layout).flatMap(({ park, industry }): Omit<LayoutChange, 'movedFrom'>[] => {
    const before = now.get(pairKey(park, industry)) ?? null
    const after = roleOf(park, industry)
    if (before === after) return []
    const kind = after === null ? 'drop' : before === null ? 'add' : 'change-role'
    return [{ kind, park, industry, before, after }]
  })
  const dropped = found.filter(({ kind }) => kind === 'drop')
  const changes = found.map((change): LayoutChange => {
    if (change.kind !== 'add') return { ...change, movedFrom: null }
    const from = dropped.findIndex(({ industry }) => industry === change.industry)
    const [given] = from === -1 ? [] : dropped.splice(from, 1)
    return { ...change, movedFrom: given?.park ?? null }
  })
  const stays = layout.entries.flatMap(({ park, industry }): LayoutEntry[] => {
    const role = roleOf(park, industry)
    return role === null ? [] : [{ park, industry, role }]
  })
  const added = changes.flatMap(({ kind, park, industry, after }): LayoutEntry[] =>
    kind === 'add' && after !== null ? [{ park, industry, role: after }] : [],
  )
  return { changes, layout: { ...layout, entries: [...stays, ...added] } }
}

export interface ProposeOptions {
  /** How many equally good ones are looked for, the proposed one among them; 3 where nothing is said. */
  readonly alternatives?: number
}

/** The fewest changes; of these what keeps most strength; and others that are as good. */
export async function proposeLayout(
  question: LayoutQuestion,
  solve: (programme: IntegerProgramme) => Promise<Outcome<ProgrammeSolution>>,
  { alternatives = 3 }: ProposeOptions = {},
): Promise<Outcome<LayoutProposals>> {
  const wrong = checkEntries(question.layout)
  if (wrong.length > 0) return refused(...wrong.map(({ code, params }) => ({ code, params })))
  const fewest = await solve(layoutProgramme(question))
  if (!fewest.ok) return fewest
  const changes = question.layout.entries.length + Math.round(fewest.value.objective)
  const strongest = await solve(layoutProgramme(question, { changes }))
  if (!strongest.ok) return strongest
  const strength = -Math.round(strongest.value.objective)
  const proposals = [readProposal(question, strongest.value)]
  let more = changes > 0
  while (more && proposals.length < alternatives) {
    const besides = proposals.map(({ layout }) => layout)
    const next = await solve(layoutProgramme(question, { changes, strength, besides }))
    if (next.ok) proposals.push(readProposal(question, next.value))
    else if (next.issues.every(({ code }) => code === 'optimisation.infeasible')) more = false
    else if (next.issues.every(({ code }) => code === 'optimisation.no_solution_in_time')) break
    else return refused(...next.issues)
  }
  const proven = fewest.value.status === 'optimal' && strongest.value.status === 'optimal'
  return accepted({ proposals, changes, proven, more })
}

const ROLES = ['leading', 'cultivated'] as const

function pairKey(park: string, industry: string): string {
  return JSON.stringify([park, industry])
}
function nameOf(role: IndustryRole, park: string, industry: string): string {
  return `${role} ${pairKey(park, industry)}`
}
function pairsOf({ parks, industries }: Layout): { readonly park: string; readonly industry: string }[] {
  return parks.flatMap((park) => industries.map((industry) => ({ park, industry })))
}

/** What a pair with this role adds to the number of changes, against the pair being left out of a layout that has it. */
function changeOf(now: IndustryRole | undefined, role: IndustryRole): number {
  if (now === undefined) return 1
  return now === role ? -1 : 0
}

/** Strengths as whole numbers, so that equal ones are equal: millionths of the largest. */
export function strengthUnits({ strengths }: Pick<LayoutQuestion, 'strengths'>): ReadonlyMap<string, number> {
  const largest = strengths.reduce((most, { strength }) => Math.max(most, strength), 0)
  if (largest <= 0) return new Map()
  return new Map(
    strengths.map(({ park, industry, strength }) => [
      pairKey(park, industry),
      Math.round((Math.max(0, strength) / largest) * 1_000_000),
    ]),
  )
}

function ruleRows({ parks, industries }: Layout, rule: LayoutRuleSet, at: string): ProgrammeRow[] {
  const { leadingPerPark, cultivatedPerPark, parksPerIndustry, counts } = rule
  const row = (
    name: string,
    bounds: CountBounds | null,
    terms: ProgrammeRow['terms'],
  ): readonly ProgrammeRow[] =>
    bounds === null || (bounds.least === null && bounds.most === null)
      ? []
      : [{ name: `${at} ${name}`, terms, low: bounds.least, high: bounds.most }]
  const sum = (role: IndustryRole, park: string): ProgrammeRow['terms'] =>
    industries.map((industry) => ({ variable: nameOf(role, park, industry), factor: 1 }))
  return [
    ...parks.flatMap((park) => [
      ...row(
        `leading ${park}`,
        // Of the leading ones one is the first; more than one cannot be.
        counts === 'first-leading' && leadingPerPark !== null
          ? { least: leadingPerPark.least, most: leadingPerPark.most === 0 ? 0 : null }
          : leadingPerPark,
        sum('leading', park),
      ),
      ...row(`cultivated ${park}`, cultivatedPerPark, sum('cultivated', park)),
    ]),
    ...(counts === 'first-leading' ? [] : industries).flatMap((industry) =>
      row(
        `parks ${industry}`,
        parksPerIndustry,
        parks.flatMap((park) =>
          (counts === 'both' ? ROLES : (['leading'] as const)).map((role) => ({
            variable: nameOf(role, park, industry),
            factor: 1,
          })),
        ),
      ),
    ),
  ]
}

/** At least one pair has another role than in a known layout. */
function notThis(
  pairs: readonly { readonly park: string; readonly industry: string }[],
  { entries }: Layout,
  at: string,
): ProgrammeRow {
  const known = new Map(entries.map(({ park, industry, role }) => [pairKey(park, industry), role]))
  const terms = pairs.flatMap(({ park, industry }) =>
    ROLES.flatMap((role) => {
      const factor = -changeOf(known.get(pairKey(park, industry)), role)
      return factor === 0 ? [] : [{ variable: nameOf(role, park, industry), factor }]
    }),
  )
  return { name: `besides ${at}`, terms, low: null, high: entries.length - 1 }
}
