import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import {
  addEntries,
  addVisit,
  assignPack,
  assignSteward,
  giveConsent,
  leaveLibrary,
  openRequest,
  promoteEntry,
  shareByConsent,
  withdrawConsent,
} from '#features/cultivation'
import { loadCase, runCommand } from '#features/procedures'
import { chinaDay, type Json } from '#domain/kernel'
import { TIMEKEEPER, type Caller } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'
import { LOADER } from './demo-identities.ts'
import { readChecked } from './demo-policy-data.ts'
import { playActs, type Play } from './play-acts.ts'
import { activeStep } from './play-cases.ts'
import { PROGRAM_ROOT, type System } from './system.ts'

type Tx = Transaction<Database>

/** Days before today. */
const DaysAgo = z.int()
const Cultivation = z.strictObject({
  note: z.string(),
  stewards: z.array(z.strictObject({ login: z.string(), firms: z.int() })),
  contacts: z.array(z.string()).min(1),
  visits: z
    .array(
      z.strictObject({
        kind: z.enum(['visit', 'call', 'meeting', 'online']),
        result: z.enum(['solved', 'partly', 'unsolved', 'nothing-asked']),
        note: z.string(),
      }),
    )
    .min(1),
  requests: z.array(
    z.strictObject({
      matter: z.string(),
      content: z.string(),
      stage: z.enum(['new', 'late', 'taken', 'answered', 'closed']),
    }),
  ),
  results: z.array(z.string()).min(1),
  left: z.array(z.string()),
  consents: z.array(
    z.strictObject({
      given: DaysAgo,
      until: DaysAgo,
      receiver: z.string(),
      parts: z.array(z.enum(['score', 'profile', 'facts'])),
      facts: z.array(z.string()),
      purpose: z.string(),
      shared: z.array(DaysAgo),
      withdrawn: z.strictObject({ at: DaysAgo, reason: z.string() }).nullable(),
    }),
  ),
})
type DemoCultivation = z.infer<typeof Cultivation>

/**
 * Plays how invented enterprises are looked after, once for a population: stewards with their firms, packs, requests as cases, visits, the
 * cultivation library, consents. In one transaction on the owner's connection (see `seedCases`). Answers how many firms have a steward.
 */
export async function seedCultivation(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<number> {
  const { rows } = await sql<{ population: boolean; told: boolean }>`
    SELECT EXISTS (SELECT FROM enterprise WHERE synthetic) AS population,
           EXISTS (SELECT FROM steward_assignment WHERE synthetic) AS told`.execute(ownerDb)
  if (rows[0]?.population !== true || rows[0].told) return 0
  const data = await readChecked(join(PROGRAM_ROOT, 'data', 'demo', 'cultivation.json'), Cultivation)
  return ownerDb.transaction().execute(async (tx) => {
    let count = 0
    await playActs(services, tx, now, async (play) => {
      const firms = await firmsOf(play, data)
      count = firms.length
      for (const [place, firm] of firms.entries()) planFirm(play, data, firm, place)
      await planLibrary(play, data, firms)
      await planConsents(play, data)
    })
    await sql`
      UPDATE procedure_case SET synthetic = true WHERE id IN (
        SELECT r.case_id FROM service_request r JOIN enterprise e ON e.id = r.enterprise_id AND e.synthetic)`.execute(
      tx,
    )
    await actAs(tx, LOADER)
    await services.audit.append(
      tx,
      LOADER,
      {
        action: 'demo.load-cultivation',
        subjectKind: 'enterprises',
        subjectId: '',
        detail: { firms: count },
      },
      now,
    )
    return count
  })
}

interface Firm {
  readonly id: string
  readonly rung: string | null
  readonly steward: Caller
  readonly stewardId: string
}

/** Firms of the stewards' own parks: those with the longest names first among those on lower rungs, so that pages show that they fit. */
async function firmsOf(play: Play, { stewards }: DemoCultivation): Promise<Firm[]> {
  const taken: string[] = []
  const firms: Firm[] = []
  for (const { login, firms: wanted } of stewards) {
    const steward = play.person(login)
    if (steward.userId === null) continue
    const { rows } = await sql<{ id: string; rung: string | null }>`
      SELECT e.id, s.rung FROM enterprise e
        JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> ${play.day(0)}::date
       WHERE e.synthetic AND s.status = 'active' AND s.registration_park_id = ${steward.organisationId}::uuid
         AND (SELECT min(lower(f.valid)) FROM enterprise_state f WHERE f.enterprise_id = e.id) < ${play.day(-400)}::date
         AND NOT e.id = ANY (${[...taken]}::uuid[])
       ORDER BY e.organisation_id IS NULL, s.rung IS NULL, md5(e.credit_code) LIMIT ${wanted}`.execute(
      play.tx,
    )
    for (const { id, rung } of rows) {
      taken.push(id)
      firms.push({ id, rung, steward, stewardId: steward.userId })
    }
  }
  return firms
}

function planFirm(play: Play, data: DemoCultivation, firm: Firm, place: number): void {
  const since = 150 + ((place * 17) % 120)
  const as = (caller: Caller, daysAgo: number, time: string) =>
    play.contextOf(caller, play.moment(`-${String(daysAgo)}d ${time}`))
  const plan = (daysAgo: number, time: string, what: string, act: () => Promise<unknown>) => {
    play.plan(play.moment(`-${String(daysAgo)}d ${time}`), `firm ${String(place)}, ${what}`, act)
  }
  const { steward, id } = firm
  const dayOf = (daysAgo: number) => workdayOf(play, daysAgo)
  plan(since, '09:30', 'its steward', () =>
    assignSteward(as(steward, since, '09:30'), id, {
      kind: 'government',
      userId: firm.stewardId,
      name: null,
      telephone: `010-5550-${String(8100 + place)}`,
      from: dayOf(since),
      reason: null,
    }),
  )
  plan(since - 2, '10:00', 'its contact', () =>
    assignSteward(as(steward, since - 2, '10:00'), id, {
      kind: 'enterprise',
      userId: null,
      name: data.contacts[place % data.contacts.length] ?? null,
      telephone: `010-5550-${String(8200 + place)}`,
      from: dayOf(since - 2),
      reason: null,
    }),
  )
  let assignment = ''
  plan(since - 3, '10:30', 'its pack', async () => {
    const { packs } = await assignPack(as(steward, since - 3, '10:30'), id, {
      pack: packFor(firm.rung),
      from: dayOf(since - 3),
      to: place % 5 === 4 ? play.day(365 - since) : null,
      note: place % 4 === 0 ? '按企业所处层级配置，每季度复核一次。（演示）' : null,
    })
    assignment = packs[0]?.id ?? ''
  })
  const visits = [since - 20, since - 75, 8 + (place % 30)]
  for (const [turn, daysAgo] of visits.entries()) {
    const { kind, result, note } = data.visits[(place + turn) % data.visits.length] ?? NO_VISIT
    const isLast = turn === visits.length - 1
    // Some are due, some long past due, most to come.
    const next = !isLast
      ? -(visits[turn + 1] ?? 0)
      : place % 3 === 0
        ? -(daysAgo - 4 - (place % 3))
        : 15 + (place % 40)
    plan(daysAgo, '14:30', 'a visit', () =>
      addVisit(as(steward, daysAgo, '14:30'), id, {
        on: dayOf(daysAgo),
        kind,
        result,
        note,
        caseId: null,
        nextOn: play.day(next),
      }),
    )
  }
  if (place % 3 !== 1) return
  const request = data.requests[Math.floor(place / 3) % data.requests.length]
  if (request !== undefined) planRequest(play, data, firm, place, request, () => assignment)
}

/** The working day on or before so many days ago. */
function workdayOf(play: Play, daysAgo: number): string {
  return chinaDay(play.moment(`-${String(daysAgo)}d 12:00`).getTime())
}

const NO_VISIT = { kind: 'visit', result: 'nothing-asked', note: null } as const

function packFor(rung: string | null): string {
  if (rung === null) return 'starter'
  return ['innovative', 'specialised', 'little-giant'].includes(rung) ? rung : 'unicorn'
}

/** An item of each pack that is a case. */
const ITEMS: Readonly<Record<string, string>> = {
  starter: 'space-search',
  innovative: 'bank-matching',
  specialised: 'equity-matching',
  'little-giant': 'scenario-matching',
  unicorn: 'demand-visit',
}

function planRequest(
  play: Play,
  data: DemoCultivation,
  { rung, steward }: Firm,
  place: number,
  { matter, content, stage }: DemoCultivation['requests'][number],
  assignment: () => string,
): void {
  let caseId = ''
  const plan = (at: string, what: string, act: (at: Date) => Promise<unknown>) => {
    const moment = play.moment(at)
    play.plan(moment, `request ${String(place)}, ${what}`, () => act(moment))
  }
  const step = (at: string, node: string, action: string, words: Readonly<Record<string, Json>>) => {
    plan(at, action, (moment) => stepCase(play, caseId, { node, action, caller: steward, at: moment, words }))
  }
  const begins = { new: '-1w', late: '-9w', taken: '-4w', answered: '-16w', closed: '-38w' }[stage]
  const days = Number(/\d+/u.exec(begins)?.[0] ?? 1)
  plan(`${begins} 10:${String(10 + place)}`, 'asked', async (moment) => {
    const asked = await openRequest(play.contextOf(steward, moment), assignment(), {
      item: ITEMS[packFor(rung)] ?? '',
      matter,
      content,
      contact: `企业联系人 010-5550-${String(8200 + place)}`,
    })
    caseId = asked.caseId
  })
  if (stage === 'new' || stage === 'late') return
  step(`${begins} 15:${String(10 + place)}`, 'accept', 'take', { steward: steward.name })
  if (stage === 'taken') return
  const result = data.results[place % data.results.length] ?? ''
  step(`-${String(days - 5)}w 16:${String(10 + place)}`, 'handle', 'done', { result })
  if (stage === 'answered') return
  step(`-${String(days - 6)}w 10:${String(10 + place)}`, 'rate', 'close', {
    solved: true,
    satisfaction: 'very',
  })
}

interface CaseStep {
  readonly node: string
  readonly action: string
  readonly caller: Caller
  readonly at: Date
  readonly words: Readonly<Record<string, Json>>
}

async function stepCase(
  play: Play,
  caseId: string,
  { node, action, caller, at, words }: CaseStep,
): Promise<void> {
  const { state } = await loadCase(play.tx, caseId)
  const ctx = play.contextOf(caller, at)
  await ctx.inTransaction((tx) =>
    runCommand(tx, ctx, caseId, null, {
      kind: 'act',
      activation: activeStep(state, node, caller).id,
      action,
      opinion: null,
      data: words,
      attachments: [],
    }),
  )
}

/** Who is cultivated towards the next rung: most still are, some reached it when their certificate came, some left. */
async function planLibrary(play: Play, data: DemoCultivation, firms: readonly Firm[]): Promise<void> {
  const add = (id: string, target: string, since: number, steward: Firm | null, what: string) => {
    const at = play.moment(`-${String(since)}d 11:00`)
    const office = play.person('office')
    let entry = ''
    play.plan(at, `${what}, added`, async () => {
      await addEntries(play.contextOf(steward?.steward ?? office, at), {
        enterprises: [id],
        target,
        since: workdayOf(play, since),
        stewardId: steward?.stewardId ?? null,
        note: null,
      })
      entry = (await entryOf(play.tx, id)) ?? ''
    })
    return () => entry
  }
  const next: Readonly<Record<string, string>> = {
    none: 'innovative',
    innovative: 'specialised',
    specialised: 'little-giant',
    'little-giant': 'unicorn',
  }
  for (const [place, firm] of firms.entries()) {
    const target = next[firm.rung ?? 'none']
    if (target === undefined) continue
    const entry = add(firm.id, target, 60 + ((place * 13) % 80), firm, `library ${String(place)}`)
    const reason = place % 14 === 6 ? data.left[Math.floor(place / 14) % data.left.length] : undefined
    if (reason === undefined) continue
    const at = play.moment('-20d 15:00')
    play.plan(at, `library ${String(place)}, left`, async () => {
      if (entry() === '') return
      await leaveLibrary(play.contextOf(firm.steward, at), entry(), {
        version: 1,
        on: workdayOf(play, 20),
        reason,
      })
    })
  }
  const known = firms.map(({ id }) => id)
  for (const [place, { id, code, days }] of (await newlyCertified(play, known)).entries()) {
    const entry = add(id, code, days + 70 + place, null, `promoted ${String(place)}`)
    const at = play.moment(`-${String(Math.max(1, days - 6))}d 09:00`)
    play.plan(at, `promoted ${String(place)}`, async () => {
      if (entry() !== '') await promoteEntry(play.contextOf(TIMEKEEPER, at), entry())
    })
  }
}

async function entryOf(tx: Tx, enterpriseId: string): Promise<string | null> {
  const entry = await tx
    .selectFrom('cultivationEntry')
    .select('id')
    .where('enterpriseId', '=', enterpriseId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return entry?.id ?? null
}

/** Whose certificate came within the year: the rung, and how many days ago. */
async function newlyCertified(
  { tx, day }: Play,
  leaveOut: readonly string[],
): Promise<{ readonly id: string; readonly code: string; readonly days: number }[]> {
  const { rows } = await sql<{ id: string; code: string; days: number }>`
    SELECT DISTINCT ON (r.enterprise_id) r.enterprise_id AS id, r.fields ->> 'code' AS code, ${day(0)}::date - lower(r.valid) AS days
      FROM enterprise_record r
      JOIN enterprise_state s ON s.enterprise_id = r.enterprise_id AND upper_inf(s.known) AND s.valid @> ${day(0)}::date
     WHERE r.synthetic AND r.kind = 'qualification' AND upper_inf(r.known) AND s.status = 'active'
       AND r.fields ->> 'code' = s.rung AND s.rung IN ('innovative', 'specialised', 'little-giant')
       AND lower(r.valid) BETWEEN ${day(-250)}::date AND ${day(-10)}::date AND r.valid @> ${day(0)}::date
       AND NOT r.enterprise_id = ANY (${[...leaveOut]}::uuid[])
       AND NOT EXISTS (SELECT FROM enterprise_record b WHERE b.enterprise_id = r.enterprise_id AND b.kind = 'qualification'
             AND b.fields ->> 'code' = r.fields ->> 'code' AND lower(b.valid) < lower(r.valid))
     ORDER BY r.enterprise_id LIMIT 9`.execute(tx)
  return rows
}

/** The enterprise of the demonstration lets others have something, takes one consent back, and one has run out. */
async function planConsents(play: Play, { consents }: DemoCultivation): Promise<void> {
  const { rows } = await sql<{ id: string; organisationId: string }>`
    SELECT e.id, e.organisation_id FROM enterprise e JOIN organisation o ON o.id = e.organisation_id
     WHERE e.synthetic AND o.code = 'demo.chip'`.execute(play.tx)
  const [own] = rows
  if (own === undefined) return
  const enterprise = play.actorFor(own.organisationId)
  for (const [place, consent] of consents.entries()) {
    let id = ''
    const plan = (daysAgo: number, time: string, what: string, act: (at: Date) => Promise<unknown>) => {
      const at = play.moment(`-${String(daysAgo)}d ${time}`)
      play.plan(at, `consent ${String(place)}, ${what}`, () => act(at))
    }
    plan(consent.given, '10:00', 'given', async (at) => {
      const given = await giveConsent(play.contextOf(enterprise, at), own.id, {
        receiver: { name: consent.receiver, creditCode: null },
        parts: consent.parts,
        facts: consent.facts,
        purpose: consent.purpose,
        until: play.day(-consent.until),
      })
      id = given.id
    })
    for (const daysAgo of consent.shared)
      plan(daysAgo, '15:00', 'shared', (at) =>
        shareByConsent(play.contextOf(play.person(daysAgo > 50 ? 'haidian' : 'qiye'), at), id, {
          parts: null,
          facts: null,
        }),
      )
    const { withdrawn } = consent
    if (withdrawn !== null)
      plan(withdrawn.at, '16:00', 'withdrawn', (at) =>
        withdrawConsent(play.contextOf(enterprise, at), id, { version: 1, reason: withdrawn.reason }),
      )
  }
}
