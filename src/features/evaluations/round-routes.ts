import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnRound } from './act-on-round.ts'
import * as contract from './contract.ts'
import { decide } from './decide.ts'
import { listDecisions } from './decisions.ts'
import { addObjectionFiles, deleteObjectionFile, sendObjectionFile } from './objection-files.ts'
import { answerObjection, listObjections, object } from './objections.ts'
import { readOwnResult } from './own-result.ts'
import { changeRound, planRound } from './plan-round.ts'
import { proposeDecisions } from './propose-decisions.ts'
import { readRound } from './read-round.ts'
import { listRounds } from './round-rows.ts'
import { simulateSupport } from './simulate-support.ts'

/** Rounds: their steps, doubts about figures, and what follows from the grades. */
export function roundRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listRounds, (ctx) => listRounds(ctx)),
    serve(contract.planRound, (ctx, { body }) => planRound(ctx, body)),
    serve(contract.readRound, (ctx, { params }) => readRound(ctx, params.roundId)),
    serve(contract.changeRound, (ctx, { params, body }) => changeRound(ctx, params.roundId, body)),
    serve(contract.actOnRound, (ctx, { params, body }) => actOnRound(ctx, params.roundId, body)),
    serve(contract.readOwnResult, (ctx, { params, query }) => readOwnResult(ctx, params.roundId, query.unit)),
    serve(contract.listObjections, (ctx, { params }) => listObjections(ctx, params.roundId)),
    serve(contract.object, (ctx, { params, body }) => object(ctx, params.roundId, body)),
    serve(contract.answerObjection, (ctx, { params, body }) =>
      answerObjection(ctx, params.objectionId, body),
    ),
    serve(contract.addObjectionFiles, (ctx, { params, request }) =>
      addObjectionFiles(ctx, params.roundId, request),
    ),
    serve(contract.readObjectionFile, (ctx, { params, reply }) =>
      sendObjectionFile(ctx, params.fileId, reply),
    ),
    serve(contract.deleteObjectionFile, (ctx, { params }) => deleteObjectionFile(ctx, params.fileId)),
    serve(contract.simulateSupport, (ctx, { params, body }) => simulateSupport(ctx, params.roundId, body)),
    serve(contract.listDecisions, (ctx, { params }) => listDecisions(ctx, params.roundId)),
    serve(contract.proposeDecisions, (ctx, { params, body }) =>
      proposeDecisions(ctx, params.roundId, body.version),
    ),
    serve(contract.decide, (ctx, { params, body }) => decide(ctx, params.roundId, body)),
  ]
}
