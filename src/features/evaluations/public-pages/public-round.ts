import { parseScheme, type EvaluationResult, type Scheme, type UncertaintyResult } from '#domain/evaluation'
import type { Context } from '#platform/http'
import { digestOf } from '../compute-run.ts'
import type { ColumnSource, Decision, GroupNames, Standing } from '../contract.ts'
import { viewDecisions } from '../decisions.ts'
import { groupNamesOf } from '../group-names.ts'
import { standingsOfRun } from '../read-round.ts'
import type { RoundRecord } from '../round-store.ts'
import type { PackedRun } from '../run-package.ts'
import { loadPacked } from '../run-package.ts'
import { loadRule } from '../support-rules.ts'
import type { Tx } from '../store.ts'
import { namelessData } from './nameless-data.ts'

/** A published evaluation as the public may know it. */
export interface PublicRound {
  readonly round: RoundRecord
  readonly scheme: Scheme
  readonly packed: PackedRun
  /** Names of a panel were left out of the data that are handed out; their digest is another one then. */
  readonly isNameless: boolean
  readonly result: EvaluationResult
  readonly uncertainty: UncertaintyResult | null
  readonly sources: Readonly<Record<string, ColumnSource>>
  readonly standings: readonly Standing[]
  readonly groupNames: GroupNames
  readonly decisions: readonly Decision[]
  readonly rule: Awaited<ReturnType<typeof loadRule>>['rule'] | null
  /** Of each step the last time that it was done. */
  readonly acts: readonly { readonly act: string; readonly at: string }[]
  readonly synthetic: boolean
}

/**
 * Null: there is no such round, or it is not published. Besides row-level security the state is asked for here, so that nothing
 * unpublished is served whoever the asker is.
 */
export async function readPublicRound(tx: Tx, open: Context, roundId: string): Promise<PublicRound | null> {
  const round = await tx
    .selectFrom('evaluationRound')
    .selectAll()
    .where('id', '=', roundId)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (round === undefined || round.runId === null) return null
  const packed = await loadPacked(tx, round.runId)
  const { run, data } = packed.whole
  const parsed = parseScheme(run.definition)
  if (!parsed.ok) throw new Error(`The scheme of round ${roundId} cannot be read`)
  const acts = await tx
    .selectFrom('evaluationRoundAct')
    .select(({ fn }) => ['act', fn.max('at').as('at')])
    .where('roundId', '=', roundId)
    .groupBy('act')
    .execute()
  const invented = await tx
    .selectFrom('evaluationUnit')
    .select('code')
    .where('kind', '=', round.unitKind)
    .where('synthetic', '=', true)
    .limit(1)
    .executeTakeFirst()
  const { data: nameless, changed } = namelessData(data)
  return {
    round,
    scheme: parsed.value,
    isNameless: changed,
    packed: changed ? withData(packed, nameless) : packed,
    result: run.result as EvaluationResult,
    uncertainty: run.uncertainty as UncertaintyResult | null,
    sources: packed.sources as PublicRound['sources'],
    standings: await standingsOfRun(tx, round.runId),
    groupNames: await groupNamesOf(tx, round.unitKind),
    decisions: await viewDecisions(tx, open, round),
    rule:
      round.supportRule === null || round.supportRuleVersion === null
        ? null
        : (await loadRule(tx, { code: round.supportRule, version: round.supportRuleVersion })).rule,
    acts,
    synthetic: invented !== undefined,
  }
}

/** With the digest of what is handed out, so that the package replays by itself. */
function withData(packed: PackedRun, data: unknown): PackedRun {
  const dataDigest = digestOf(data)
  return {
    ...packed,
    whole: {
      ...packed.whole,
      run: { ...packed.whole.run, dataDigest },
      data,
      storedDataDigest: dataDigest,
    },
  }
}
