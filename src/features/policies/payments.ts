import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { refuse, type Json } from '#domain/kernel'
import {
  findOverlaps,
  parsePolicy,
  type GrantedBenefit,
  type Overlap,
  type PolicyDefinition,
} from '#domain/matching'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { loadApplication, lockApplication } from './application-rows.ts'
import type { ApplicationView, FlagKind } from './contract-applications.ts'
import type * as contract from './contract-applications.ts'
import { stackingGroups } from './stacking-groups.ts'
import { tellEnterprise } from './tell-enterprise.ts'

type Tx = Transaction<Database>
type View = z.infer<typeof ApplicationView>

/** Something that stands against a payment. */
export interface PaymentWarning {
  readonly kind: FlagKind
  readonly key: string
  readonly detail: Readonly<Record<string, Json>>
}

/**
 * Money that was paid. What stands against it is said first (`policies.payment_warned`); whoever pays all the same says why, and the
 * finding is kept beside the payment as decided.
 */
export function recordPayment(
  ctx: Context,
  { applicationId }: ParamsOf<typeof contract.recordPayment>,
  { amount, on, reference, despite, version }: BodyOf<typeof contract.recordPayment>,
): Promise<View> {
  return ctx.inTransaction(async (tx) => {
    const row = await lockApplication(tx, applicationId, version)
    if (row.state !== 'approved' && row.state !== 'paid') refuse('policies.not_payable', { state: row.state })
    const left = round((row.approved ?? 0) - row.paid)
    if (amount > left + HALF_CENT) refuse('policies.more_than_granted', { left, amount }, ['amount'])
    // Payments under one policy queue: the budget is looked at by one of them at a time.
    await sql`SELECT pg_advisory_xact_lock(hashtext('policy_payment'), hashtext(${row.policyId}))`.execute(tx)
    const warnings = await warningsBefore(tx, row, amount)
    if (warnings.length > 0 && despite === null)
      refuse('policies.payment_warned', {
        warnings: warnings.map(({ kind, detail }) => ({ kind, ...detail })),
      })
    await tx
      .insertInto('policyPayment')
      .values({
        applicationId,
        amount,
        paidOn: on,
        reference,
        despite: warnings.length > 0 ? despite : null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
      .then((made) => made ?? refuse('policies.reference_used', { reference }, ['reference']))
    for (const { kind, key, detail } of warnings)
      await tx
        .insertInto('policyFlag')
        .values({
          applicationId,
          kind,
          detail: JSON.stringify(detail),
          key,
          state: 'accepted',
          at: ctx.now.toISOString(),
          decidedAt: ctx.now.toISOString(),
          decidedById: ctx.caller.userId,
          decidedByName: ctx.caller.name,
          decisionReason: despite,
        })
        .onConflict((conflict) => conflict.columns(['applicationId', 'kind', 'key']).doNothing())
        .execute()
    await bringPaidUpToDate(tx, applicationId)
    await tellEnterprise(tx, ctx, row.enterpriseId, {
      message: 'policy-paid',
      subjectKey: `policy-application:${applicationId}:paid:${reference}`,
      subjectPath: `/policies/applications/${applicationId}`,
      text: {
        zh: `政策兑现资金${String(amount)}万元已于${on}拨付（${reference}）。`,
        en: `${String(amount)} × 10,000 yuan were paid on ${on} (${reference}).`,
      },
    })
    await ctx.audit(tx, {
      action: 'policies.pay',
      subjectKind: 'policy-application',
      subjectId: applicationId,
      detail: { amount, on, reference, despite },
    })
    return loadApplication(tx, ctx, applicationId)
  })
}

const HALF_CENT = 0.000_05

/** To the yuan of 万元 with four decimals. */
function round(amount: number): number {
  return Math.round(amount * 10_000) / 10_000
}

async function bringPaidUpToDate(tx: Tx, applicationId: string): Promise<void> {
  await sql`
    UPDATE policy_application a SET paid = m.paid, state = CASE WHEN m.paid > 0 THEN 'paid' ELSE 'approved' END, version = version + 1
      FROM (SELECT coalesce(sum(amount) FILTER (WHERE reversed_at IS NULL), 0) AS paid
              FROM policy_payment WHERE application_id = ${applicationId}) m
     WHERE a.id = ${applicationId}`.execute(tx)
}

interface OtherPaid {
  readonly id: string
  readonly year: number
  readonly paid: number
  readonly definition: unknown
}

interface ToPay {
  readonly id: string
  readonly policyId: string
  readonly policyVersionId: string
  readonly enterpriseId: string
  readonly year: number
  readonly paid: number
}

/** What stands against paying so much more: paid for the same, a group that allows one, a ceiling, the year's budget. */
async function warningsBefore(tx: Tx, row: ToPay, amount: number): Promise<PaymentWarning[]> {
  const version = await tx
    .selectFrom('policyVersion')
    .select('definition')
    .where('id', '=', row.policyVersionId)
    .executeTakeFirstOrThrow()
  const parsed = parsePolicy(version.definition)
  if (!parsed.ok) throw new Error(`the policy version ${row.policyVersionId} cannot be read`)
  const policy = parsed.value
  const { rows } = await sql<OtherPaid>`
    SELECT a.id, a.year, a.paid, v.definition FROM policy_application a JOIN policy_version v ON v.id = a.policy_version_id
     WHERE a.enterprise_id = ${row.enterpriseId} AND a.id <> ${row.id} AND a.paid > 0 ORDER BY a.at`.execute(
    tx,
  )
  const others = new Map(
    rows.flatMap(({ id, definition, ...paid }) => {
      const read = parsePolicy(definition)
      return read.ok ? [[id, { id, policy: read.value, ...paid }] as const] : []
    }),
  )
  const benefits = [...others.values()].map(({ id, policy: { code }, year, paid }): GrantedBenefit => ({
    id,
    enterprise: row.enterpriseId,
    policy: code,
    year,
    amount: paid,
    on: BEFORE,
    bases: [],
  }))
  const now: GrantedBenefit = {
    id: row.id,
    enterprise: row.enterpriseId,
    policy: policy.code,
    year: row.year,
    amount: round(row.paid + amount),
    on: NOW,
    bases: [],
  }
  const elsewhere = await paidToOthers(tx, policy, row)
  const policies = [
    policy,
    ...[...others.values()].map((one) => one.policy).filter(({ code }) => code !== policy.code),
  ]
  return findOverlaps([...benefits, ...elsewhere, now], { policies, groups: stackingGroups() })
    .filter((overlap) => overlap.benefits.includes(row.id))
    .flatMap((overlap) => warningsOf(overlap, row, amount, others))
}

/** The order of payments is all that the engine asks of days: this one is the last. */
const BEFORE = '2000-01-01'
const NOW = '2000-01-02'

/** What other enterprises got under the policy in the year, as one. */
async function paidToOthers(tx: Tx, { code }: PolicyDefinition, row: ToPay): Promise<GrantedBenefit[]> {
  const { rows } = await sql<{ paid: number }>`
    SELECT coalesce(sum(paid), 0)::float8 AS paid FROM policy_application
     WHERE policy_id = ${row.policyId} AND year = ${row.year} AND enterprise_id <> ${row.enterpriseId}`.execute(
    tx,
  )
  const paid = rows[0]?.paid ?? 0
  return paid > 0
    ? [{ id: '', enterprise: '', policy: code, year: row.year, amount: paid, on: BEFORE, bases: [] }]
    : []
}

type OtherBenefit = Omit<OtherPaid, 'definition'> & { readonly policy: PolicyDefinition }

/** In the words of the findings that are kept. */
function warningsOf(
  { kind, benefits, params }: Overlap,
  row: ToPay,
  amount: number,
  others: ReadonlyMap<string, OtherBenefit>,
): PaymentWarning[] {
  const against = benefits.flatMap((id) => others.get(id) ?? [])
  const total = Number(params['total'] ?? 0)
  const sums = { paid: round(total - amount), over: Number(params['excess'] ?? 0) }
  switch (kind) {
    case 'once':
    case 'double-payment':
      return against.map(({ id, year, paid }) => ({
        kind: params['times'] === 'once' ? 'once' : 'double-payment',
        key: id,
        detail: { application: id, year, paid },
      }))
    case 'exclusive':
      return against.map(({ id, policy, paid }) => ({
        kind,
        key: id,
        detail: { application: id, policy: policy.title.zh, group: params['group'] ?? null, paid },
      }))
    case 'ceiling': {
      const group = stackingGroups().find(({ code }) => code === params['group'])
      return group === undefined
        ? []
        : [
            {
              kind,
              key: `${group.code} ${String(row.year)}`,
              detail: { group: group.title.zh, ceiling: group.ceiling, ...sums },
            },
          ]
    }
    case 'over-budget':
      return [
        {
          kind,
          key: String(row.year),
          detail: { year: row.year, budget: params['budget'] ?? null, ...sums },
        },
      ]
  }
}

/** Entered by mistake, or claimed back: the payment stays, with why it no longer counts. */
export function reversePayment(
  ctx: Context,
  { paymentId }: ParamsOf<typeof contract.reversePayment>,
  { reason }: BodyOf<typeof contract.reversePayment>,
): Promise<View> {
  return ctx.inTransaction(async (tx) => {
    const payment = await tx
      .selectFrom('policyPayment')
      .select(['id', 'applicationId', 'amount', 'reference', 'reversedAt'])
      .where('id', '=', paymentId)
      .executeTakeFirst()
    if (payment === undefined) return refuse('policies.payment_not_found')
    await lockApplication(tx, payment.applicationId, null)
    const { numUpdatedRows } = await tx
      .updateTable('policyPayment')
      .set({
        reversedAt: ctx.now.toISOString(),
        reversedById: ctx.caller.userId,
        reversedByName: ctx.caller.name,
        reversalReason: reason,
      })
      .where('id', '=', paymentId)
      .where('reversedAt', 'is', null)
      .executeTakeFirst()
    if (Number(numUpdatedRows) === 0) refuse('policies.reversed_already')
    await bringPaidUpToDate(tx, payment.applicationId)
    await ctx.audit(tx, {
      action: 'policies.reverse-payment',
      subjectKind: 'policy-application',
      subjectId: payment.applicationId,
      detail: { payment: paymentId, amount: payment.amount, reference: payment.reference, reason },
    })
    return loadApplication(tx, ctx, payment.applicationId)
  })
}

/** accepted: it is right and will be acted upon, or was paid on purpose; dismissed: nothing in it. */
export function decideFlag(
  ctx: Context,
  { flagId }: ParamsOf<typeof contract.decideFlag>,
  { decision, reason }: BodyOf<typeof contract.decideFlag>,
): Promise<View> {
  return ctx.inTransaction(async (tx) => {
    const decided = await tx
      .updateTable('policyFlag')
      .set({
        state: decision,
        decidedAt: ctx.now.toISOString(),
        decidedById: ctx.caller.userId,
        decidedByName: ctx.caller.name,
        decisionReason: reason,
      })
      .where('id', '=', flagId)
      .where('state', '=', 'open')
      .returning(['applicationId', 'kind'])
      .executeTakeFirst()
    if (decided === undefined) return refuse('policies.flag_not_open')
    await ctx.audit(tx, {
      action: 'policies.decide-flag',
      subjectKind: 'policy-application',
      subjectId: decided.applicationId,
      detail: { flag: flagId, kind: decided.kind, decision, reason },
    })
    return loadApplication(tx, ctx, decided.applicationId)
  })
}
