import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { answerInvitation } from './answer-invitation.ts'
import { addApplicationFiles, downloadApplicationFile } from './application-files.ts'
import { applyForPolicy } from './apply.ts'
import * as applications from './contract-applications.ts'
import * as matching from './contract-matching.ts'
import { actOnDirectList, drawDirectList, listDirectLists, readDirectList } from './direct-lists.ts'
import { exportApplications, exportMatches } from './export-lists.ts'
import { listMatches, readMatchingSummary } from './list-matches.ts'
import { explainMatch, matchEnterprise } from './match-enterprise.ts'
import { decideFlag, recordPayment, reversePayment } from './payments.ts'
import { listApplications, readApplication } from './read-applications.ts'

export function matchingRoutes(): RegisteredRoute[] {
  return [
    serve(matching.matchEnterprise, (ctx, { params, query }) => matchEnterprise(ctx, params, query)),
    serve(matching.explainMatch, (ctx, { params, query }) => explainMatch(ctx, params, query)),
    serve(matching.listMatches, (ctx, { params, query }) => listMatches(ctx, params, query)),
    serve(matching.exportMatches, (ctx, { params, query, reply }) =>
      exportMatches(ctx, params, query, reply),
    ),
    serve(matching.readMatchingSummary, (ctx, { query }) => readMatchingSummary(ctx, query)),
    serve(applications.applyForPolicy, (ctx, { params, body }) => applyForPolicy(ctx, params, body)),
    serve(applications.listApplications, (ctx, { query }) => listApplications(ctx, query)),
    serve(applications.exportApplications, (ctx, { query, reply }) => exportApplications(ctx, query, reply)),
    serve(applications.readApplication, (ctx, { params }) => readApplication(ctx, params)),
    serve(applications.answerInvitation, (ctx, { params, body }) => answerInvitation(ctx, params, body)),
    serve(applications.addApplicationFiles, (ctx, { params, request }) =>
      addApplicationFiles(ctx, params.enterpriseId, request),
    ),
    serve(applications.downloadApplicationFile, (ctx, { params, reply }) =>
      downloadApplicationFile(ctx, params.fileId, reply),
    ),
    serve(applications.drawDirectList, (ctx, { params, body }) => drawDirectList(ctx, params, body)),
    serve(applications.listDirectLists, (ctx, { query }) => listDirectLists(ctx, query)),
    serve(applications.readDirectList, (ctx, { params, query }) => readDirectList(ctx, params, query)),
    serve(applications.actOnDirectList, (ctx, { params, body }) => actOnDirectList(ctx, params, body)),
    serve(applications.recordPayment, (ctx, { params, body }) => recordPayment(ctx, params, body)),
    serve(applications.reversePayment, (ctx, { params, body }) => reversePayment(ctx, params, body)),
    serve(applications.decideFlag, (ctx, { params, body }) => decideFlag(ctx, params, body)),
  ]
}
