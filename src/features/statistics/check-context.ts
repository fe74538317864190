import { sql } from 'kysely'
import type { CompiledForm, FilingContext, FilingValues } from '#domain/indicators'
import { periodById, shiftPeriod, type Period } from '#domain/kernel'
import type { Context } from '#platform/http'
import { fromStored, placesOf } from './cells.ts'
import { formAt } from './forms.ts'
import type { FilingKey, Tx } from './store.ts'

/** What the rules of a form look at beside the filing itself. */
export interface RuleNeeds {
  readonly forms: readonly string[]
  /** Keys of FilingContext.history: `1`, `1Y`. */
  readonly backs: readonly string[]
  /** Cells of members, `GQ-002!QC05_0`. */
  readonly members: readonly string[]
}

/** Last period and the same period last year are always among them: the sheet shows both. */
export function needsOf(form: CompiledForm): RuleNeeds {
  const forms = new Set<string>()
  const backs = new Set(['1', '1Y'])
  const members = new Set<string>()
  for (const rule of form.rules) {
    if (rule.kind === 'change') backs.add(rule.rule.back)
    if (rule.kind !== 'linear') continue
    for (const { source } of [...rule.left, ...rule.right]) {
      if (source.kind === 'form') forms.add(source.form)
      if (source.kind === 'history') backs.add(source.back)
      if (source.kind === 'members') members.add(source.key)
    }
  }
  return { forms: [...forms], backs: [...backs], members: [...members] }
}

/** `1` is the period before, `1Y` the same period last year; null where there is no such period. */
export function periodBack(period: Period, back: string): Period | null {
  const parts = /^(\d+)(Y?)$/u.exec(back)
  if (parts === null) return null
  const steps = Number(parts[1])
  const inYear = { year: 1, 'half-year': 2, quarter: 4, month: 12, week: 52 }[period.rhythm]
  return shiftPeriod(period, -steps * (parts[2] === 'Y' ? inYear : 1))
}

/**
 * Other forms of the period and earlier periods of this one, whatever their state (an enterprise must see its own draft of last
 * month), but of a park's members only what is final.
 */
export async function checkContext(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  form: CompiledForm,
  { unitId, form: code, period: id }: FilingKey,
  unitKind: 'enterprise' | 'park',
): Promise<FilingContext> {
  const period = periodById(id)
  if (period === null) throw new RangeError(`not a period: ${id}`)
  const needs = needsOf(form)
  const backs = needs.backs.flatMap((back) => {
    const then = periodBack(period, back)
    return then === null ? [] : [{ back, id: then.id }]
  })
  const rows = await tx
    .selectFrom('statisticsFiling')
    .select(['form', 'period', 'formVersion', 'figures', 'words'])
    .where('unitId', '=', unitId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('form', '=', code),
          eb(
            'period',
            'in',
            backs.map((back) => back.id),
          ),
        ]),
        ...(needs.forms.length === 0
          ? []
          : [eb.and([eb('form', 'in', [...needs.forms]), eb('period', '=', id)])]),
      ]),
    )
    .execute()
  const forms: Record<string, FilingValues> = {}
  const history: Record<string, FilingValues> = {}
  for (const row of rows) {
    const values = fromStored(await formAt(tx, ctx.place, row.form, row.formVersion), row)
    if (row.form !== code) forms[row.form] = values
    else for (const { back, id: then } of backs) if (then === row.period) history[back] = values
  }
  if (unitKind === 'enterprise') return { forms, history }
  return { forms, history, members: await memberSums(tx, ctx, needs.members, unitId, id) }
}

/** Sums over the final filings of a park's enterprises in a period; null where none has the cell. */
export async function memberSums(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  keys: readonly string[],
  parkId: string,
  period: string,
): Promise<Record<string, number | null>> {
  const sums: Record<string, number | null> = {}
  const wanted = new Map<string, string[]>()
  for (const key of keys) {
    const [form = '', cell = ''] = key.split('!')
    wanted.set(form, [...(wanted.get(form) ?? []), cell])
  }
  for (const [code, cells] of wanted) {
    for (const cell of cells) sums[`${code}!${cell}`] = null
    const members = tx
      .selectFrom('statisticsFiling')
      .where('form', '=', code)
      .where('period', '=', period)
      .where('parkId', '=', parkId)
      .where('final', '=', true)
    // Each version has places of its own.
    for (const { formVersion } of await members.select('formVersion').distinct().execute()) {
      const { figures } = placesOf(await formAt(tx, ctx.place, code, formVersion))
      const known = cells.filter((cell) => figures.includes(cell))
      if (known.length === 0) continue
      const { found } = await members
        .where('formVersion', '=', formVersion)
        .select(
          sql<(number | null)[]>`array[${sql.join(
            known.map((cell) => sql`sum(figures[${sql.lit(figures.indexOf(cell) + 1)}])`),
          )}]::double precision[]`.as('found'),
        )
        .executeTakeFirstOrThrow()
      for (const [place, cell] of known.entries()) {
        const sum = found[place] ?? null
        const key = `${code}!${cell}`
        if (sum !== null) sums[key] = (sums[key] ?? 0) + sum
      }
    }
  }
  return sums
}
