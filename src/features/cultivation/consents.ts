import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import { readZoneBook } from '#features/rules'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { Consent } from './contract.ts'
import type * as contract from './contract.ts'
import {
  ENTERPRISE_NAME,
  dayOf,
  escaped,
  every,
  hasRole,
  joinEnterprise,
  requireKept,
  type Tx,
} from './store.ts'
import { tellEnterprise } from './tell-enterprise.ts'

/** A consent may last this long at most; after that the enterprise is asked anew. */
const MOST_DAYS = 731

/** As `require_consent` of the database judges it. */
function stateSql(on: string): RawBuilder<Consent['state']> {
  return sql<Consent['state']>`CASE WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN c.until_on < ${on}::date THEN 'expired' ELSE 'valid' END`
}

interface Stored extends Omit<Consent, 'can'> {
  readonly enterpriseBody: string | null
}

async function select(
  tx: Tx,
  ctx: Context,
  conditions: readonly RawBuilder<unknown>[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Consent[]> {
  const on = dayOf(ctx.now)
  const { rows } = await sql<Stored>`
    SELECT c.id, c.serial, ${ENTERPRISE_NAME} AS enterprise, e.organisation_id AS enterprise_body,
           json_build_object('name', c.receiver_name, 'creditCode', c.receiver_code) AS receiver, c.parts, c.facts, c.purpose,
           c.from_on AS "from", c.until_on AS until, ${stateSql(on)} AS state, c.withdrawn_at, c.withdrawn_reason,
           c.given_at, c.given_by_name, c.version,
           coalesce((SELECT json_agg(json_build_object(
               'id', h.id, 'consentId', h.consent_id, 'parts', h.parts, 'facts', h.facts, 'digest', h.digest,
               'on', h.on_day, 'at', h.at, 'byName', h.by_name, 'byOrganisation', h.by_organisation) ORDER BY h.at DESC)
             FROM consent_sharing h WHERE h.consent_id = c.id), '[]') AS sharings
      FROM consent c ${joinEnterprise('c', on)}
     WHERE ${every(conditions)} ORDER BY c.given_at DESC, c.serial DESC LIMIT ${limit} OFFSET ${offset}`.execute(
    tx,
  )
  return rows.map(({ enterpriseBody, ...row }) => ({
    ...row,
    can:
      row.state === 'withdrawn'
        ? []
        : [
            ...(hasRole(ctx, 'enterprise') && enterpriseBody === ctx.caller.organisationId
              ? (['withdraw'] as const)
              : []),
            ...(row.state === 'valid' && hasRole(ctx, 'zone_office', 'park_committee', 'enterprise')
              ? (['share'] as const)
              : []),
          ],
  }))
}

export async function loadConsent(tx: Tx, ctx: Context, id: string): Promise<Consent> {
  const [consent] = await select(tx, ctx, [sql`c.id = ${id}::uuid`], { offset: 0, limit: 1 })
  return consent ?? refuse('cultivation.not_found')
}

export function listConsents(
  ctx: Context,
  { enterprise, state, search, offset, limit }: QueryOf<typeof contract.listConsents>,
): Promise<ResponseOf<typeof contract.listConsents>> {
  const on = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const conditions = [
      ...(enterprise === undefined ? [] : [sql`c.enterprise_id = ${enterprise}::uuid`]),
      ...(state === undefined ? [] : [sql`${stateSql(on)} = ${state}`]),
      ...(search === undefined || search === ''
        ? []
        : [
            sql`(s.name LIKE ${`%${escaped(search)}%`} OR c.receiver_name LIKE ${`%${escaped(search)}%`}
                 OR s.initials LIKE ${`${escaped(search.toLowerCase())}%`})`,
          ]),
    ]
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM consent c ${joinEnterprise('c', on)} WHERE ${every(conditions)}`.execute(
      tx,
    )
    return {
      total: rows[0]?.total ?? 0,
      consents: await select(tx, ctx, conditions, { offset, limit }),
      can: { give: hasRole(ctx, 'enterprise') },
    }
  })
}

/** 授权: the enterprise alone speaks for itself. */
export function giveConsent(
  ctx: Context,
  enterpriseId: string,
  { receiver, parts: wanted, facts: named, purpose, until }: BodyOf<typeof contract.giveConsent>,
): Promise<Consent> {
  const today = dayOf(ctx.now)
  const parts = [...new Set(wanted)].sort()
  const facts = [...new Set(named)].sort()
  if (until < today) refuse('cultivation.consent_past', { until }, ['until'])
  if (daysBetween(today, until) > MOST_DAYS)
    refuse('cultivation.consent_too_long', { until, days: MOST_DAYS }, ['until'])
  if (parts.includes('facts') !== facts.length > 0) refuse('cultivation.consent_facts', {}, ['facts'])
  return ctx.inTransaction(async (tx) => {
    const { id: own } = await requireKept(tx, enterpriseId, today)
    const { rows } = await sql<{ own: boolean }>`SELECT ${own}::uuid = acting_enterprise() AS own`.execute(tx)
    if (rows[0]?.own !== true) refuse('cultivation.forbidden')
    const known = new Set((await readZoneBook(tx)).facts.map(({ code }) => code))
    const unknown = facts.find((fact) => !known.has(fact))
    if (unknown !== undefined) refuse('cultivation.fact_unknown', { fact: unknown }, ['facts'])
    const { id } = await tx
      .insertInto('consent')
      .values({
        enterpriseId,
        receiverName: receiver.name,
        receiverCode: receiver.creditCode,
        parts,
        facts,
        purpose,
        fromOn: today,
        untilOn: until,
        givenAt: ctx.now.toISOString(),
        givenById: ctx.caller.userId,
        givenByName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const consent = await loadConsent(tx, ctx, id)
    await tell(tx, ctx, consent, 'consent-given', {
      zh: `${consent.enterprise.name}授权“${receiver.name}”使用其信息，至${until}止。`,
      en: `${consent.enterprise.name} lets “${receiver.name}” have information until ${until}.`,
    })
    await ctx.audit(tx, {
      action: 'cultivation.consent',
      subjectKind: 'consent',
      subjectId: id,
      detail: { enterprise: enterpriseId, receiver: receiver.name, parts, facts, until },
    })
    return consent
  })
}

/** From now on; what went already stays recorded. */
export function withdrawConsent(
  ctx: Context,
  consentId: string,
  { version, reason }: BodyOf<typeof contract.withdrawConsent>,
): Promise<Consent> {
  return ctx.inTransaction(async (tx) => {
    const before = await loadConsent(tx, ctx, consentId)
    if (before.version !== version) refuse('cultivation.stale', { version: before.version })
    if (before.state === 'withdrawn') refuse('cultivation.consent_withdrawn')
    const saved = await tx
      .updateTable('consent')
      .set({
        withdrawnAt: ctx.now.toISOString(),
        withdrawnReason: reason,
        withdrawnById: ctx.caller.userId,
        version: version + 1,
      })
      .where('id', '=', consentId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) refuse('cultivation.stale', { version })
    const consent = await loadConsent(tx, ctx, consentId)
    await tell(tx, ctx, consent, 'consent-withdrawn', {
      zh: `${consent.enterprise.name}撤回对“${consent.receiver.name}”的授权，请不再提供。`,
      en: `${consent.enterprise.name} takes back its consent for “${consent.receiver.name}”: share nothing more.`,
    })
    await ctx.audit(tx, {
      action: 'cultivation.consent-withdraw',
      subjectKind: 'consent',
      subjectId: consentId,
      detail: { enterprise: consent.enterprise.id, reason },
    })
    return consent
  })
}

async function tell(
  tx: Tx,
  ctx: Context,
  consent: Consent,
  message: string,
  text: { readonly zh: string; readonly en: string },
): Promise<void> {
  await tellEnterprise(
    tx,
    ctx,
    consent.enterprise.id,
    dayOf(ctx.now),
    { about: `consent:${consent.id}`, path: `/cultivation/consents?consent=${consent.id}`, message, text },
    { own: false, parks: true, steward: null },
  )
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
