import { sql } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import { checkLayout, type IndustryRole, type Layout, type LayoutVerdict } from '#domain/matching'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { LayoutView } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import { layoutRules, ruleWords } from './layout-rules.ts'
import { wireJson, type Tx } from './store.ts'

interface Spell {
  readonly park: string
  readonly parkId: string
  readonly industry: string
  readonly role: IndustryRole
  readonly from: string
  readonly to: string | null
  readonly source: string
  readonly synthetic: boolean
}

export function readLayout(ctx: Context, { on }: QueryOf<typeof contract.readLayout>): Promise<LayoutView> {
  return ctx.read((tx) => layoutView(tx, ctx, on ?? chinaDay(ctx.now.getTime())))
}

/** What stands on a day; of a park leading industries first, in its own order. */
async function spellsOn(tx: Tx, on: string): Promise<Spell[]> {
  const { rows } = await sql<Spell>`
    SELECT o.code AS park, i.park_id, i.industry, i.role, lower(i.valid)::text AS "from", upper(i.valid)::text AS "to",
           i.source, i.synthetic
      FROM park_industry i JOIN organisation o ON o.id = i.park_id
     WHERE i.valid @> ${on}::date AND upper_inf(i.known)
     ORDER BY o.adcode, o.code, i.role DESC, i.position, i.industry`.execute(tx)
  return rows
}

/** The layout of a day as the engine takes it. */
export async function layoutOn(tx: Tx, on: string): Promise<Layout> {
  const spells = await spellsOn(tx, on)
  const parks = await parkNames(tx)
  const industries = await tx.selectFrom('industry').select('code').orderBy('code').execute()
  return {
    parks: parks.map(({ code }) => code),
    industries: industries.map(({ code }) => code),
    entries: spells.map(({ park, industry, role }) => ({ park, industry, role })),
  }
}

export async function layoutView(tx: Tx, ctx: Context, on: string): Promise<LayoutView> {
  const spells = await spellsOn(tx, on)
  const parks = await parkNames(tx)
  const industries = await tx
    .selectFrom('industry')
    .select(['code', 'nameZh', 'nameEn'])
    .orderBy('code')
    .execute()
  const rules = layoutRules()
  const verdicts = checkLayout(await layoutOn(tx, on), rules, on)
  const office = ctx.caller.roles.includes('zone_office')
  return {
    on,
    industries: industries.map(({ code, nameZh, nameEn }) => ({
      code,
      name: { zh: nameZh, en: nameEn },
      parks: spells.filter(({ industry }) => industry === code).length,
    })),
    parks: parks.map((park) => ({
      ...park,
      industries: spells
        .filter(({ parkId }) => parkId === park.id)
        .map(({ industry, role, from, to, source, synthetic }) => ({
          industry,
          role,
          from,
          to,
          source,
          synthetic,
        })),
    })),
    ruleSets: rules.map((set, at) => ({
      code: set.code,
      title: set.title,
      source: set.source.document,
      clause: set.source.clause,
      from: set.validFrom,
      to: set.validTo,
      inPrinciple: set.strictness === 'in-principle',
      rules: ruleWords(set),
      ...verdictView(verdicts[at]),
    })),
    can: { change: office, propose: office },
  }
}

export function verdictView(verdict: LayoutVerdict | undefined) {
  return {
    inForce: verdict?.inForce ?? false,
    satisfied: verdict?.satisfied ?? false,
    findings: findingViews(verdict?.findings ?? []),
  }
}

export function findingViews(
  findings: LayoutVerdict['findings'],
): LayoutView['ruleSets'][number]['findings'] {
  return findings.map(({ params, ...finding }) => ({
    ...finding,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, wireJson(value)])),
  }))
}

export function changeParkIndustry(
  ctx: Context,
  { park, industry, role, from, source, reason, name }: BodyOf<typeof contract.changeParkIndustry>,
): Promise<LayoutView> {
  return ctx.inTransaction(async (tx) => {
    await requirePark(tx, park)
    await requireIndustry(tx, industry, name)
    await setRole(tx, ctx, { parkId: park, industry, role, from, source, reason, proposalId: null })
    await ctx.audit(tx, {
      action: 'policies.layout',
      subjectKind: 'organisation',
      subjectId: park,
      detail: { industry, role, from, source, reason },
    })
    return layoutView(tx, ctx, from)
  })
}

async function requirePark(tx: Tx, id: string): Promise<void> {
  const found = await tx
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', 'park')
    .executeTakeFirst()
  if (found === undefined) refuse('policies.no_such_park')
}

async function requireIndustry(
  tx: Tx,
  code: string,
  name: { readonly zh: string; readonly en: string } | null,
): Promise<void> {
  const found = await tx.selectFrom('industry').select('code').where('code', '=', code).executeTakeFirst()
  if (found !== undefined) return
  if (name === null || name.zh.trim() === '' || name.en.trim() === '')
    return refuse('policies.no_such_industry', { industry: code })
  await tx
    .insertInto('industry')
    .values({ code, nameZh: name.zh.trim(), nameEn: name.en.trim(), source: '示范区办公室' })
    .execute()
}

export interface RoleFromDay {
  readonly parkId: string
  readonly industry: string
  /** Null: the park leaves it. */
  readonly role: IndustryRole | null
  readonly from: string
  readonly source: string
  readonly reason: string
  readonly proposalId: string | null
}

/** From a day on; what stood before that day stays, what stood from then on is known as it was. */
export async function setRole(tx: Tx, ctx: Context, change: RoleFromDay): Promise<void> {
  const { parkId, industry, role, from, source, reason, proposalId } = change
  await sql`SELECT pg_advisory_xact_lock(hashtext('park_industry'), hashtext(${parkId}))`.execute(tx)
  const { rows: touched } = await sql<{
    id: string
    from: string
    role: string
    position: number
    source: string
    reason: string | null
    synthetic: boolean
  }>`
    SELECT id, lower(valid)::text AS "from", role, position, source, reason, synthetic FROM park_industry
     WHERE park_id = ${parkId} AND industry = ${industry} AND upper_inf(known) AND valid && daterange(${from}::date, NULL)`.execute(
    tx,
  )
  if (role === null && touched.length === 0) refuse('policies.industry_not_there', { industry, from })
  for (const spell of touched) {
    await sql`UPDATE park_industry SET known = tstzrange(lower(known), now()) WHERE id = ${spell.id}`.execute(
      tx,
    )
    if (spell.from < from)
      await sql`INSERT INTO park_industry (park_id, industry, role, position, valid, source, reason, synthetic, by_id, by_name)
        VALUES (${parkId}, ${industry}, ${spell.role}, ${spell.position}, daterange(${spell.from}::date, ${from}::date),
                ${spell.source}, ${spell.reason}, ${spell.synthetic}, ${ctx.caller.userId}, ${ctx.caller.name})`.execute(
        tx,
      )
  }
  if (role !== null)
    await sql`INSERT INTO park_industry (park_id, industry, role, position, valid, source, reason, proposal_id, by_id, by_name)
      SELECT ${parkId}, ${industry}, ${role}, coalesce(max(position), 0) + 1, daterange(${from}::date, NULL), ${source}, ${reason},
             ${proposalId}::uuid, ${ctx.caller.userId}, ${ctx.caller.name}
        FROM park_industry WHERE park_id = ${parkId} AND role = ${role} AND upper_inf(known)`.execute(tx)
}

export function readLayoutHistory(
  ctx: Context,
  { park }: QueryOf<typeof contract.readLayoutHistory>,
): Promise<ResponseOf<typeof contract.readLayoutHistory>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<ResponseOf<typeof contract.readLayoutHistory>['spells'][number]>`
      SELECT industry, role, lower(valid)::text AS "from", upper(valid)::text AS "to", source, synthetic, reason, by_name,
             to_char(lower(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
             to_char(upper(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS until
        FROM park_industry WHERE park_id = ${park} ORDER BY lower(known) DESC, industry, lower(valid) DESC`.execute(
      tx,
    )
    return { spells: rows }
  })
}
