import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideDuty, type Duty, type DutyAct } from '#domain/ledger'
import { waitingInLedger } from '#features/ledger'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestSystem } from '#tests/system'
import { addDemoAccounts } from './seed-demo.ts'
import { seedLedger } from './seed-ledger.ts'
import { PROGRAM_ROOT } from './system.ts'

/** A Sunday, so that the last working day was not yesterday. */
const NOW = new Date('2026-11-22T13:30:00+08:00')

let system: TestSystem
let seconds = 0
const load = () => seedLedger({ services: system.services, ownerDb: system.database.ownerDb }, NOW)
const selectDuties = () => system.database.ownerDb.selectFrom('duty').selectAll().orderBy('serial').execute()
const countBy = <T>(rows: readonly T[], key: (row: T) => string) =>
  Object.fromEntries([...Map.groupBy(rows, key)].map(([name, some]) => [name, some.length]))

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb } = system.database
  await loadDemoOrganisations(
    ownerDb,
    join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json'),
    'zhongguancun',
  )
  await addDemoAccounts({ ownerDb })
  const began = performance.now()
  await load()
  seconds = (performance.now() - began) / 1000
}, 240_000)
afterAll(() => system.close())

test('a year of the ledger, in every state and colour', async () => {
  const duties = await selectDuties()
  const open = duties.filter(({ state }) =>
    ['unassigned', 'assigned', 'returned', 'accepted', 'in-progress', 'reported'].includes(state),
  )
  console.info(
    JSON.stringify({
      seconds: seconds.toFixed(1),
      duties: duties.length,
      states: countBy(duties, ({ state }) => state),
      lights: countBy(open, ({ light }) => light),
      sources: countBy(duties, ({ source }) => source),
      kinds: countBy(duties, ({ kind }) => kind),
      flags: countBy(
        open.flatMap(({ flags }) => flags),
        (flag) => flag,
      ),
    }),
  )
})
