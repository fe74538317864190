import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import type { Json } from '#domain/kernel'
import {
  actOnPilot,
  actOnPolicyVersion,
  actOnSandbox,
  applyForSandbox,
  decideLayoutPark,
  draftPolicy,
  observeSandbox,
  proposeLayout,
  proposePilot,
  savePolicyDraft,
  simulatePolicy,
} from '#features/policies'
import type { PolicyJson } from '#contract/policies'
import type { Caller } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'
import { LOADER } from './demo-identities.ts'
import { readDemoOffice, type DemoOffice } from './demo-policy-data.ts'
import { playActs, type Play } from './play-acts.ts'
import { seedCoverage } from './seed-coverage.ts'
import { PROGRAM_ROOT, type System } from './system.ts'

type Tx = Transaction<Database>

/**
 * Plays the office's invented work on policies, once: who is covered, pilots in every state, a draft, a proposal, simulations, a proposed
 * layout. In one transaction on the owner's connection (see `seedCases`). Answers whether it was played.
 */
export async function seedPolicies(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<boolean> {
  const present = await ownerDb
    .selectFrom('policyPilot')
    .select('id')
    .where('synthetic', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (present !== undefined) return false
  const data = await readDemoOffice(join(PROGRAM_ROOT, 'data', 'demo'))
  await ownerDb.transaction().execute(async (tx) => {
    await playActs(services, tx, now, async (play) => {
      await seedCoverage(play, data)
      for (const pilot of data.pilots) planPilot(play, pilot)
      for (const version of data.versions) planVersion(play, version)
      for (const simulation of data.simulations) planSimulation(play, simulation)
      planLayout(play, data.layout)
    })
    await actAs(tx, LOADER)
    await services.audit.append(
      tx,
      LOADER,
      { action: 'demo.load-policies', subjectKind: 'policies', subjectId: '', detail: {} },
      now,
    )
  })
  return true
}

/** Plays the entries of the sandbox register, once: they belong to invented enterprises and go with them. */
export async function playSandbox(play: Play, entries: DemoOffice['sandbox']): Promise<void> {
  const taken: string[] = []
  for (const entry of entries) {
    const found = await enterpriseFor(play.tx, entry, play.day(0), taken)
    if (found === null) continue
    taken.push(found.id)
    const actors = {
      office: play.person('office'),
      park: found.parkId === null ? play.person('office') : play.actorFor(found.parkId),
      enterprise: found.organisationId === null ? play.person('office') : play.actorFor(found.organisationId),
    }
    const { product, scope, riskLimits } = entry
    let id = ''
    let version = 0
    play.plan(play.moment(entry.at), `${entry.key}, applied for`, async () => {
      const made = await applyForSandbox(play.contextOf(actors[entry.by], play.moment(entry.at)), {
        enterpriseId: found.id,
        product,
        scope,
        riskLimits,
        from: play.day(entry.from),
        to: play.day(entry.to),
      })
      id = made.id
      version = made.version
    })
    for (const act of entry.acts) {
      const at = play.moment(act.at)
      const ctx = play.contextOf(actors[act.by], at)
      play.plan(at, `${entry.key}, ${'act' in act ? act.act : act.kind}`, async () => {
        const made =
          'act' in act
            ? await actOnSandbox(ctx, { entryId: id }, { act: act.act, conclusion: act.words, version })
            : await observeSandbox(
                ctx,
                { entryId: id },
                { on: play.day(daysUntil(play, at)), kind: act.kind, words: act.words },
              )
        version = made.version
      })
    }
  }
}

function daysUntil(play: Play, at: Date): number {
  return Math.ceil((at.getTime() - play.now.getTime()) / 86_400_000)
}

interface FoundEnterprise {
  readonly id: string
  readonly organisationId: string | null
  readonly parkId: string | null
}

async function enterpriseFor(
  tx: Tx,
  { industry, park, organisation }: DemoOffice['sandbox'][number],
  today: string,
  taken: readonly string[],
): Promise<FoundEnterprise | null> {
  const { rows } = await sql<FoundEnterprise>`
    SELECT e.id, e.organisation_id, s.registration_park_id AS park_id FROM enterprise e
      JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> ${today}::date AND s.status = 'active'
      LEFT JOIN organisation p ON p.id = s.registration_park_id
      LEFT JOIN organisation o ON o.id = e.organisation_id
     WHERE e.synthetic AND NOT e.id = ANY (${[...taken]}::uuid[])
       AND ${organisation === undefined ? sql`o.code IS NULL AND p.code = ${park ?? ''} AND s.industry LIKE ${`%${industry ?? ''}%`}` : sql`o.code = ${organisation}`}
     ORDER BY length(s.name) DESC, e.credit_code LIMIT 1`.execute(tx)
  return rows[0] ?? null
}

function planPilot(play: Play, pilot: DemoOffice['pilots'][number]): void {
  const { title, goals, basis } = pilot
  const parksOf = (codes: readonly string[]) => codes.map(play.organisation)
  let id = ''
  let version = 0
  play.plan(play.moment(pilot.at), `${pilot.key}, proposed`, async () => {
    const ctx = play.contextOf(play.person(pilot.by), play.moment(pilot.at))
    const { policyId } = await policyIn(play.tx, pilot.policy)
    const made = await proposePilot(ctx, {
      policyId,
      parks: parksOf(pilot.parks),
      title,
      goals,
      basis,
      from: play.day(pilot.from),
      to: play.day(pilot.to),
    })
    id = made.id
    version = made.version
  })
  for (const { at, by, act, reason, findings, parks = [], from } of pilot.acts) {
    play.plan(play.moment(at), `${pilot.key}, ${act}`, async () => {
      const made = await actOnPilot(
        play.contextOf(play.person(by), play.moment(at)),
        { pilotId: id },
        {
          act,
          version,
          reason,
          findings: findings ?? null,
          parks: parksOf(parks),
          from: from === undefined ? null : play.day(from),
        },
      )
      version = made.version
    })
  }
}

interface StoredPolicy {
  readonly policyId: string
  readonly versionId: string
  readonly definition: Readonly<Record<string, Json>>
}

/** The version of a policy that is published. */
export async function policyIn(tx: Tx, code: string): Promise<StoredPolicy> {
  const { rows } = await sql<StoredPolicy>`
    SELECT p.id AS policy_id, v.id AS version_id, v.definition FROM policy p JOIN policy_version v ON v.id = p.current_version_id
     WHERE p.code = ${code}`.execute(tx)
  const [found] = rows
  if (found === undefined) throw new Error(`There is no published policy ${code}`)
  return found
}

/** The definition with one of its conditions said otherwise. */
function withCondition(definition: Json, id: string, change: Readonly<Record<string, Json>>): PolicyJson {
  let found = false
  const changed = (value: Json): PolicyJson => {
    if (Array.isArray(value)) return value.map((one: Json) => changed(one))
    if (typeof value !== 'object' || value === null) return value
    const own = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one)]))
    if (own['kind'] !== 'condition' || own['id'] !== id) return own
    found = true
    return { ...own, ...(change as Record<string, PolicyJson>) }
  }
  const made = changed(definition)
  if (!found) throw new Error(`There is no condition ${id}`)
  return made
}

function planVersion(play: Play, told: DemoOffice['versions'][number]): void {
  const { key, by, at, saved, note, condition, when, title, proposed } = told
  const as = (moment: string) => play.contextOf(play.person(by), play.moment(moment))
  let versionId = ''
  let rowVersion = 0
  play.plan(play.moment(at), `${key}, drafted`, async () => {
    const { versionId: from } = await policyIn(play.tx, told.policy)
    const { version } = await draftPolicy(as(at), { from, code: null })
    versionId = version.id
    rowVersion = version.rowVersion
  })
  play.plan(play.moment(saved), `${key}, saved`, async () => {
    const { definition } = await policyIn(play.tx, told.policy)
    // From the next year on.
    const from = `${String(Number(play.day(0).slice(0, 4)) + 1)}-01-01`
    const next = {
      ...definition,
      valid: { from, to: null },
      windows: windowsFrom(definition['windows'], from),
      tests: testsFrom(definition['tests'], from),
    }
    const { version } = await savePolicyDraft(
      as(saved),
      { versionId },
      {
        rowVersion,
        definition: withCondition(next, condition, { when, title }),
        changeNote: note,
      },
    )
    rowVersion = version.rowVersion
  })
  if (proposed === null) return
  play.plan(play.moment(proposed.at), `${key}, proposed`, () =>
    actOnPolicyVersion(
      as(proposed.at),
      { versionId },
      { act: 'propose', rowVersion, reason: proposed.reason },
    ),
  )
}

/** Those that begin on or after the day. */
function windowsFrom(windows: Json | undefined, from: string): Json {
  const begins = (window: Json) => {
    const first = typeof window === 'object' && window !== null && 'from' in window ? window.from : null
    return typeof first === 'string' && first >= from
  }
  const all: readonly Json[] = Array.isArray(windows) ? windows : []
  return all.filter(begins)
}

/** Examples are judged on a day on which the version holds. */
function testsFrom(tests: Json | undefined, from: string): Json {
  if (!Array.isArray(tests)) return []
  return tests.map((test: Json): Json => ({ ...(test as Readonly<Record<string, Json>>), on: from }))
}

function planSimulation(play: Play, told: DemoOffice['simulations'][number]): void {
  const { title, policy, condition, when, by, at } = told
  play.plan(play.moment(at), title, async () => {
    const { versionId, definition } = await policyIn(play.tx, policy)
    await simulatePolicy(play.contextOf(play.person(by), play.moment(at)), {
      title,
      on: play.day(0),
      base: { versionId, definition: null, parameters: [] },
      changed: {
        versionId: null,
        definition: withCondition(definition, condition, { when }),
        parameters: [],
      },
    })
  })
}

function planLayout(play: Play, { title, at, by, adopt, decline }: DemoOffice['layout']): void {
  const as = (login: string, moment: string) => play.contextOf(play.person(login), play.moment(moment))
  const person = (login: string): Caller => play.person(login)
  const parks: { id: string; version: number }[] = []
  let proposalId = ''
  play.plan(play.moment(at), title, async () => {
    const made = await proposeLayout(as(by, at), {
      title,
      on: play.day(0),
      ruleSets: ['layout-2021', 'layout-2023'],
      pinned: [],
    })
    proposalId = made.id
    parks.push(...made.parks.map(({ park, version }) => ({ id: park.id, version })))
  })
  for (const [place, [decision, told]] of Object.entries({ adopt, decline }).entries()) {
    play.plan(play.moment(told.at), `${title}, ${decision}`, async () => {
      const park = parks[place]
      if (park === undefined) return
      await decideLayoutPark(
        play.contextOf(person(told.by), play.moment(told.at)),
        { proposalId, parkId: park.id },
        {
          decision: decision === 'adopt' ? 'adopt' : 'decline',
          from: decision === 'adopt' ? `${String(Number(play.day(0).slice(0, 4)) + 1)}-01-01` : null,
          reason: told.reason,
          version: park.version,
        },
      )
    })
  }
}
