import { sql, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, refuse } from '#domain/kernel'
import type { RuleParameter } from '#domain/rules'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { FactValue, type Clause, type ParameterView } from './contract.ts'
import type * as contract from './contract.ts'
import { fitting } from './facts-of.ts'

type Tx = Transaction<Database>

const Definition = z.object({
  code: z.string().min(1),
  title: z.object({ zh: z.string(), en: z.string() }),
  type: z.enum(['number', 'text', 'texts', 'date']),
  unit: z.string().nullable(),
})
type Definition = z.infer<typeof Definition>
/** data/rules/parameters.json */
const ShippedParameter = Definition.extend({
  values: z.array(
    z.object({
      from: z.iso.date(),
      to: z.iso.date().nullable(),
      value: FactValue,
      clause: z.object({
        document: z.string(),
        clause: z.string().nullable(),
        documentId: z.string().nullable(),
        url: z.string().nullable(),
      }),
    }),
  ),
})
const SHIPPED_BY = '多园'

/** Brings data/rules/parameters.json into the database; a parameter whose values somebody changed since is left as it is. */
export async function loadParameters(ownerDb: Kysely<Database>, dataFolder: string): Promise<void> {
  const path = join(dataFolder, 'rules', 'parameters.json')
  if (!existsSync(path)) return
  const { parameters } = z
    .object({ parameters: z.array(ShippedParameter) })
    .parse(JSON.parse(await readFile(path, 'utf8')))
  await ownerDb.transaction().execute(async (tx) => {
    for (const { values, ...definition } of parameters) {
      await tx
        .insertInto('ruleParameter')
        .values({ code: definition.code, definition: JSON.stringify(definition), shipped: true })
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet({ definition: JSON.stringify(definition), shipped: true }),
        )
        .execute()
      const { rows: standing } = await sql<{
        from: string
        to: string | null
        value: unknown
        shipped: boolean
      }>`
        SELECT lower(valid)::text AS "from", upper(valid)::text AS "to", value, by_id IS NULL AS shipped
          FROM rule_parameter_value WHERE parameter = ${definition.code} AND upper_inf(known) ORDER BY 1`.execute(
        tx,
      )
      const same =
        canonicalJson(standing.map(({ from, to, value }) => [from, to, value as string])) ===
        canonicalJson(values.map(({ from, to, value }) => [from, to, value]))
      if (same || standing.some(({ shipped }) => !shipped)) continue
      await sql`UPDATE rule_parameter_value SET known = tstzrange(lower(known), now())
                 WHERE parameter = ${definition.code} AND upper_inf(known)`.execute(tx)
      for (const { from, to, value, clause } of values)
        await addValue(
          tx,
          definition.code,
          { from, to, value, clause, reason: '随程序提供' },
          null,
          SHIPPED_BY,
        )
    }
  })
}

interface ValueFromDay {
  readonly from: string
  readonly to: string | null
  readonly value: FactValue
  readonly clause: z.infer<typeof Clause>
  readonly reason: string
}

async function addValue(tx: Tx, code: string, spell: ValueFromDay, byId: string | null, byName: string) {
  await sql`INSERT INTO rule_parameter_value (parameter, valid, known, value, clause, reason, by_id, by_name)
    VALUES (${code}, daterange(${spell.from}::date, ${spell.to}::date), tstzrange(now(), NULL),
            ${JSON.stringify(spell.value)}, ${JSON.stringify(spell.clause)}, ${spell.reason}, ${byId}, ${byName})`.execute(
    tx,
  )
}

interface StoredSpell extends ValueFromDay {
  readonly id: string
  readonly parameter: string
  readonly byName: string
  readonly since: string
  readonly until: string | null
}

async function readSpells(tx: Tx): Promise<Map<string, StoredSpell[]>> {
  const { rows } = await sql<StoredSpell>`
    SELECT id, parameter, lower(valid)::text AS "from", upper(valid)::text AS "to", value, clause, reason, by_name,
           to_char(lower(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since,
           to_char(upper(known) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS until
      FROM rule_parameter_value ORDER BY parameter, lower(valid), lower(known)`.execute(tx)
  return Map.groupBy(rows, ({ parameter }) => parameter)
}

/** All parameters with the values that stand, for the engine. */
export async function readParameters(tx: Tx): Promise<RuleParameter[]> {
  return (await readParameterViews(tx)).map(({ code, title, type, unit, values }) => ({
    code,
    title,
    type,
    unit,
    values: values.map(({ from, to, value, clause }) => ({ from, to, value, clause })),
  }))
}

export async function readParameterViews(tx: Tx): Promise<ParameterView[]> {
  const [definitions, spells] = [
    await tx.selectFrom('ruleParameter').select(['code', 'definition', 'shipped']).orderBy('code').execute(),
    await readSpells(tx),
  ]
  return definitions.map(({ code, definition, shipped }) => {
    const { title, type, unit } = Definition.parse(definition)
    const all = spells.get(code) ?? []
    return {
      code,
      title,
      type,
      unit,
      shipped,
      values: all
        .filter(({ until }) => until === null)
        .map(({ from, to, value, clause, reason, byName, since }) => ({
          from,
          to,
          value,
          clause,
          reason,
          byName,
          since,
        })),
      corrected: all
        .flatMap(({ from, to, value, byName, until }) =>
          until === null ? [] : [{ from, to, value, byName, until }],
        )
        .toSorted((a, b) => b.until.localeCompare(a.until)),
    }
  })
}

/** Lets a parameter have another value from a day on; spells that it overlaps are cut or replaced, and stay known as they were. */
export function setParameter(
  ctx: Context,
  { code }: ParamsOf<typeof contract.setParameter>,
  { from, to, value, clause, reason }: BodyOf<typeof contract.setParameter>,
): Promise<ParameterView> {
  if (to !== null && to <= from) refuse('rules.spell_empty', { from, to }, ['to'])
  return ctx.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('rule_parameter'), hashtext(${code}))`.execute(tx)
    const before = (await readParameterViews(tx)).find((one) => one.code === code)
    if (before === undefined) refuse('rules.no_such_parameter', { parameter: code })
    if (fitting(before, value) === null)
      refuse('rules.value_of_other_type', { parameter: code, type: before.type }, ['value'])
    // Until the next value that stands, unless the office says until when.
    const until = to ?? before.values.find((spell) => spell.from > from)?.from ?? null
    const touched = (await readSpells(tx)).get(code)?.filter((spell) => overlaps(spell, from, until)) ?? []
    for (const spell of touched) {
      await sql`UPDATE rule_parameter_value SET known = tstzrange(lower(known), now()) WHERE id = ${spell.id}`.execute(
        tx,
      )
      // What is left of it at either end goes on, in its own words.
      const kept = { value: spell.value, clause: spell.clause, reason: spell.reason }
      if (spell.from < from)
        await addValue(tx, code, { ...kept, from: spell.from, to: from }, ctx.caller.userId, ctx.caller.name)
      if (until !== null && (spell.to === null || spell.to > until))
        await addValue(tx, code, { ...kept, from: until, to: spell.to }, ctx.caller.userId, ctx.caller.name)
    }
    await addValue(tx, code, { from, to: until, value, clause, reason }, ctx.caller.userId, ctx.caller.name)
    await ctx.audit(tx, {
      action: 'rules.set-parameter',
      subjectKind: 'rule-parameter',
      subjectId: code,
      detail: { from, to: until, value, reason },
    })
    const after = (await readParameterViews(tx)).find((one) => one.code === code)
    return after ?? refuse('rules.no_such_parameter', { parameter: code })
  })
}

function overlaps(spell: StoredSpell, from: string, to: string | null): boolean {
  return spell.until === null && (to === null || spell.from < to) && (spell.to === null || spell.to > from)
}
