import { migrateCase as decideToMigrate, planMigration } from '#domain/cases'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { migrateCase as migrateRoute } from './contract.ts'
import { orRefuse } from './commands.ts'
import { definitionOf } from './definitions.ts'
import { carryOut } from './effects.ts'
import { actorOf, environmentFor } from './environment.ts'
import { loadCase, saveChanges } from './store.ts'
import { refuse } from '#domain/kernel'

/** 版本迁移: shows what would change for this running case; only a second request with `confirm` does it. */
export function migrateCase(
  ctx: Context,
  caseId: string,
  { version, toVersion, confirm, nodes }: BodyOf<typeof migrateRoute>,
): Promise<ResponseOf<typeof migrateRoute>> {
  return ctx.inTransaction(async (tx) => {
    const head = await loadCase(tx, caseId, true)
    if (head.state.sequence !== version) refuse('cases.stale_version')
    const from = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
    const to = await definitionOf(tx, ctx.place, head.procedure, toVersion)
    const plan = planMigration(from, to, head.state, nodes)
    const answer = {
      changes: plan.changes.map((change) => ({ ...change })),
      moves: Object.entries(plan.moves).map(([before, after]) => ({ from: before, to: after })),
      issues: plan.issues.map(({ code, params = {} }) => ({
        code,
        params: JSON.parse(JSON.stringify(params)) as ResponseOf<
          typeof migrateRoute
        >['issues'][number]['params'],
      })),
    }
    if (!confirm) return { done: false, ...answer }
    const environment = await environmentFor(tx, ctx, to, head.subject, caseId)
    const decision = orRefuse(
      decideToMigrate(from, to, head.state, plan.moves, await actorOf(tx, ctx), environment),
    )
    await saveChanges(tx, [
      { definition: to, before: head.state, after: decision.state, events: decision.events, environment },
    ])
    await carryOut(tx, ctx, to, decision)
    await ctx.audit(tx, {
      action: 'case.migrate',
      subjectKind: 'case',
      subjectId: caseId,
      detail: { from: head.definitionVersion, to: toVersion },
    })
    return { done: true, ...answer }
  })
}
