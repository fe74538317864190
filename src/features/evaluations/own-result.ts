import { refuse } from '#domain/kernel'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { OwnResult } from './contract.ts'
import { loadRound, type RoundRecord } from './round-store.ts'
import { wireJson, type Tx } from './store.ts'

/** A unit's own column of every step, as the run's job wrote it. */
export type KeptOwn = Omit<OwnResult, 'definition'>

export interface OwnStanding {
  readonly unit: string
  readonly parkId: string | null
  readonly own: KeptOwn
}

/**
 * The standing that the asker means: the named unit's, or his park's only one. Refuses with `evaluation.not_found` what he may not
 * see yet, with `evaluation.unit_of_several` where he must say which.
 */
export async function ownStanding(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  unit: string | undefined,
): Promise<OwnStanding> {
  if (round.runId === null) return refuse('evaluation.not_found')
  const isPark = ctx.caller.roles.includes('park_committee')
  if (unit === undefined && !isPark) return refuse('evaluation.unit_of_several', {}, ['unit'])
  let query = tx
    .selectFrom('evaluationStanding')
    .select(['unit', 'parkId', 'own'])
    .where('runId', '=', round.runId)
    .orderBy('unit')
    .limit(2)
  if (unit !== undefined) query = query.where('unit', '=', unit)
  // Others' are hidden by row security until they are public; after that, too, a park means itself.
  else query = query.where('parkId', '=', ctx.caller.organisationId)
  const [first, second] = await query.execute()
  if (first === undefined) return refuse('evaluation.not_found')
  if (second !== undefined) return refuse('evaluation.unit_of_several', {}, ['unit'])
  return { unit: first.unit, parkId: first.parkId, own: first.own as KeptOwn }
}

/** With the scheme that it was computed by, and which of its figures are doubted at present. */
export async function readOwnResult(
  ctx: Context,
  roundId: string,
  unit: string | undefined,
): Promise<OwnResult> {
  const { round, own, cells } = await ctx.read(async (tx) => {
    const found = await loadRound(tx, roundId)
    const standing = await ownStanding(tx, ctx, found, unit)
    const open = await tx
      .selectFrom('evaluationObjection')
      .select(['columnCode', 'period'])
      .where('roundId', '=', roundId)
      .where('unit', '=', standing.unit)
      .where('state', '=', 'open')
      .execute()
    return { round: found, own: standing.own, cells: open }
  })
  const definition = await definitionOfRun(ctx, round)
  const columns = new Map(definition.nodes.map(({ code, input }) => [code, input?.column ?? null]))
  return {
    ...own,
    definition: wireJson(definition),
    nodes: own.nodes.map((node) => ({
      ...node,
      objected: cells.some(
        ({ columnCode, period }) => columnCode === columns.get(node.node) && period === own.period,
      ),
    })),
  }
}

interface PlainDefinition {
  readonly nodes: readonly { readonly code: string; readonly input?: { readonly column: string } | null }[]
}

/** Of the adopted run: its row says more than a park may see before publication, its scheme is no secret. */
async function definitionOfRun(ctx: Context, round: RoundRecord): Promise<PlainDefinition> {
  const run = await ctx
    .actingAs(TIMEKEEPER)
    .read((tx) =>
      tx.selectFrom('evaluationRun').select('definition').where('id', '=', round.runId).executeTakeFirst(),
    )
  if (run === undefined) return refuse('evaluation.not_found')
  return run.definition as PlainDefinition
}
