import { randomUUID } from 'node:crypto'
import { Refusal, refuse } from '#domain/kernel'
import { assessDuty, checkDuty, type Duty, type LedgerRules } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import { checkNames } from './check-named.ts'
import type { DutyView } from './contract.ts'
import type * as contract from './contract.ts'
import { makeInstances } from './instances.ts'
import { refreshAbove } from './reassess.ts'
import { zoneRules } from './rules.ts'
import {
  assessedColumns,
  changesSince,
  columnsOf,
  keepChanges,
  loadDuty,
  sendAlong,
  type Tx,
} from './store.ts'
import { dayOf } from './today.ts'
import { readDuty } from './view-duty.ts'

/** Where a duty comes from, beside what it says. */
export interface DutyOrigin {
  readonly source: 'plan' | 'register' | 'manual' | 'gap' | 'inspection' | 'alert'
  readonly planId: string | null
  readonly itemId: string | null
  readonly documentId: string | null
  readonly versionId: string | null
  readonly startAt: number | null
  readonly endAt: number | null
  readonly quote: string | null
  readonly documentTitle: string | null
  readonly headingPath: readonly string[]
  readonly synthetic: boolean
}

export const BY_HAND: DutyOrigin = {
  source: 'manual',
  planId: null,
  itemId: null,
  documentId: null,
  versionId: null,
  startAt: null,
  endAt: null,
  quote: null,
  documentTitle: null,
  headingPath: [],
  synthetic: false,
}

export interface DutyToAdd {
  readonly duty: Duty
  readonly origin: DutyOrigin
}

/** What a new duty says; the rest begins as it must. */
export type NewDuty = Omit<BodyOf<typeof contract.addDuty>, 'source'>

export function newDuty(
  ownerId: string,
  said: NewDuty,
  more: Partial<Pick<Duty, 'kind' | 'parentId' | 'number'>> = {},
): Duty {
  return {
    id: randomUUID(),
    ownerId,
    kind: 'duty',
    parentId: null,
    number: null,
    ...more,
    title: said.title,
    content: said.content,
    categories: [...said.categories],
    parkId: said.parkId,
    leadId: said.leadId,
    personId: said.personId,
    personName: said.personName,
    supporting: [...new Set(said.supporting)].filter((id) => id !== said.leadId).sort(),
    startsOn: said.startsOn,
    dueOn: said.dueOn,
    precision: said.dueOn === null && said.rhythm === null ? 'none' : said.precision,
    dueText: said.dueText,
    rhythm: said.rhythm,
    period: null,
    reportEvery: said.reportEvery,
    weight: said.weight,
    // A periodic duty is as far as its periods are.
    rollUp: said.rhythm === null ? 'own' : 'parts',
    state: said.leadId === null ? 'unassigned' : 'assigned',
    suspendedFrom: null,
    progress: 0,
    override: null,
    mergedInto: null,
    visibility: said.visibility,
    forEvaluation: said.forEvaluation,
  }
}

/** Checks and writes new duties with their first line of history. The caller has checked the names. */
export async function insertDuties(
  tx: Tx,
  ctx: Context,
  added: readonly DutyToAdd[],
  act = 'add',
): Promise<Map<string, number>> {
  const issues = added.flatMap(({ duty }) => checkDuty(duty))
  if (issues.length > 0) throw new Refusal(issues)
  const rules = await zoneRules(tx, ctx)
  const serials = new Map<string, number>()
  const rows = added.map((one) => rowOfNew(one, ctx.now, rules))
  for (let i = 0; i < rows.length; i += 200) {
    const inserted = await tx
      .insertInto('duty')
      .values(rows.slice(i, i + 200).map(({ values }) => values))
      .returning(['id', 'serial'])
      .execute()
    for (const { id, serial } of inserted) serials.set(id, serial)
  }
  const support = rows.flatMap(({ duty }) =>
    duty.supporting.map((organisationId) => ({ dutyId: duty.id, organisationId })),
  )
  for (let i = 0; i < support.length; i += 500)
    await sendAlong(tx, tx.insertInto('dutySupport').values(support.slice(i, i + 500)))
  await keepChanges(
    tx,
    ctx,
    rows.map(({ duty, light, planId }) => ({
      duty,
      version: 1,
      act,
      changed: {},
      progress: 0,
      light,
      planId,
    })),
  )
  return serials
}

/** A new duty as it is stored, with its first colour. */
export function rowOfNew({ duty, origin }: DutyToAdd, now: Date, rules: LedgerRules) {
  const today = dayOf(now)
  const at = now.toISOString()
  const assignedOn = duty.leadId === null ? null : today
  const assessment = assessDuty(
    {
      state: duty.state,
      startsOn: duty.startsOn,
      dueOn: duty.dueOn,
      precision: duty.precision,
      reportEvery: duty.reportEvery,
      assignedOn,
      lastReportOn: null,
      progress: 0,
      evidence: 0,
      override: null,
      completedOn: null,
    },
    today,
    rules,
  )
  return {
    duty,
    light: assessment.light,
    planId: origin.planId,
    values: {
      ...columnsOf(duty),
      ...assessedColumns(assessment, 0),
      ...origin,
      headingPath: [...origin.headingPath],
      id: duty.id,
      ownerId: duty.ownerId,
      supporting: [...duty.supporting].sort(),
      stateSince: at,
      assignedOn,
      lastReportOn: null,
      completedOn: null,
      createdAt: at,
      changedAt: at,
    },
  }
}

export async function addDuty(
  ctx: Context,
  said: BodyOf<typeof contract.addDuty>,
): Promise<ResponseOf<typeof contract.addDuty>> {
  const ownerId = ctx.caller.organisationId
  if (ownerId === null || !worksOnLedger(ctx.caller)) return refuse('access.forbidden')
  const duty = newDuty(ownerId, said)
  return ctx.inTransaction(async (tx) => {
    await checkNames(tx, {
      bodies: [duty.leadId, ...duty.supporting],
      parkId: duty.parkId,
      personId: duty.personId,
      personOf: duty.leadId,
      categories: duty.categories,
    })
    const serials = await insertDuties(tx, ctx, [{ duty, origin: { ...BY_HAND, source: said.source } }])
    if (duty.rhythm !== null) await makeInstances(tx, ctx, duty.id)
    await ctx.audit(tx, {
      action: 'duty.add',
      subjectKind: 'duty',
      subjectId: duty.id,
      detail: { title: duty.title, source: said.source },
    })
    return { id: duty.id, serial: serials.get(duty.id) ?? 0 }
  })
}

/** 分解: measures below a duty, which from then on is as far as they are. Its lead may do it, or its owner. */
export async function splitDuty(
  ctx: Context,
  id: string,
  { version, parts }: BodyOf<typeof contract.splitDuty>,
): Promise<DutyView> {
  await ctx.inTransaction(async (tx) => {
    const { row, duty } = await loadDuty(tx, id, true)
    if (row.version !== version) {
      const since = await changesSince(tx, id, version)
      refuse('ledger.stale', { version: row.version, by: since.by, at: since.at, changes: since.changes })
    }
    const mine = ctx.caller.organisationId
    if (!worksOnLedger(ctx.caller) || (duty.ownerId !== mine && duty.leadId !== mine))
      refuse('ledger.not_yours', { act: 'split', side: 'owner-or-lead' })
    if (['closed', 'merged', 'dropped'].includes(duty.state) || duty.kind === 'instance')
      refuse('ledger.wrong_state', { act: 'split', state: duty.state, from: [] })
    // The lead's measures are the lead's to assign and verify; the owner sees them below his duty.
    const ownerId = mine ?? duty.ownerId
    const measures = parts.map((part) =>
      newDuty(
        ownerId,
        {
          ...part,
          leadId: part.leadId ?? duty.leadId,
          dueOn: part.dueOn ?? (part.rhythm === null ? duty.dueOn : null),
          precision: part.dueOn === null && part.rhythm === null ? duty.precision : part.precision,
          visibility: duty.visibility,
        },
        { kind: 'measure', parentId: id },
      ),
    )
    for (const measure of measures)
      await checkNames(tx, {
        bodies: [measure.leadId, ...measure.supporting],
        parkId: measure.parkId,
        personId: measure.personId,
        personOf: measure.leadId,
        categories: measure.categories,
      })
    const {
      source,
      planId,
      itemId,
      documentId,
      versionId,
      startAt,
      endAt,
      quote,
      documentTitle,
      headingPath,
      synthetic,
    } = row
    const origin: DutyOrigin = {
      source,
      planId,
      itemId,
      documentId,
      versionId,
      startAt,
      endAt,
      quote,
      documentTitle,
      headingPath,
      synthetic,
    }
    await insertDuties(
      tx,
      ctx,
      measures.map((measure) => ({ duty: measure, origin })),
      'split-off',
    )
    const after: Duty = { ...duty, rollUp: 'parts' }
    await tx
      .updateTable('duty')
      .set({ rollUp: 'parts', version: row.version + 1, changedAt: ctx.now.toISOString() })
      .where('id', '=', id)
      .execute()
    await keepChanges(tx, ctx, [
      {
        duty: after,
        version: row.version + 1,
        act: 'split',
        changed: { parts: [null, measures.map(({ title }) => title)] },
        progress: row.rolledProgress,
        light: row.light,
        planId: row.planId,
      },
    ])
    await refreshAbove(
      tx,
      ctx,
      measures.map((measure) => measure.id),
    )
    await ctx.audit(tx, {
      action: 'duty.split',
      subjectKind: 'duty',
      subjectId: id,
      detail: { parts: measures.length },
    })
  })
  return readDuty(ctx, id)
}
