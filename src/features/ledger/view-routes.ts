import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { changeTarget } from './change-target.ts'
import * as contract from './contract.ts'
import { addActual, withdrawActual } from './target-actuals.ts'
import { readTarget } from './target-page.ts'
import { listTargets } from './targets.ts'

/** Targets, and the other ways to see the ledger and to carry it away. */
export function viewRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listTargets, (ctx, { query }) => listTargets(ctx, query)),
    serve(contract.readTarget, (ctx, { params }) => readTarget(ctx, params.targetId)),
    serve(contract.changeTarget, (ctx, { params, body }) => changeTarget(ctx, params.targetId, body)),
    serve(contract.addActual, (ctx, { params, body }) => addActual(ctx, params.targetId, body)),
    serve(contract.withdrawActual, (ctx, { params, body }) => withdrawActual(ctx, params, body)),
  ]
}
