import { answerPublic } from '#features/public-site'
import type { RegisteredRoute } from '#platform/http'
import { serve } from '../../serve-route.ts'
import * as contract from '../contract.ts'
import { sendPublicFile } from './downloads.ts'
import { readPublicRound } from './public-round.ts'
import { roundPage } from './round-page.ts'
import { roundsPage } from './rounds-page.ts'

/** 评价结果公开: without log-in and without script; nothing that is not published. */
export function publicEvaluationRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readPublicEvaluations, (ctx, input) =>
      answerPublic(
        ctx,
        input,
        { section: 'evaluations', language: input.query.language, footer: null },
        (tx) => roundsPage(tx, input.query),
      ),
    ),
    serve(contract.readPublicEvaluation, (ctx, input) =>
      answerPublic(
        ctx,
        input,
        { section: 'evaluations', language: input.query.language, footer: null },
        async (tx, open) => {
          const found = await readPublicRound(tx, open, input.params.roundId)
          return found === null ? null : roundPage(found, input.query.language)
        },
      ),
    ),
    serve(contract.downloadPublicEvaluation, (ctx, { params, reply }) => sendPublicFile(ctx, params, reply)),
  ]
}
