import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { drill, explore, exportExploration, listPublishedSeries, readUnitSeries } from './explore.ts'
import { checkIndicator, listIndicators, saveIndicator } from './indicators.ts'
import { readStore } from './read-store.ts'

export function exploreRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listIndicators, (ctx) => listIndicators(ctx)),
    serve(contract.checkIndicator, (ctx, { body }) => checkIndicator(ctx, body)),
    serve(contract.saveIndicator, (ctx, { params, body }) => saveIndicator(ctx, params, body)),
    serve(contract.explore, (ctx, { query }) => explore(ctx, query)),
    serve(contract.exportExploration, (ctx, { query, reply }) => exportExploration(ctx, query, reply)),
    serve(contract.drill, (ctx, { query }) => drill(ctx, query)),
    serve(contract.readUnitSeries, (ctx, { params, query }) => readUnitSeries(ctx, params.unitId, query)),
    serve(contract.readStore, (ctx) => readStore(ctx)),
    serve(contract.listPublishedSeries, (ctx, { query }) => listPublishedSeries(ctx, query)),
  ]
}
