import type { RegisteredRoute } from '#platform/http'
import { serve } from '../../serve-route.ts'
import * as contract from '../contract.ts'
import { answerProgress } from './answer.ts'
import { readDutyPage } from './duty.ts'
import { readHome } from './home.ts'
import { readPlanPage } from './plan.ts'
import { readTargetPage } from './target.ts'

/** 公开进展: pages without log-in and without script. */
export function publicRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readPublicHome, (ctx, input) =>
      answerProgress(ctx, input, input.query, (tx, open) => readHome(tx, open, input.query)),
    ),
    serve(contract.readPublicPlan, (ctx, input) =>
      answerProgress(ctx, input, input.query, (tx, open) =>
        readPlanPage(tx, open, input.params.documentId, input.query),
      ),
    ),
    serve(contract.readPublicDuty, (ctx, input) =>
      answerProgress(ctx, input, input.query, (tx, open) =>
        readDutyPage(tx, open, input.params.dutyId, input.query),
      ),
    ),
    serve(contract.readPublicTarget, (ctx, input) =>
      answerProgress(ctx, input, input.query, (tx, open) =>
        readTargetPage(tx, open, input.params.targetId, input.query),
      ),
    ),
  ]
}
