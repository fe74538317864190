import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { chinaDay, refuse } from '#domain/kernel'
import type { FactSheet, FactSource, FactValue, NodeTrace, Verdict } from '#domain/rules'
import { raiseCase, type RaisedCase } from '#features/procedures'
import { requireEnterprise } from '#features/rules'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { loadApplication } from './application-rows.ts'
import type { ApplicationView } from './contract-applications.ts'
import type * as contract from './contract-applications.ts'
import { matchOne, type MatchOfOne } from './match-one.ts'
import type { PolicyInForce } from './matching-book.ts'
import { sayVerdict } from './say-verdict.ts'
import { windowOn } from './windows.ts'

type Tx = Transaction<Database>
type View = z.infer<typeof ApplicationView>

/**
 * An application: judged by the facts of the day, kept with them, and handed to the procedure as a case in the applicant's name. One
 * who does not qualify, or about whom facts are missing, is told what stands against it instead.
 */
export async function applyForPolicy(
  ctx: Context,
  { policyId }: ParamsOf<typeof contract.applyForPolicy>,
  { enterpriseId, note, files }: BodyOf<typeof contract.applyForPolicy>,
): Promise<View> {
  const on = chinaDay(ctx.now.getTime())
  const match = await matchOne(ctx, enterpriseId, policyId, on)
  requireQualified(match)
  requireWindow(match.policy, on)
  requireEvidence(match, files)
  const year = Number(on.slice(0, 4))
  return ctx.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('policy_application'), hashtext(${enterpriseId}))`.execute(
      tx,
    )
    await requireNoOther(tx, match.policy, enterpriseId, year)
    const place = await placeOf(tx, enterpriseId, on)
    const { id } = await tx
      .insertInto('policyApplication')
      .values({
        ...judgedValues(match),
        policyId,
        policyVersionId: match.policy.versionId,
        enterpriseId,
        parkId: place.parkId,
        procedure: match.policy.definition.procedure,
        listId: null,
        state: 'submitted',
        year,
        approved: null,
        note,
        caseId: null,
        caseNumber: null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tieFiles(tx, id, enterpriseId, files)
    await openCase(tx, ctx, id, match, place, note)
    await ctx.audit(tx, {
      action: 'policies.apply',
      subjectKind: 'policy-application',
      subjectId: id,
      detail: {
        policy: match.policy.definition.code,
        enterprise: enterpriseId,
        worked: match.amount?.value ?? null,
      },
    })
    return loadApplication(tx, ctx, id)
  })
}

/** What an application keeps of the judgement: the facts that rule and amount used, and the verdict. */
export function judgedValues({ on, sheet, verdict, amount }: MatchOfOne) {
  return {
    onDay: on,
    worked: amount?.value ?? null,
    facts: JSON.stringify(factsUsed(verdict, amount?.facts.map(({ fact }) => fact) ?? [], sheet)),
    verdict: JSON.stringify({ answer: verdict.answer, on, said: sayVerdict(verdict) }),
    checkedMark: null,
  }
}

export interface UsedFact {
  readonly fact: string
  readonly value: FactValue | null
  readonly unit: string | null
  readonly source: FactSource | null
}

function factsUsed(verdict: Verdict, more: readonly string[], sheet: FactSheet): UsedFact[] {
  const used = new Map<string, UsedFact>()
  const visit = (node: NodeTrace): void => {
    for (const { facts } of node.comparisons)
      for (const { fact, value, unit, source } of facts) used.set(fact, { fact, value, unit, source })
    for (const child of node.of) visit(child)
  }
  visit(verdict.trace)
  for (const fact of more) {
    const known = sheet.get(fact)
    if (known !== undefined && !used.has(fact))
      used.set(fact, { fact, value: known.value, unit: null, source: known.source })
  }
  return [...used.values()].sort((a, b) => (a.fact < b.fact ? -1 : 1))
}

function requireQualified({ verdict }: MatchOfOne): void {
  if (verdict.answer === 'yes') return
  if (verdict.answer === 'undetermined')
    refuse('policies.facts_missing', { facts: verdict.missing.map(({ title }) => title.zh) })
  refuse('policies.not_qualified', { conditions: failingOf(verdict.trace).map(({ zh }) => zh) })
}

/** Titles of the conditions that say no. */
export function failingOf(node: NodeTrace): { zh: string; en: string }[] {
  if (node.answer !== 'no' || node.off) return []
  if (node.kind === 'condition') return node.title === null ? [] : [node.title]
  const within = node.of.flatMap(failingOf)
  return within.length > 0 || node.title === null ? within : [node.title]
}

function requireWindow(policy: PolicyInForce, on: string): void {
  const { state, from, to } = windowOn(policy.definition, on)
  if (state === 'upcoming') refuse('policies.window_not_yet', { from, to })
  if (state === 'closed') refuse('policies.window_closed', { to })
}

/** Papers need not be handed in where everything they show is known and nobody has to take the applicant's word for it. */
function requireEvidence(match: MatchOfOne, files: readonly { readonly evidence: string | null }[]): void {
  const handedIn = new Set(files.map(({ evidence }) => evidence))
  const lacking = match.policy.definition.evidence.filter(
    ({ id, required, facts }) => required && !handedIn.has(id) && !isShown(facts, match.sheet),
  )
  if (lacking.length > 0)
    refuse('policies.evidence_missing', { evidence: lacking.map(({ title }) => title.zh) }, ['files'])
}

export function isShown(facts: readonly string[], sheet: FactSheet): boolean {
  return facts.length > 0 && facts.every((fact) => isSure(sheet.get(fact)))
}

/** From a filing that was approved, the register or a confirmed record; or the enterprise's own word, confirmed. */
function isSure(known: ReturnType<FactSheet['get']>): boolean {
  if (known === undefined) return false
  const { kind, place } = known.source
  if (kind === 'declaration') return place.state === 'confirmed'
  if (kind === 'record') return place.declared === 0
  return true
}

/** One application a year, or in a life; and no two of a group of which only one may be had. */
export async function requireNoOther(
  tx: Tx,
  { policyId, definition }: PolicyInForce,
  enterpriseId: string,
  year: number,
): Promise<void> {
  const others = await sql<{
    policyId: string
    year: number
    state: string
    code: string
    title: string
    exclusive: string[]
    excludes: string[]
  }>`
    SELECT a.policy_id, a.year, a.state, p.code, v.definition -> 'title' ->> 'zh' AS title,
           v.definition -> 'exclusive' AS exclusive, v.definition -> 'excludes' AS excludes
      FROM policy_application a JOIN policy p ON p.id = a.policy_id JOIN policy_version v ON v.id = a.policy_version_id
     WHERE a.enterprise_id = ${enterpriseId} AND a.state IN ('invited', 'submitted', 'approved', 'paid')`.execute(
    tx,
  )
  for (const other of others.rows) {
    if (other.policyId === policyId) {
      const open = other.state !== 'paid'
      if (open || (other.year === year && definition.times === 'once-a-year'))
        refuse('policies.applied_already', { year: other.year })
      if (definition.times === 'once') refuse('policies.once_only', { year: other.year })
      continue
    }
    if (other.year !== year) continue
    const group = definition.exclusive.find((code) => other.exclusive.includes(code))
    if (
      group !== undefined ||
      definition.excludes.includes(other.code) ||
      other.excludes.includes(definition.code)
    )
      refuse('policies.exclusive_taken', { other: other.title, group: group ?? null })
  }
}

interface ApplicantPlace {
  readonly name: string
  readonly creditCode: string
  readonly parkId: string
}

/** Where it is registered today; without a park nobody would look at it first. */
export async function placeOf(tx: Tx, enterpriseId: string, on: string): Promise<ApplicantPlace> {
  await requireEnterprise(tx, enterpriseId)
  const row = await tx
    .selectFrom('enterpriseState as s')
    .innerJoin('enterprise as e', 'e.id', 's.enterpriseId')
    .select(['s.name', 'e.creditCode', 's.registrationParkId', 's.operationParkId'])
    .where('s.enterpriseId', '=', enterpriseId)
    .where(sql<boolean>`s.valid @> ${on}::date AND upper_inf(s.known)`)
    .executeTakeFirst()
  const parkId = row?.registrationParkId ?? row?.operationParkId
  if (row === undefined || parkId === undefined || parkId === null) return refuse('policies.no_park')
  return { name: row.name, creditCode: row.creditCode, parkId }
}

export async function tieFiles(
  tx: Tx,
  applicationId: string,
  enterpriseId: string,
  files: readonly { readonly id: string; readonly evidence: string | null }[],
): Promise<void> {
  for (const { id, evidence } of files) {
    const { numUpdatedRows } = await tx
      .updateTable('policyApplicationFile')
      .set({ applicationId, evidence })
      .where('id', '=', id)
      .where('enterpriseId', '=', enterpriseId)
      .where('applicationId', 'is', null)
      .executeTakeFirst()
    if (Number(numUpdatedRows) !== 1) refuse('policies.file_gone', {}, ['files'])
  }
}

/** The case in the caller's name, with the application as its origin; the application remembers its number. */
export async function openCase(
  tx: Tx,
  ctx: Context,
  applicationId: string,
  { policy: { definition }, verdict, amount }: Pick<MatchOfOne, 'policy' | 'verdict' | 'amount'>,
  place: ApplicantPlace,
  note: string | null,
): Promise<RaisedCase> {
  const opened = await raiseCase(tx, ctx, {
    procedure: 'policy-benefit',
    origin: { kind: 'application', id: applicationId },
    data: {
      matter: `${definition.title.zh}（${place.name}）`.slice(0, 200),
      policyCode: definition.code,
      policyTitle: definition.title.zh,
      way: definition.procedure,
      enterprise: place.name,
      applicantCode: place.creditCode,
      park: place.parkId,
      benefit: definition.benefit.words.zh,
      verdict: sayVerdict(verdict),
      ...(amount?.value === null || amount === null ? {} : { worked: amount.value }),
      ...(note === null ? {} : { note }),
    },
  })
  await tx
    .updateTable('policyApplication')
    .set({ caseId: opened.id, caseNumber: opened.number })
    .where('id', '=', applicationId)
    .execute()
  return opened
}
