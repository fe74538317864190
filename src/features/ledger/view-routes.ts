import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { readBoardDuties } from './board.ts'
import { exportBodyDuties } from './body-duties.ts'
import { changeTarget } from './change-target.ts'
import * as contract from './contract.ts'
import { sendEvaluationPackage } from './evaluation-package.ts'
import { exportDuties } from './export-duties.ts'
import { readOverview } from './overview.ts'
import { publicRoutes } from './public-pages/routes.ts'
import { listViews, removeView, saveView } from './saved-views.ts'
import { followIndicator } from './follow-indicator.ts'
import { addActual, withdrawActual } from './target-actuals.ts'
import { readTarget } from './target-page.ts'
import { listTargets } from './targets.ts'
import { readTimeline } from './timeline.ts'

/** Targets, and the other ways to see the ledger and to carry it away. */
export function viewRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listTargets, (ctx, { query }) => listTargets(ctx, query)),
    serve(contract.readTarget, (ctx, { params }) => readTarget(ctx, params.targetId)),
    serve(contract.changeTarget, (ctx, { params, body }) => changeTarget(ctx, params.targetId, body)),
    serve(contract.addActual, (ctx, { params, body }) => addActual(ctx, params.targetId, body)),
    serve(contract.followIndicator, (ctx, { params, body }) => followIndicator(ctx, params.targetId, body)),
    serve(contract.withdrawActual, (ctx, { params, body }) => withdrawActual(ctx, params, body)),
    serve(contract.readTimeline, (ctx, { query }) => readTimeline(ctx, query)),
    serve(contract.readBoardDuties, (ctx, { query }) => readBoardDuties(ctx, query)),
    serve(contract.readOverview, (ctx, { query }) => readOverview(ctx, query)),
    serve(contract.listViews, (ctx) => listViews(ctx)),
    serve(contract.saveView, (ctx, { body }) => saveView(ctx, body)),
    serve(contract.removeView, (ctx, { params }) => removeView(ctx, params.viewId)),
    serve(contract.exportDuties, (ctx, { query, reply }) => exportDuties(ctx, query, reply)),
    serve(contract.exportBodyDuties, (ctx, { params, query, reply }) =>
      exportBodyDuties(ctx, params.organisationId, query, reply),
    ),
    serve(contract.readEvaluationPackage, (ctx, { query, reply }) =>
      sendEvaluationPackage(ctx, query, reply),
    ),
    ...publicRoutes(),
  ]
}
