import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAYS, refusalOf, stageRounds, type RoundStage } from '#tests/round-stage'
import { createTestSystem, type TestSystem } from '#tests/system'
import { actOnRound } from './act-on-round.ts'
import { decide } from './decide.ts'
import { object } from './objections.ts'
import { planRound } from './plan-round.ts'
import { proposeDecisions } from './propose-decisions.ts'
import { readRound } from './read-round.ts'

/**
 * What the database itself refuses to somebody who writes SQL as the application, in the name of a person with that role: the use
 * cases are not the only guard.
 */
let system: TestSystem
let stage: RoundStage
let roundId: string
const { freeze, from, to, confirm, publish } = DAYS[2024]

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  roundId = (await stage.plan('2024', freeze)).row.id
})
afterAll(() => system.close())

/** How many rows it changed, or what the database said. */
async function tried(login: string, statement: string): Promise<string> {
  const ctx = await stage.at(login, freeze)
  try {
    return await ctx.inTransaction(async (tx) => {
      const { numAffectedRows } = await sql.raw(statement).execute(tx)
      return `${String(numAffectedRows ?? 0n)} rows`
    })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
const set = (login: string, change: string) =>
  tried(login, `UPDATE evaluation_round SET ${change} WHERE id = '${roundId}'`)
const state = async () => (await readRound(await stage.at('office1', freeze), roundId)).row.state
const idOf = async (login: string) => (await stage.at(login, freeze)).caller.userId ?? ''

/** Everything that a state's own columns ask for, so that only the order is left to refuse it. */
async function filled(): Promise<string> {
  const { row } = await readRound(await stage.at('office1', freeze), roundId)
  const snapshot = row.snapshotId === null ? '' : `snapshot_id = '${row.snapshotId}', `
  return `${snapshot}confirmed_by_id = '${await idOf('office2')}', confirmed_by_name = 'x', confirmed_at = now(), published_at = now()`
}

const STATES = ['planned', 'frozen', 'computed', 'review', 'reviewed', 'confirmed', 'published'] as const
const REFUSED = /Nothing skips a step|violates check constraint|violates row-level security/u

describe('a round', () => {
  it('cannot be put into a later state from any state, by whatever columns are set with it', async () => {
    const steps = [
      () => stage.act('office1', freeze, roundId, 'freeze'),
      async () => stage.act('office1', freeze, roundId, 'adopt', { runId: await stage.run(freeze, roundId) }),
      () => stage.act('office1', from, roundId, 'open-review'),
      () => stage.act('office1', to, roundId, 'close-review'),
      () => stage.act('office2', confirm, roundId, 'confirm'),
    ]
    for (const [at, before] of STATES.slice(0, -1).entries()) {
      expect(await state()).toBe(before)
      for (const later of STATES.slice(at + 2)) {
        expect(await set('office2', `state = '${later}', ${await filled()}`)).toMatch(REFUSED)
        expect(await set('office2', `state = '${later}'`)).toMatch(REFUSED)
      }
      for (const earlier of STATES.slice(0, at))
        if (!(before === 'computed' && earlier === 'frozen'))
          expect(await set('office2', `state = '${earlier}'`)).toMatch(REFUSED)
      await steps[at]?.()
    }
    expect(await state()).toBe('confirmed')
    // With a rule nothing is published before all consequences are decided.
    expect(await set('office2', `state = 'published', published_at = now()`)).toMatch(
      /consequences are decided/u,
    )
  })

  it('keeps its scheme, its period, its data and its run once the review is over', async () => {
    expect(await set('office1', `period = '2023'`)).toMatch(REFUSED)
    expect(await set('office1', `run_id = NULL, run_by_id = NULL`)).toMatch(REFUSED)
    expect(
      await set(
        'office1',
        `snapshot_id = (SELECT id FROM evaluation_snapshot WHERE id <> snapshot_id LIMIT 1)`,
      ),
    ).toMatch(REFUSED)
    expect(await set('office1', `run_by_id = '${await idOf('office2')}'`)).toMatch(REFUSED)
    expect(await set('office1', `confirmed_by_id = '${await idOf('leader')}'`)).toMatch(REFUSED)
    expect(await set('office1', `review_to = review_from`)).toMatch(REFUSED)
  })

  it('is no park’s to change, and planned only by the office', async () => {
    expect(await set('haidian', `title = 'x'`)).toBe('0 rows')
    expect(
      await tried(
        'haidian',
        `INSERT INTO evaluation_round (scheme_id, scheme_code, unit_kind, period, title, freeze_on, review_from, review_to,
           confirm_on, publish_on, by_id, by_name) SELECT scheme_id, scheme_code, unit_kind, '2020', 'x', freeze_on, review_from,
           review_to, confirm_on, publish_on, '${await idOf('haidian')}', 'x' FROM evaluation_round WHERE id = '${roundId}'`,
      ),
    ).toMatch(/row-level security/u)
  })

  it('has acts, data and standings that nobody rewrites', async () => {
    for (const [table, change] of [
      ['evaluation_round_act', `by_name = 'x'`],
      ['evaluation_snapshot', `data = '{}'`],
      ['evaluation_standing', `grade = 'excellent'`],
    ] as const)
      for (const statement of [`UPDATE ${table} SET ${change}`, `DELETE FROM ${table}`])
        expect(await tried('office1', statement)).toMatch(/permission denied/u)
    expect(await tried('office1', `UPDATE evaluation_run SET result = '{}' WHERE state = 'done'`)).toBe(
      '0 rows',
    )
  })
})

describe('a decision', () => {
  it('is not written without the round’s own confirmed run, nor with another grade than it found', async () => {
    const insert = (unit: string, grade: string) =>
      tried(
        'office1',
        `INSERT INTO evaluation_decision (round_id, run_id, unit, park_id, grade, tier, consequence, rule_code, rule_version, evidence,
           at, by_name, by_id) SELECT r.id, r.run_id, s.unit, s.park_id, '${grade}', 'x', 'none', 'staged-rule', 1, '{}', now(), 'x',
           acting_user() FROM evaluation_round r JOIN evaluation_standing s ON s.run_id = r.run_id
          WHERE r.id = '${roundId}' AND s.unit = '${unit}'`,
      )
    expect(await insert('park.pinggu', 'excellent')).toMatch(/needs the confirmed run/u)
  })

  it('stays as it was decided, and is no rectification without its case', async () => {
    const office1 = await stage.at('office1', confirm)
    const { row } = await readRound(office1, roundId)
    const { decisions } = await proposeDecisions(office1, roundId, row.version)
    const pinggu = decisions.find(({ unit }) => unit === 'park.pinggu')
    const by = `decided_at = now(), decided_by_id = acting_user(), decided_by_name = 'x'`
    expect(
      await tried(
        'office1',
        `UPDATE evaluation_decision SET state = 'decided', ${by} WHERE id = '${pinggu?.id ?? ''}'`,
      ),
    ).toMatch(/check constraint/u)
    expect(
      await tried('haidian', `UPDATE evaluation_decision SET amount_wan = 9999 WHERE unit = 'park.haidian'`),
    ).toBe('0 rows')
    await decide(await stage.at('leader', confirm), roundId, {
      decisions: decisions.map(({ id, version }) => ({ id, version, note: null })),
    })
    for (const change of [
      `amount_wan = 9999`,
      `state = 'proposed'`,
      `outcome = 'lifted', outcome_at = now()`,
    ])
      expect(
        await tried('office1', `UPDATE evaluation_decision SET ${change} WHERE unit = 'park.haidian'`),
      ).toMatch(/^0 rows$|row-level security|not changed afterwards/u)
    expect(await tried('office1', 'DELETE FROM evaluation_decision')).toMatch(/permission denied/u)
  })

  it('leaves a published round as it is', async () => {
    await stage.act('office1', publish, roundId, 'publish')
    expect(await set('office1', `title = 'x'`)).toMatch(/it is over/u)
  })
})

describe('a doubt', () => {
  let second: string
  const insert = (login: string, unit: string, park: string) =>
    tried(
      login,
      `INSERT INTO evaluation_objection (round_id, run_id, unit, park_id, column_code, period, claimed_value, reason, at, by_id, by_name)
       SELECT r.id, r.run_id, '${unit}', o.id, 'income', '2025', 1, 'x', now(), acting_user(), 'x'
         FROM evaluation_round r, organisation o WHERE r.id = '${second}' AND o.code = '${park}'`,
    )

  it('is raised in the review only, and by a park about itself only', async () => {
    second = (await stage.computed('2025')).row.id
    expect(await insert('haidian', 'park.haidian', 'park.haidian')).toMatch(/row-level security/u)
    await stage.act('office1', DAYS[2025].from, second, 'open-review')
    expect(await insert('haidian', 'park.xicheng', 'park.xicheng')).toMatch(/row-level security/u)
    expect(await insert('haidian', 'park.xicheng', 'park.haidian')).toMatch(/row-level security/u)
    expect(await insert('office1', 'park.haidian', 'park.haidian')).toMatch(/row-level security/u)
  })

  it('is answered by the office only, and seen by no other park', async () => {
    await object(await stage.at('haidian', DAYS[2025].from), second, {
      column: 'income',
      period: '2025',
      claimedValue: 2000,
      reason: '漏报',
      files: [],
    })
    const accept = `UPDATE evaluation_objection SET state = 'accepted', new_value = 2000, answer = 'x', answered_at = now()`
    expect(await tried('haidian', accept)).toMatch(/row-level security/u)
    expect(await tried('xicheng', accept)).toBe('0 rows')
    const seen = async (login: string) =>
      (await stage.at(login, freeze)).read(
        async (tx) => (await tx.selectFrom('evaluationObjection').select('id').execute()).length,
      )
    expect([
      await seen('haidian'),
      await seen('xicheng'),
      await seen('office1'),
      await seen('leader'),
    ]).toEqual([1, 0, 1, 1])
  })

  it('keeps the review open until it is answered and computed', async () => {
    const close = () =>
      tried('office1', `UPDATE evaluation_round SET state = 'reviewed' WHERE id = '${second}'`)
    expect(await close()).toMatch(/doubts are answered and computed/u)
    const accept = `UPDATE evaluation_objection SET state = 'accepted', new_value = 2000, answer = 'x', answered_at = now()`
    expect(await tried('office1', accept)).toBe('1 rows')
    expect(await close()).toMatch(/doubts are answered and computed/u)
    // Frozen data of another round do not take it in.
    expect(
      await tried(
        'office1',
        `UPDATE evaluation_objection SET snapshot_id = (SELECT snapshot_id FROM evaluation_round WHERE id = '${roundId}')`,
      ),
    ).toBe('1 rows')
    expect(await close()).toMatch(/doubts are answered and computed/u)
  })
})

describe('two who freeze at the same moment', () => {
  it('freeze once: the later one is told that the round has changed, and no second data are kept', async () => {
    const { row } = await planRound(await stage.at('office1', freeze), {
      schemeId: stage.schemeId,
      period: '2023',
      title: '2023年度试评',
      calendar: null,
      supportRule: null,
      poolWan: null,
    })
    const request = { version: row.version, act: 'freeze', runId: null, reason: null } as const
    const contexts = [await stage.at('office1', freeze), await stage.at('office2', freeze)]
    const refusals = await system.database.ownerDb.transaction().execute(async (tx) => {
      // Nothing is kept until both have gathered their data and want to.
      await sql`LOCK TABLE evaluation_snapshot IN EXCLUSIVE MODE`.execute(tx)
      const tries = contexts.map((ctx) => refusalOf(actOnRound(ctx, row.id, request)))
      await until(async () => {
        const { rows } = await sql<{ waiting: number }>`
          SELECT count(DISTINCT pid)::int AS waiting FROM pg_locks
           WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`.execute(
          tx,
        )
        return rows[0]?.waiting === 2
      })
      return tries
    })
    expect((await Promise.all(refusals)).toSorted((a, b) => a.length - b.length)).toEqual([
      [],
      ['evaluation.stale'],
    ])
    const { snapshots } = await readRound(await stage.at('office1', freeze), row.id)
    expect(snapshots.map(({ no }) => no)).toEqual([1])
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (await holds()) return
    await wait(50)
  }
  throw new Error('it never came to that')
}
