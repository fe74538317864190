import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { Decision } from './contract.ts'
import { tierName } from './consequences.ts'
import type { DecisionEvidence } from './decision-evidence.ts'
import { isLeader, isOffice, loadRound, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'
import { loadRule } from './support-rules.ts'

/** What follows from the grades, as far as the asker sees it: a park its own once decided, everybody all once published. */
export function listDecisions(ctx: Context, roundId: string): Promise<{ decisions: Decision[] }> {
  return ctx.read(async (tx) => ({ decisions: await viewDecisions(tx, ctx, await loadRound(tx, roundId)) }))
}

interface CaseRow {
  readonly id: string
  readonly number: string | null
  readonly outcome: string | null
  readonly closedAt: string | null
  readonly dueAt: string | null
  readonly activeNodes: readonly string[]
  readonly nodes: Readonly<Record<string, { readonly name?: { readonly zh: string; readonly en: string } }>>
}

export async function viewDecisions(tx: Tx, ctx: Context, round: RoundRecord): Promise<Decision[]> {
  const rows = await tx
    .selectFrom('evaluationDecision as d')
    .leftJoin('evaluationStanding as s', (join) =>
      join.onRef('s.runId', '=', 'd.runId').onRef('s.unit', '=', 'd.unit'),
    )
    .leftJoin('evaluationUnit as u', (join) =>
      join.onRef('u.code', '=', 'd.unit').on('u.kind', '=', round.unitKind),
    )
    .selectAll('d')
    .select(['u.nameZh', 'u.nameEn'])
    .where('d.roundId', '=', round.id)
    .orderBy(
      (eb) => eb.ref('s.rank'),
      (order) => order.asc().nullsLast(),
    )
    .orderBy('d.serial')
    .execute()
  const cases = await casesOf(
    tx,
    rows.flatMap(({ caseId }) => caseId ?? []),
  )
  const views: Decision[] = []
  for (const row of rows) {
    const { rule } = await loadRule(tx, { code: row.ruleCode, version: row.ruleVersion })
    const { run, because } = row.evidence as DecisionEvidence
    views.push({
      id: row.id,
      serial: Number(row.serial),
      unit: row.unit,
      unitName: { zh: row.nameZh ?? row.unit, en: row.nameEn ?? row.unit },
      grade: row.grade,
      tier: row.tier,
      tierName: tierName(rule, row.tier),
      consequence: row.consequence,
      amountWan: row.amountWan,
      rule: { code: rule.code, version: rule.version, name: rule.name },
      because: [
        ...because.map(({ code, params }) => ({ code, params: { ...params } })),
        { code: 'by_run', params: { run: run.serial, data: run.dataDigest, result: run.resultDigest } },
      ],
      note: row.note,
      state: row.state,
      decidedAt: row.decidedAt,
      decidedByName: row.decidedByName,
      case: row.caseId === null ? null : viewCase(row.caseId, row, cases.get(row.caseId)),
      version: row.version,
      can:
        row.state === 'proposed' && round.state === 'confirmed' && (isOffice(ctx) || isLeader(ctx))
          ? ['decide']
          : [],
    })
  }
  return views
}

function viewCase(
  id: string,
  decision: {
    readonly caseNumber: string | null
    readonly outcome: string | null
    readonly outcomeAt: string | null
  },
  found: CaseRow | undefined,
): NonNullable<Decision['case']> {
  return {
    id,
    number: decision.caseNumber,
    readable: found !== undefined,
    places: found?.activeNodes.map((node) => found.nodes[node]?.name ?? { zh: node, en: node }) ?? [],
    dueAt: found?.dueAt ?? null,
    // Of a case that just ended, until the keeper has written it down.
    outcome: decision.outcome ?? found?.outcome ?? null,
    outcomeAt: decision.outcomeAt ?? found?.closedAt ?? null,
  }
}

/** Those that the asker may read, by row security. */
async function casesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, CaseRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<CaseRow>`
    SELECT c.id, c.number, c.outcome, c.closed_at, c.due_at, c.active_nodes, d.definition->'nodes' AS nodes
      FROM procedure_case c
      JOIN procedure_definition d ON d.code = c.procedure AND d.version = c.definition_version
     WHERE c.id = ANY (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
