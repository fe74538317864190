import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnFiling, saveFiling } from './act-on-filing.ts'
import { actOnFilings } from './act-on-filings.ts'
import { listCollections, readCollection } from './collections.ts'
import * as contract from './contract.ts'
import { exploreRoutes } from './explore-routes.ts'
import { changeDue, chaseFilings, endReopening, lockPeriod, reopenPeriod } from './keep-periods.ts'
import { listFilings, listMyFilings } from './list-filings.ts'
import { publicationRoutes } from './publication-routes.ts'
import { openQuery, sayInQuery } from './ask-queries.ts'
import { listQueries } from './queries.ts'
import { listForms, readDueDay, readForm } from './read-forms.ts'
import { readFilingHistory, readSheet } from './sheet.ts'
import { watchRoutes } from './watch-routes.ts'
import { transferRoutes } from './transfer-routes.ts'

export function statisticsRoutes(): RegisteredRoute[] {
  return [
    ...collectionRoutes(),
    ...filingRoutes(),
    ...transferRoutes(),
    ...exploreRoutes(),
    ...publicationRoutes(),
    ...watchRoutes(),
  ]
}

function collectionRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listForms, (ctx) => listForms(ctx)),
    serve(contract.readForm, (ctx, { params, query }) => readForm(ctx, params, query)),
    serve(contract.dueDay, (ctx, { query }) => readDueDay(ctx, query)),
    serve(contract.listCollections, (ctx, { query }) => listCollections(ctx, query)),
    serve(contract.readCollection, (ctx, { params }) => readCollection(ctx, params)),
    serve(contract.listFilings, (ctx, { params, query }) => listFilings(ctx, params, query)),
    serve(contract.actOnFilings, (ctx, { params, body }) => actOnFilings(ctx, params, body)),
    serve(contract.lockPeriod, (ctx, { params, body }) => lockPeriod(ctx, params, body)),
    serve(contract.reopenPeriod, (ctx, { params, body }) => reopenPeriod(ctx, params, body)),
    serve(contract.endReopening, (ctx, { params, body }) => endReopening(ctx, params, body)),
    serve(contract.changeDue, (ctx, { params, body }) => changeDue(ctx, params, body)),
    serve(contract.chaseFilings, (ctx, { params, body }) => chaseFilings(ctx, params, body)),
  ]
}

function filingRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listMyFilings, (ctx) => listMyFilings(ctx)),
    serve(contract.readSheet, (ctx, { params, query }) => readSheet(ctx, params, query)),
    serve(contract.saveFiling, (ctx, { params, body }) => saveFiling(ctx, params, body)),
    serve(contract.actOnFiling, (ctx, { params, body }) => actOnFiling(ctx, params, body)),
    serve(contract.readFilingHistory, (ctx, { params }) => readFilingHistory(ctx, params)),
    serve(contract.openQuery, (ctx, { params, body }) => openQuery(ctx, params, body)),
    serve(contract.sayInQuery, (ctx, { params, body }) => sayInQuery(ctx, params, body)),
    serve(contract.listQueries, (ctx, { query }) => listQueries(ctx, query)),
  ]
}
