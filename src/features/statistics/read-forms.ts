import { sql } from 'kysely'
import { proveRules, type FormDefinition } from '#domain/indicators'
import { periodById, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { formAt, newestForm, wireForm } from './forms.ts'
import { daysBy } from './plan-periods.ts'
import { workdaysOf } from './workdays.ts'

/** The newest version of each form. */
export async function listForms(ctx: Context): Promise<ResponseOf<typeof contract.listForms>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<{ code: string; versions: number[] }>`
      SELECT code, array_agg(version ORDER BY version DESC) AS versions FROM statistics_form GROUP BY code ORDER BY code`.execute(
      tx,
    )
    const forms = []
    for (const { code, versions } of rows) {
      const { definition, fields } = await formAt(tx, ctx.place, code, versions[0] ?? 1)
      forms.push({
        code,
        version: definition.version,
        versions,
        title: definition.title,
        rhythm: definition.rhythm,
        unit: definition.filers.unit,
        own: definition.own,
        approval: definition.approval,
        fields: fields.length,
        rules: definition.rules.length,
        source: definition.source,
      })
    }
    return { forms }
  })
}

const proofs = new WeakMap<FormDefinition, ReturnType<typeof proveRules>>()

/** One form with the proof that its rules hold together; proven once per version and process. */
export async function readForm(
  ctx: Context,
  { form: code }: ParamsOf<typeof contract.readForm>,
  { version }: QueryOf<typeof contract.readForm>,
): Promise<ResponseOf<typeof contract.readForm>> {
  const form = await ctx.read((tx) =>
    version === undefined ? newestForm(tx, ctx.place, code) : formAt(tx, ctx.place, code, version),
  )
  const proof = proofs.get(form.definition) ?? proveRules(form)
  proofs.set(form.definition, proof)
  return {
    definition: wireForm(form),
    proof: {
      consistent: proof.consistent,
      conflict: [...(proof.conflict ?? [])],
      redundant: proof.redundant.map(({ rule, follows }) => ({
        rule,
        by: [
          ...new Set(
            follows.flatMap(({ from }) => from.flatMap((line) => (line.of === 'rule' ? line.id : []))),
          ),
        ],
      })),
    },
  }
}

/** Which day a period is due by the form's rule, with how it was found. */
export async function readDueDay(
  ctx: Context,
  { form: code, period: id }: QueryOf<typeof contract.dueDay>,
): Promise<ResponseOf<typeof contract.dueDay>> {
  return ctx.read(async (tx) => {
    const form = await newestForm(tx, ctx.place, code)
    const period = periodById(id)
    if (period?.rhythm !== form.definition.rhythm)
      return refuse('statistics.period_unknown', { form: code, period: id })
    const days = daysBy(await workdaysOf(tx, ctx.place), form.definition, period)
    return { ...days, source: form.definition.calendar.source }
  })
}
