import { randomUUID } from 'node:crypto'
import { decide, type CaseActor, type CaseEffect, type CaseEvent } from '#domain/cases'
import { addNotices, queueDeliveries, type NoticeSettings } from '#features/notices'
import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { birth, orRefuse, withNumber } from './commands.ts'
import { definitionInForce, definitionOf } from './definitions.ts'
import { carryOut, type CaseEffectsJob } from './effects.ts'
import { environmentFor } from './environment.ts'
import { loadCase, saveChanges, type Tx } from './store.ts'

/**
 * Carries out what a committed decision wants. Everything is keyed by the event that caused it, so that a second run of the
 * same job (after a crash) finds it done.
 */
export function effectsWorker(services: Services, settings: NoticeSettings) {
  return (job: CaseEffectsJob): Promise<void> =>
    carryOutJob(createContext(services, TIMEKEEPER), job, settings)
}

async function carryOutJob(ctx: Context, job: CaseEffectsJob, settings: NoticeSettings): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    await queueDeliveries(
      tx,
      ctx,
      { caseId: job.caseId, noticeIds: job.noticeIds, happenings: job.happenings },
      settings,
    )
  })
  await carryOutEffects(ctx, job)
}

/** What stays within the system: other cases are opened, and those that wait are told. The timekeeper's, at its moment. */
export async function carryOutEffects(
  ctx: Context,
  { caseId, effects }: Pick<CaseEffectsJob, 'caseId' | 'effects'>,
): Promise<void> {
  const places = new Map<number, number>()
  for (const effect of effects) {
    const place = places.get(effect.event) ?? 0
    places.set(effect.event, place + 1)
    if (effect.kind === 'open-case') await openSubcase(ctx, caseId, effect, place)
    if (effect.kind === 'tell-parent') await tellParent(ctx, caseId, effect.outcome)
  }
}

/** What could not be carried out is told to the office: a case that waits for a sub-case must not wait for ever unseen. */
export function giveUpEffects(services: Services) {
  return async (job: CaseEffectsJob): Promise<void> => {
    services.log.error({ caseId: job.caseId, effects: job.effects }, 'effects of a case were given up')
    const opening = job.effects.find((effect) => effect.kind === 'open-case')
    if (opening === undefined) return
    const ctx = createContext(services, TIMEKEEPER)
    await ctx.inTransaction(async (tx) => {
      const head = await loadCase(tx, job.caseId)
      const definition = await definitionInForce(tx, ctx.place, opening.procedure)
      const about = [head.state.number, head.title].filter((part) => part !== null).join(' ')
      await addNotices(tx, ctx, [
        {
          caseId: job.caseId,
          event: opening.event,
          message: 'not-opened',
          party: 'role:zone_office',
          text: {
            zh: `${about}：未能自动发起“${definition.name.zh}”，请人工发起`,
            en: `${about}: “${definition.name.en}” could not be opened by itself; please start it by hand`,
          },
        },
      ])
    })
  }
}

/** `place` tells apart the sub-cases that one event opens. */
async function openSubcase(
  ctx: Context,
  parentId: string,
  effect: Extract<CaseEffect, { kind: 'open-case' }>,
  place: number,
): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const parent = await loadCase(tx, parentId, true)
    const present = await tx
      .selectFrom('procedureCase')
      .select('id')
      .where('parentId', '=', parentId)
      .where('parentEvent', '=', effect.event)
      .where('parentItem', '=', place)
      .executeTakeFirst()
    if (present !== undefined) return
    const definition = await definitionInForce(tx, ctx.place, effect.procedure)
    const caseId = randomUUID()
    const starter = await starterOf(tx, parentId, effect.event)
    const actor = { ...(starter ?? parent.state.initiator), roles: definition.openedBy, substitutesFor: [] }
    const born = await birth(tx, ctx, {
      caseId,
      definition,
      actor,
      origin: { kind: 'case', id: parentId },
      data: effect.data,
      bySystem: true,
      born: {
        parentId,
        parentEvent: effect.event,
        parentItem: place,
        parentActivation: effect.activation,
        synthetic: parent.synthetic,
      },
    })
    await submitAtOnce(tx, ctx, born.id, actor)
    await commandAsSystem(tx, ctx, parentId, {
      kind: 'subcase-opened',
      activation: effect.activation,
      caseId: born.id,
      procedure: effect.procedure,
    })
    await ctx.audit(tx, {
      action: 'case.open',
      subjectKind: 'case',
      subjectId: caseId,
      detail: { procedure: definition.code, parent: parentId },
    })
  })
}

/**
 * What the parent gave is usually all that the first step asks for: then it is submitted in the name of who started it.
 * Where something is missing it stays that person's draft.
 */
async function submitAtOnce(tx: Tx, ctx: Context, caseId: string, actor: CaseActor): Promise<void> {
  const head = await loadCase(tx, caseId, true)
  const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
  const step = head.state.steps.find(({ status }) => status === 'active')
  const node = step === undefined ? undefined : definition.nodes[step.node]
  if (step === undefined || node?.kind !== 'step') return
  const action = Object.entries(node.actions).find(([, { tone }]) => tone === 'primary')?.[0]
  if (action === undefined) return
  const environment = await environmentFor(tx, ctx, definition, head.subject, caseId)
  const outcome = decide(
    definition,
    head.state,
    { kind: 'act', activation: step.id, action, opinion: null, data: {}, attachments: [] },
    actor,
    environment,
  )
  if (!outcome.ok) return
  const decision = await withNumber(tx, definition, outcome.value, environment)
  await saveChanges(tx, [
    { definition, before: head.state, after: decision.state, events: decision.events, environment },
  ])
  await carryOut(tx, ctx, definition, decision)
}

/** The person whose act it was; null when a clock did it: then the case is raised in the name of the waiting case's initiator. */
async function starterOf(tx: Tx, caseId: string, event: number): Promise<CaseActor | null> {
  const row = await tx
    .selectFrom('caseEvent')
    .select('event')
    .where('caseId', '=', caseId)
    .where('sequence', '=', event)
    .executeTakeFirst()
  const by = row === undefined ? null : (row.event as CaseEvent).by
  return by === null ? null : { ...by, roles: [], substitutesFor: [] }
}

async function tellParent(ctx: Context, caseId: string, outcome: string): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const { parentId } = await loadCase(tx, caseId)
    if (parentId === null) return
    const parent = await loadCase(tx, parentId, true)
    const link = parent.state.subcases.find((subcase) => subcase.caseId === caseId)
    if (parent.state.closedAt !== null || link === undefined || link.closedAt !== null) return
    await commandAsSystem(tx, ctx, parentId, { kind: 'subcase-closed', caseId, outcome })
  })
}

async function commandAsSystem(
  tx: Tx,
  ctx: Context,
  caseId: string,
  command: Parameters<typeof decide>[2],
): Promise<void> {
  const head = await loadCase(tx, caseId, true)
  const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
  const environment = await environmentFor(tx, ctx, definition, head.subject, caseId)
  const decision = orRefuse(decide(definition, head.state, command, null, environment))
  await saveChanges(tx, [
    { definition, before: head.state, after: decision.state, events: decision.events, environment },
  ])
  await carryOut(tx, ctx, definition, decision)
}
