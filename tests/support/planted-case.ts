import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#platform/postgres'

export interface PlantedCase {
  readonly id: string
  readonly number: string
  readonly title: string
}

interface Wanted {
  readonly title?: string
  readonly number?: string
  /** Login of the person who opened it. */
  readonly initiator: string
  /** `org:<id>`, `user:<id>` or `role:<role>`: who has a part in it besides. */
  readonly parties?: readonly string[]
  readonly stage?: 'draft' | 'open'
}

/**
 * A case as rows, for areas that only need one to be there: no engine has seen it. Its procedure has one step, `handle`.
 */
export async function plantCase(ownerDb: Kysely<Database>, wanted: Wanted): Promise<PlantedCase> {
  const initiator = await ownerDb
    .selectFrom('userAccount')
    .select(['id', 'name', 'organisationId'])
    .where('login', '=', wanted.initiator)
    .executeTakeFirstOrThrow()
  if (initiator.organisationId === null) throw new Error(`${wanted.initiator} has no organisation`)
  await ownerDb
    .insertInto('procedureDefinition')
    .values({
      code: 'planted',
      version: 1,
      definition: JSON.stringify({ nodes: { handle: { name: { zh: '办理', en: 'Handle' } } } }),
      digest: '',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const planted = {
    id: randomUUID(),
    number: wanted.number ?? `试〔2026〕${randomUUID().slice(0, 8)}号`,
    title: wanted.title ?? '协调解决园区道路照明',
  }
  await ownerDb
    .insertInto('procedureCase')
    .values({
      ...planted,
      procedure: 'planted',
      definitionVersion: 1,
      subject: null,
      stage: wanted.stage ?? 'open',
      outcome: null,
      outcomeTone: null,
      initiatorId: initiator.id,
      initiatorName: initiator.name,
      initiatorOrganisationId: initiator.organisationId,
      originKind: null,
      originId: null,
      parentId: null,
      parentEvent: null,
      parentItem: null,
      parentActivation: null,
      openedAt: '2026-03-02T01:00:00Z',
      submittedAt: wanted.stage === 'draft' ? null : '2026-03-02T01:00:00Z',
      closedAt: null,
      sequence: 1,
      state: '{}',
      activeNodes: ['handle'],
      measures: '{}',
      dimensions: '{}',
      nextTimerAt: null,
      dueAt: null,
    })
    .execute()
  for (const party of wanted.parties ?? [])
    await ownerDb
      .insertInto('caseParty')
      .values({ caseId: planted.id, party, ...columnsOf(party) })
      .execute()
  return planted
}

interface WantedTask {
  readonly party: string
  readonly dueAt?: string
  /** Account roles that may act for the organisation; any without it. */
  readonly roles?: readonly string[]
  readonly activation?: string
}

/** An open seat of a planted case. */
export async function plantTask(ownerDb: Kysely<Database>, caseId: string, task: WantedTask): Promise<void> {
  await ownerDb
    .insertInto('caseTask')
    .values({
      caseId,
      activation: task.activation ?? 'handle#1',
      seat: task.party,
      node: 'handle',
      ...columnsOf(task.party),
      roles: [...(task.roles ?? [])],
      since: '2026-03-02T01:00:00Z',
      clock: null,
      ...(task.dueAt === undefined ? {} : { dueAt: task.dueAt }),
    })
    .execute()
}

function columnsOf(party: string) {
  const [kind, id = ''] = party.split(':')
  return {
    organisationId: kind === 'org' ? id : null,
    userId: kind === 'user' ? id : null,
    role: kind === 'role' ? id : null,
  }
}
