import { chinaDay, refuse } from '#domain/kernel'
import { budgetCrossings, sideTotals, type SideTotals } from '#domain/matching'
import { factBase } from '#features/rules'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { movableOf, movedTo } from './movable.ts'
import { definitionOf, judgeDefinition, rowsSeen, zoneBookOf } from './try-definition.ts'

/** Number and cost at so many values of one threshold or rate, each worked out anew. */
export async function readSensitivity(
  ctx: Context,
  { definition, on: given, move, from, to, points, budget }: BodyOf<typeof contract.readSensitivity>,
): Promise<ResponseOf<typeof contract.readSensitivity>> {
  const started = performance.now()
  const on = given ?? chinaDay(ctx.now.getTime())
  const policy = definitionOf(definition)
  const book = await zoneBookOf(ctx)
  const movable =
    movableOf(policy, book, on).find(({ id }) => id === move) ?? refuse('policies.not_movable', { move })
  if (!(from < to)) refuse('policies.range_empty', { from, to })
  const zone = await factBase(ctx, on)
  const seen = (await rowsSeen(ctx, zone)) ?? undefined
  const at = (value: number): { value: number } & SideTotals => {
    const moved = movedTo(policy, book, movable, value)
    const { column, amounts } = judgeDefinition(moved.policy, moved.zone, zone)
    return {
      value,
      ...sideTotals([{ answers: column.answers, amounts }], zone.base.ids.length, seen),
    }
  }
  const curve: ReturnType<typeof at>[] = []
  for (let index = 0; index < points; index += 1) {
    curve.push(at(index === points - 1 ? to : from + ((to - from) * index) / (points - 1)))
    // Others get their turn between two values.
    await new Promise((resume) => setImmediate(resume))
  }
  const limit = budget ?? policy.budget.find(({ year }) => year === Number(on.slice(0, 4)))?.amount ?? null
  return {
    on,
    movable,
    current: point(at(movable.value)),
    points: curve.map(point),
    budget: limit,
    crossings: limit === null ? [] : [...budgetCrossings(curve, limit)],
    tookMs: performance.now() - started,
  }
}

function point({ value, yes, undetermined, cost, costUnknown }: { value: number } & SideTotals) {
  return { value, yes, undetermined, cost, costUnknown }
}
