import { periodById } from '#domain/kernel'
import {
  bringFigures,
  listFollowingTargets,
  type FollowedFigure,
  type FollowingTarget,
} from '#features/ledger'
import type { Context } from '#platform/http'
import { watchedSeries, type CountsSoFar } from './watch-series.ts'

/**
 * Brings final figures into the targets that follow them: the years of a yearly indicator, and what the months of one since
 * January came to in December. A year counts as a warning's period does: locked, or due and nearly all of it final.
 */
export async function feedTargets(ctx: Context): Promise<number> {
  const targets = await ctx.read((tx) => listFollowingTargets(tx))
  const counted: CountsSoFar = new Map()
  let brought = 0
  for (const target of targets) {
    const { figures, dataAsOf } = await figuresOf(ctx, target, counted)
    if (figures.length > 0) brought += await bringFigures(ctx, target, figures, dataAsOf)
  }
  return brought
}

async function figuresOf(
  ctx: Context,
  { follows }: FollowingTarget,
  counted: CountsSoFar,
): Promise<{ figures: FollowedFigure[]; dataAsOf: string }> {
  const { indicator, groups, dataAsOf } = await watchedSeries(
    ctx,
    { ...follows, condition: { kind: 'threshold', operator: '>', value: 0 } },
    counted,
  )
  const points = groups.find(({ code }) => code === follows.group)?.points ?? []
  const figures = points.flatMap(({ period, value }) => {
    const found = periodById(period)
    if (value === null || found === null) return []
    const isYear = found.rhythm === 'year' || (found.rhythm === 'month' && period.endsWith('-12'))
    return isYear ? [{ year: Number(period.slice(0, 4)), period, value, unit: indicator.row.unit }] : []
  })
  return { figures, dataAsOf }
}

/** What decides whether targets are looked at again. */
export async function followingSignature(ctx: Context): Promise<string> {
  return JSON.stringify(await ctx.read((tx) => listFollowingTargets(tx)))
}
