import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DEMO_ACCOUNTS, callerOf, findAccount, hashPassword } from '#features/access'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { loadDemoOrganisations } from '#features/registry'
import { tryShippedWatches } from '#features/statistics'
import { createContext } from '#platform/http'
import { seedApplications } from './seed-applications.ts'
import { markRead, seedCases } from './seed-cases.ts'
import { seedCultivation } from './seed-cultivation.ts'
import { seedEnterpriseRecords } from './seed-enterprise-records.ts'
import { seedEvaluationFacts } from './seed-evaluation.ts'
import { seedLedger } from './seed-ledger.ts'
import { seedPolicies } from './seed-policies.ts'
import { seedStatistics } from './seed-statistics.ts'
import { PROGRAM_ROOT, type System } from './system.ts'

/** The sample that is published, so that a stranger sees a confirmed plan; the others wait for review. */
const PUBLISHED_SAMPLE = /^1-/

/**
 * Fills a demonstration zone: accounts for every role, the sample documents, one of them reviewed and published,
 * invented cases at every stage of every procedure, a year of the ledger, and invented enterprises with what they filed.
 * Running it again adds only what is missing.
 */
export async function seedDemo(system: System): Promise<void> {
  const invented = join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json')
  // The cases play between bodies of one zone; another zone begins without them.
  const madeForIt = await loadDemoOrganisations(system.ownerDb, invented, system.config.zone)
  await addDemoAccounts(system)
  await addSamples(system)
  if (!madeForIt) return
  await seedCases(system)
  await seedLedger(system)
  const { ownerDb, postgres, services } = system
  const target = { ownerDb, ownerUrl: postgres.ownerUrl, audit: services.audit }
  await seedStatistics(target)
  await seedEnterpriseRecords(target)
  await seedEvaluationFacts(ownerDb)
  // Before the ladder is worked out for the first time: who holds a rung already is not taken into the library.
  await seedCultivation(system)
}

/** Plays the invented work on policies; judging enterprises on several days takes a while, and nobody waits for it. */
export async function playDemoPolicies(system: System): Promise<void> {
  const present = await system.ownerDb
    .selectFrom('enterprise')
    .select('id')
    .where('synthetic', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (present === undefined) return
  await seedPolicies(system)
  if ((await seedApplications(system)) > 0) await markRead(system)
}

/** Tries the shipped warning rules on the invented history and switches them on; needs the columnar store. Once only. */
export async function tryDemoWatches({ services, ownerDb }: System): Promise<void> {
  const office = await ownerDb.transaction().execute((tx) => findAccount(tx, { login: 'office' }))
  if (office === null) return
  const present = await ownerDb.selectFrom('statisticsFiling').select('unitId').limit(1).executeTakeFirst()
  if (present !== undefined) await tryShippedWatches(createContext(services, callerOf(office)))
}

export async function addDemoAccounts({ ownerDb }: Pick<System, 'ownerDb'>): Promise<void> {
  const known = new Set(
    (await ownerDb.selectFrom('userAccount').select('login').execute()).map((row) => row.login),
  )
  for (const account of DEMO_ACCOUNTS) {
    if (known.has(account.login)) continue
    const organisation = await ownerDb
      .selectFrom('organisation')
      .select('id')
      .where((eb) =>
        eb.or([eb('code', '=', account.organisation.code), eb('kind', '=', account.organisation.kind)]),
      )
      .orderBy((eb) => eb.case().when('code', '=', account.organisation.code).then(0).else(1).end())
      .orderBy('code')
      .executeTakeFirst()
    const passwordHash = await hashPassword(account.password)
    await ownerDb.transaction().execute(async (tx) => {
      const { id } = await tx
        .insertInto('userAccount')
        .values({
          login: account.login,
          name: account.name,
          organisationId: organisation?.id ?? null,
          passwordHash,
          mustChangePassword: false,
          demo: true,
          lockedUntil: null,
          lastSignInAt: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('userRole')
        .values(account.roles.map((role) => ({ userId: id, role, grantedBy: null })))
        .execute()
    })
  }
}

async function addSamples({ services, ownerDb }: System): Promise<void> {
  const present = await ownerDb.selectFrom('document').select('id').limit(1).executeTakeFirst()
  if (present !== undefined) return
  const office = await ownerDb.transaction().execute((tx) => findAccount(tx, { login: 'office' }))
  if (office === null) return
  const folder = join(PROGRAM_ROOT, 'data', 'samples')
  for (const fileName of (await readdir(folder)).filter((name) => !name.endsWith('README.md')).sort()) {
    const ctx = createContext(services, callerOf(office))
    const result = await importFile(ctx, {
      fileName,
      bytes: await readFile(join(folder, fileName)),
      synthetic: true,
    })
    if (result.versionId === null)
      throw new Error(`The sample ${fileName} was refused: ${result.issue?.code ?? ''}`)
    if (!PUBLISHED_SAMPLE.test(fileName)) continue
    const reading = await readVersion(ctx, result.versionId)
    await decideItems(ctx, result.versionId, {
      decision: 'accept',
      items: reading.items
        .filter((item) => item.kind !== 'heading' && item.status === 'suggested')
        .map(({ id, version }) => ({ id, version })),
    })
    await publishPlan(createContext(services, callerOf(office)), result.versionId, {
      visibility: 'zone',
      note: null,
    })
  }
}
