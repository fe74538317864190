import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { readContributions } from './contributions.ts'
import { exportRun } from './export-run.ts'
import { readFacts, saveFacts } from './facts.ts'
import { publicEvaluationRoutes } from './public-pages/routes.ts'
import { roundRoutes } from './round-routes.ts'
import { replayRun } from './replay-run.ts'
import { downloadPackage } from './run-package.ts'
import { cancelRun, listRuns, readRun, startRun } from './runs.ts'
import { readSchemeChoices } from './scheme-choices.ts'
import { deleteScheme, draftScheme, listSchemes, publishScheme, readScheme, saveScheme } from './schemes.ts'
import { downloadUnitReport } from './unit-report.ts'

export function evaluationRoutes(): RegisteredRoute[] {
  return [...schemeRoutes(), ...runRoutes(), ...roundRoutes(), ...publicEvaluationRoutes()]
}

function schemeRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listSchemes, (ctx) => listSchemes(ctx)),
    serve(contract.readSchemeChoices, (ctx) => readSchemeChoices(ctx)),
    serve(contract.readScheme, (ctx, { params }) => readScheme(ctx, params)),
    serve(contract.draftScheme, (ctx, { body }) => draftScheme(ctx, body)),
    serve(contract.saveScheme, (ctx, { params, body }) => saveScheme(ctx, params, body)),
    serve(contract.publishScheme, (ctx, { params, body }) => publishScheme(ctx, params, body)),
    serve(contract.deleteScheme, (ctx, { params }) => deleteScheme(ctx, params)),
    serve(contract.readFacts, (ctx, { query }) => readFacts(ctx, query)),
    serve(contract.saveFacts, (ctx, { body }) => saveFacts(ctx, body)),
  ]
}

function runRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listRuns, (ctx, { query }) => listRuns(ctx, query)),
    serve(contract.startRun, (ctx, { body }) => startRun(ctx, body)),
    serve(contract.readRun, (ctx, { params }) => readRun(ctx, params)),
    serve(contract.cancelRun, (ctx, { params }) => cancelRun(ctx, params)),
    serve(contract.replayRun, (ctx, { params }) => replayRun(ctx, params)),
    serve(contract.exportRun, (ctx, { params, query, reply }) => exportRun(ctx, params, query, reply)),
    serve(contract.downloadPackage, (ctx, { params, reply }) => downloadPackage(ctx, params, reply)),
    serve(contract.readContributions, (ctx, { params, query }) => readContributions(ctx, params, query)),
    serve(contract.downloadUnitReport, (ctx, { params, reply }) => downloadUnitReport(ctx, params, reply)),
  ]
}
