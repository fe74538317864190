import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays } from '#domain/kernel'
import { LOADER } from './demo-identities.ts'
import type { DemoOffice } from './demo-policy-data.ts'
import type { Play } from './play-acts.ts'

type State = 'proposed' | 'pilot' | 'assessed' | 'spreading' | 'covered' | 'not-applicable'

interface Spell {
  readonly state: State
  /** Days before today. */
  readonly from: number
  readonly to: number | null
}

interface CoveredPolicy {
  readonly id: string
  readonly code: string
  readonly level: string
  readonly parks: readonly string[] | null
  readonly from: string
}

/**
 * How far each policy has come in each park, invented: some cover the whole zone, some half of it and spread, some have just begun. What
 * pilots try is left to them. Written at once: a thousand acts one by one would take the patience of a first start.
 */
export async function seedCoverage({ tx, now, day }: Play, { coverage, pilots }: DemoOffice): Promise<void> {
  const { rows: policies } = await sql<CoveredPolicy>`
    SELECT p.id, p.code, v.definition ->> 'level' AS level, v.definition -> 'parks' AS parks, v.definition -> 'valid' ->> 'from' AS "from"
      FROM policy p JOIN policy_version v ON v.id = p.current_version_id
     WHERE coalesce(v.definition -> 'valid' ->> 'to', '9999-12-31') > ${day(0)} ORDER BY p.code`.execute(tx)
  const { rows: parks } = await sql<{ id: string; code: string }>`
    SELECT id, code FROM organisation WHERE kind = 'park' ORDER BY code`.execute(tx)
  const tried = new Set(pilots.map(({ policy }) => policy))
  const rows = policies
    .filter(({ code }) => !tried.has(code))
    .flatMap((policy) =>
      parks.flatMap((park) =>
        spellsOf(policy, park.code).map(({ state, from, to }) => ({
          policy: policy.id,
          park: park.id,
          state,
          from: later(policy.from, day(-from)),
          to: to === null ? null : later(addDays(policy.from, 60), day(-to)),
          note: state === 'not-applicable' ? coverage.notApplicable : null,
        })),
      ),
    )
    .filter(({ from, to }) => to === null || from < to)
  await sql`
    INSERT INTO policy_coverage (policy_id, park_id, state, valid, known, basis, note, by_name)
    SELECT v.policy, v.park, v.state, daterange(v."from", v."to"),
           tstzrange(least((v."from" + time '10:00') AT TIME ZONE 'Asia/Shanghai', ${now.toISOString()}::timestamptz), NULL),
           ${coverage.basis}, v.note, ${LOADER.name}
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS v (
        policy uuid, park uuid, state text, "from" date, "to" date, note text)`.execute(tx)
}

/** How far a policy that is meant for the whole zone has come: the share of parks that each state reaches, cumulated. */
const REACH: readonly (readonly (readonly [State | null, number])[])[] = [
  [['covered', 1]],
  [
    ['covered', 0.75],
    ['spreading', 0.92],
    ['not-applicable', 1],
  ],
  [
    ['covered', 0.5],
    ['spreading', 0.7],
    ['assessed', 0.8],
    ['not-applicable', 0.88],
    [null, 1],
  ],
  [
    ['covered', 0.2],
    ['assessed', 0.3],
    ['pilot', 0.48],
    ['proposed', 0.62],
    [null, 1],
  ],
]

function spellsOf({ code, parks }: CoveredPolicy, park: string): Spell[] {
  // Of one park or some: there it holds, and nowhere else.
  if (parks !== null) return parks.includes(park) ? [{ state: 'covered', from: 360, to: null }] : []
  const reach = REACH[Math.floor(chance(code) * REACH.length)] ?? []
  const place = chance(`${code} ${park}`)
  const state = reach.find(([, until]) => place < until)?.[0] ?? null
  if (state === null) return []
  const since = 20 + Math.floor(chance(`${park} ${code}`) * 180)
  if (state !== 'covered' || place < 0.2) return [{ state, from: since, to: null }]
  return [
    { state: 'spreading', from: since + 90, to: since },
    { state, from: since, to: null },
  ]
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

/** From 0 to 1, the same for the same words. */
function chance(words: string): number {
  return Number.parseInt(createHash('md5').update(words).digest('hex').slice(0, 8), 16) / 0x1_0000_0000
}
