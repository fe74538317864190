import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DUTY_STATES, OPEN_STATES } from '#domain/ledger'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestSystem } from '#tests/system'
import { addDemoAccounts } from './seed-demo.ts'
import { fillLedger } from './seed-ledger.ts'
import { PROGRAM_ROOT } from './system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb } = system.database
  const organisations = join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json')
  await loadDemoOrganisations(ownerDb, organisations, 'zhongguancun')
  await addDemoAccounts({ ownerDb })
}, 120_000)
afterAll(() => system.close())

class Enough extends Error {}

/** The last and first days of years and quarters, a leap day, and the long holiday of spring. */
test.each(['2026-12-31', '2027-01-01', '2027-02-09', '2027-04-02', '2028-02-29'])(
  'loaded on %s the ledger looks alive',
  async (day) => {
    const now = new Date(`${day}T08:30:00+08:00`)
    let seen: { state: string; light: string; period: string | null }[] = []
    const loading = system.database.ownerDb.transaction().execute(async (tx) => {
      await fillLedger(system, tx, now)
      seen = await tx.selectFrom('duty').select(['state', 'light', 'period']).execute()
      // Each day begins with an empty ledger.
      throw new Enough()
    })
    await expect(loading).rejects.toBeInstanceOf(Enough)
    expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(DUTY_STATES))
    const open = seen.filter(({ state }) => (OPEN_STATES as readonly string[]).includes(state))
    const share = (light: string) => open.filter((duty) => duty.light === light).length / open.length
    const shares = { green: share('green'), yellow: share('yellow'), red: share('red') }
    expect(shares.green).toBeGreaterThan(0.5)
    expect(shares.green).toBeLessThan(0.75)
    expect(shares.yellow).toBeGreaterThan(0.12)
    expect(shares.red).toBeGreaterThan(0.08)
    expect(shares.red).toBeLessThan(0.22)
  },
  120_000,
)
