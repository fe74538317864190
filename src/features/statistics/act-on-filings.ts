import { sql } from 'kysely'
import { Refusal, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { performAct } from './act-on-filing.ts'
import type { FilingAct, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { formAt } from './forms.ts'
import { unitsById } from './frame.ts'
import { filingsSql } from './list-filings.ts'
import { loadPeriod } from './store.ts'

type Body = BodyOf<typeof contract.actOnFilings>

/** In which state an act finds its filings when a filter stands for them. */
const FITS: Record<Body['act'], string> = { approve: 'submitted', accept: 'approved', return: 'submitted' }

/** The same act on many; each in a transaction of its own, so that one refusal leaves the others done. */
export async function actOnFilings(
  ctx: Context,
  key: ParamsOf<typeof contract.actOnFilings>,
  body: Body,
): Promise<ResponseOf<typeof contract.actOnFilings>> {
  const { period, chosen } = await ctx.read(async (tx) => {
    const row = await loadPeriod(tx, key)
    if (body.units !== undefined) return { period: row, chosen: body.units }
    if (body.filter === undefined) return refuse('statistics.nothing_chosen')
    const form = await formAt(tx, ctx.place, row.form, row.formVersion)
    const { rows } = await sql<{ id: string; version: number }>`
      ${filingsSql(form, row, body.filter)}
      SELECT unit_id AS id, version FROM listed WHERE state = ${FITS[body.act]} ORDER BY unit_id`.execute(tx)
    return { period: row, chosen: rows }
  })
  const act = actOf(body)
  let done = 0
  const refused: { id: string; code: string; params: Record<string, WireJson> }[] = []
  for (const { id, version } of chosen) {
    try {
      await ctx.inTransaction((tx) => performAct(tx, ctx, { unitId: id, ...key }, version, act))
      done += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const issue = error.issues[0]
      refused.push({
        id,
        code: issue?.code ?? 'http.fault',
        params: { ...issue?.params } as Record<string, WireJson>,
      })
    }
  }
  const units = await ctx.read((tx) =>
    unitsById(
      tx,
      refused.map(({ id }) => id),
      period.toOn,
    ),
  )
  return {
    done,
    refused: refused.flatMap(({ id, ...rest }) => {
      const unit = units.get(id)
      return unit === undefined ? [] : { unit, ...rest }
    }),
  }
}

function actOf({ act, reason }: Body): FilingAct {
  if (act !== 'return') return { kind: act }
  return { kind: 'return', reason: reason ?? refuse('statistics.reason_required', {}, ['reason']) }
}
