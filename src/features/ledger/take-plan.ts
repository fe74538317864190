import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import { resolveDue, type Duty } from '#domain/ledger'
import type { Context } from '#platform/http'
import { FigureData, TaskData } from '#contract/plans'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import { insertDuties, newDuty, type DutyToAdd } from './add-duty.ts'
import { loadBodies } from './bodies.ts'
import { checkNames } from './check-named.ts'
import type * as contract from './contract.ts'
import { makeInstances } from './instances.ts'
import type { Tx } from './store.ts'
import { addTargets } from './take-targets.ts'

export interface PlanHead {
  readonly id: string
  readonly ownerId: string
  readonly documentId: string
  readonly versionId: string
  readonly title: string
  readonly horizonTo: number | null
  readonly issuedOn: string | null
  readonly synthetic: boolean
}

export async function loadPlan(tx: Tx, planId: string): Promise<PlanHead> {
  const row = await tx
    .selectFrom('plan as p')
    .innerJoin('document as d', 'd.id', 'p.documentId')
    .select([
      'p.id',
      'p.ownerId',
      'p.documentId',
      'p.versionId',
      'd.title',
      'd.horizonTo',
      'd.issuedOn',
      'd.synthetic',
    ])
    .where('p.id', '=', planId)
    .executeTakeFirst()
  return row ?? refuse('ledger.plan_unknown')
}

/** The items of a confirmed plan, in reading order. */
export async function loadPlanItems(tx: Tx, planId: string, kind: 'task' | 'target' | 'baseline') {
  const rows = await tx
    .selectFrom('publishedItem')
    .select(['itemId', 'startAt', 'endAt', 'data', 'quote', 'title'])
    .where('planId', '=', planId)
    .where('kind', '=', kind)
    .orderBy('startAt')
    .execute()
  return rows
}

/** Names in the text and the bodies that they are, as the plan's own list of bodies says, or the register. */
async function namedBodies(tx: Tx, planId: string): Promise<(name: string) => string | null> {
  const known = new Map<string, string>()
  const names = await tx
    .selectFrom('organisationName as n')
    .innerJoin('organisation as o', 'o.id', 'n.organisationId')
    .select(['n.organisationId as id', 'n.name', 'n.shortName'])
    .where(sql<boolean>`n.valid @> current_date`)
    .where('o.kind', 'not in', ['zone', 'area'])
    .execute()
  for (const { id, name, shortName } of names) known.set(name, id).set(shortName, id)
  const items = await tx
    .selectFrom('publishedItem')
    .select('data')
    .where('planId', '=', planId)
    .where('kind', '=', 'body')
    .execute()
  for (const { data } of items) {
    const { name, aliases, organisationId } = data as {
      name: string
      aliases: string[]
      organisationId: string | null
    }
    const id = organisationId ?? [name, ...aliases].flatMap((one) => known.get(one) ?? [])[0]
    if (id === undefined) continue
    for (const one of [name, ...aliases]) if (!known.has(one)) known.set(one, id)
  }
  return (name) => known.get(name) ?? null
}

/** What the plan would bring into the ledger of the asker's body. */
export function previewPlanDuties(
  ctx: Context,
  planId: string,
): Promise<ResponseOf<typeof contract.previewPlanDuties>> {
  return ctx.read(async (tx) => {
    const plan = await loadPlan(tx, planId)
    const tasks = await loadPlanItems(tx, planId, 'task')
    const figures = await loadPlanItems(tx, planId, 'target')
    const bodyNamed = await namedBodies(tx, planId)
    const taken = new Map(
      (
        await tx
          .selectFrom('duty')
          .select(['id', 'itemId', 'title', 'quote'])
          .where('documentId', '=', plan.documentId)
          .where('kind', '=', 'duty')
          .execute()
      ).map((row) => [row.itemId, row]),
    )
    const targets = new Map(
      (
        await tx
          .selectFrom('target')
          .select(['id', 'itemId'])
          .where('documentId', '=', plan.documentId)
          .execute()
      ).map((row) => [row.itemId, row.id]),
    )
    const duties = tasks.map((item) => {
      const data = TaskData.parse(item.data)
      const due = resolveDue(data.deadline, plan)
      const others = [...new Set([...data.supporting, ...data.bodies])].filter((name) => name !== data.lead)
      return { item, data, due, others, known: taken.get(item.itemId) }
    })
    const bodies = await loadBodies(
      tx,
      ctx,
      duties.flatMap(({ data, others }) =>
        [data.lead, ...others].map((name) => (name === null ? null : bodyNamed(name))),
      ),
    )
    const named = (name: string) => ({ name, body: bodies.orNull(bodyNamed(name)) })
    return {
      duties: duties.map(({ item, data, due, others, known }) => ({
        itemId: item.itemId,
        title: data.title,
        number: data.number,
        headingPath: [...data.headingPath],
        quote: item.quote,
        measures: data.measures,
        lead: data.lead === null ? null : named(data.lead),
        supporting: others.map(named),
        dueOn: due.dueOn,
        precision: due.precision,
        dueText: data.deadline?.text ?? null,
        rhythm: due.rhythm,
        assumption: due.assumption,
        dutyId: known?.id ?? null,
        differs: known !== undefined && (known.quote !== item.quote || known.title !== data.title),
      })),
      targets: figures.map(({ itemId, data }) => {
        const { indicator, comparator, value, value2, unit, year, scope } = FigureData.parse(data)
        return {
          itemId,
          indicator,
          comparator,
          value,
          value2,
          unit,
          year,
          scope,
          targetId: targets.get(itemId) ?? null,
        }
      }),
      can: mayTake(ctx, plan.ownerId),
    }
  })
}

/** A plan's duties are put into the ledger by the body whose plan it is; the zone's by its office. */
function mayTake(ctx: Context, ownerId: string): boolean {
  return worksOnLedger(ctx.caller) && ctx.caller.organisationId === ownerId
}

/** 立项入清单. An item that is in the ledger already is left as it is. */
export function takePlanDuties(
  ctx: Context,
  planId: string,
  request: BodyOf<typeof contract.takePlanDuties>,
): Promise<ResponseOf<typeof contract.takePlanDuties>> {
  return ctx.inTransaction(async (tx) => {
    const plan = await loadPlan(tx, planId)
    if (!mayTake(ctx, plan.ownerId)) refuse('ledger.plan_of_another')
    const added = await dutiesToTake(tx, plan, request)
    await insertDuties(tx, ctx, added, 'take')
    for (const { duty } of added) if (duty.rhythm !== null) await makeInstances(tx, ctx, duty.id)
    const targets = await addTargets(tx, ctx, plan, request.targets, request.visibility)
    await ctx.audit(tx, {
      action: 'ledger.take',
      subjectKind: 'plan',
      subjectId: planId,
      detail: { duties: added.length, targets },
    })
    return { duties: added.length, targets, already: request.items.length - added.length }
  })
}

/** The duties that items of a plan would be, without those that are in the ledger already. */
export async function dutiesToTake(
  tx: Tx,
  plan: PlanHead,
  request: Pick<BodyOf<typeof contract.takePlanDuties>, 'items' | 'reportEvery' | 'visibility'>,
): Promise<DutyToAdd[]> {
  const items = new Map((await loadPlanItems(tx, plan.id, 'task')).map((item) => [item.itemId, item]))
  const taken = new Set(
    (
      await tx
        .selectFrom('duty')
        .select('itemId')
        .where('ownerId', '=', plan.ownerId)
        .where('documentId', '=', plan.documentId)
        .where('kind', '=', 'duty')
        .execute()
    ).map(({ itemId }) => itemId),
  )
  const wanted = request.items.filter(({ itemId }) => !taken.has(itemId))
  await checkNames(tx, {
    bodies: wanted.flatMap(({ leadId, supporting }) => [leadId, ...supporting]),
    categories: [...new Set(wanted.flatMap(({ categories }) => categories))],
  })
  return wanted.map((choice, index): DutyToAdd => {
    const item = items.get(choice.itemId) ?? refuse('ledger.item_unknown', {}, ['items', index, 'itemId'])
    return toAdd(plan, item, choice, request)
  })
}

type Choice = BodyOf<typeof contract.takePlanDuties>['items'][number]

function toAdd(
  plan: PlanHead,
  item: Awaited<ReturnType<typeof loadPlanItems>>[number],
  choice: Choice,
  request: Pick<BodyOf<typeof contract.takePlanDuties>, 'reportEvery' | 'visibility'>,
): DutyToAdd {
  const data = TaskData.parse(item.data)
  const read = resolveDue(data.deadline, plan, choice.rhythm ?? null)
  const rhythm = choice.rhythm === undefined ? read.rhythm : choice.rhythm
  const dueOn = choice.dueOn === undefined ? read.dueOn : choice.dueOn
  const startsOn = read.startsOn !== null && dueOn !== null && read.startsOn > dueOn ? null : read.startsOn
  const duty: Duty = newDuty(
    plan.ownerId,
    {
      title: data.title,
      content: '',
      categories: choice.categories,
      parkId: null,
      leadId: choice.leadId,
      personId: null,
      personName: null,
      supporting: choice.supporting,
      startsOn,
      dueOn,
      precision:
        rhythm !== null
          ? 'periodic'
          : (choice.precision ?? (dueOn === null ? 'none' : precisionOf(read.precision))),
      dueText: data.deadline?.text ?? null,
      rhythm,
      reportEvery: request.reportEvery,
      weight: 1,
      visibility: request.visibility,
      forEvaluation: false,
    },
    { number: data.number },
  )
  return {
    duty,
    origin: {
      source: 'plan',
      planId: plan.id,
      itemId: item.itemId,
      documentId: plan.documentId,
      versionId: plan.versionId,
      startAt: item.startAt,
      endAt: item.endAt,
      quote: item.quote,
      documentTitle: plan.title,
      headingPath: data.headingPath,
      synthetic: plan.synthetic,
    },
  }
}

function precisionOf(read: Duty['precision']): Duty['precision'] {
  return read === 'none' || read === 'periodic' ? 'day' : read
}
