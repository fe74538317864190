import { conversionFactor } from '#domain/indicators'
import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import type { Follows, TargetPage } from './contract.ts'
import type * as contract from './contract.ts'
import { definitionsOf, followsOf, givesYears } from './followable.ts'
import type { Tx } from './store.ts'
import { keepTargetChange, targetToChange } from './target-changes.ts'
import { readTarget } from './target-page.ts'
import type { TargetRecord } from './targets.ts'

/** Binds a target to an indicator, or unbinds it. Values that came from it stay until somebody withdraws them. */
export async function followIndicator(
  ctx: Context,
  id: string,
  { version, follows, reason }: BodyOf<typeof contract.followIndicator>,
): Promise<TargetPage> {
  await ctx.inTransaction(async (tx) => {
    const { row } = await targetToChange(tx, ctx, id, version)
    const before = followsOf(row)
    if (JSON.stringify(before) === JSON.stringify(follows))
      refuse('ledger.nothing_changed', { act: 'follow' })
    if (follows !== null) await checkFollows(tx, row, follows)
    const words = (of: Follows | null): Json => (of === null ? null : wordsOf(of))
    await keepTargetChange(tx, ctx, row, {
      act: follows === null ? 'unfollow' : 'follow',
      reason,
      changed: { follows: [words(before), words(follows)] },
      columns: { follows: follows === null ? null : JSON.stringify(follows) },
    })
  })
  return readTarget(ctx, id)
}

function wordsOf({ indicator, dimension, group, scope }: Follows): string {
  return [indicator, dimension === 'zone' ? null : group, scope].filter((part) => part !== null).join(' · ')
}

async function checkFollows(tx: Tx, row: TargetRecord, follows: Follows): Promise<void> {
  const definition = (await definitionsOf(tx)).find(({ code }) => code === follows.indicator)
  if (definition === undefined)
    return refuse('ledger.indicator_unknown', { indicator: follows.indicator }, ['follows', 'indicator'])
  if (!givesYears(definition))
    refuse('ledger.indicator_not_yearly', { indicator: definition.name.zh }, ['follows', 'indicator'])
  if (!conversionFactor(definition.unit, row.levelUnit).ok)
    refuse('ledger.indicator_unit', { unit: definition.unit, wanted: row.levelUnit }, [
      'follows',
      'indicator',
    ])
  const isGroup = follows.dimension === 'park'
  const park = isGroup
    ? await tx
        .selectFrom('organisation')
        .select('id')
        .where('code', '=', follows.group)
        .where('kind', '=', 'park')
        .executeTakeFirst()
    : undefined
  if (isGroup ? park === undefined : follows.group !== '')
    refuse('ledger.follows_group', { group: follows.group }, ['follows', 'group'])
}
