import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnAlert } from './act-on-alert.ts'
import { listAlerts, readAlert } from './alerts-read.ts'
import * as contract from './contract.ts'
import { checkWatch, listWatches, readWatch, saveWatch, switchWatch, testWatch } from './watches.ts'

export function watchRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listWatches, (ctx) => listWatches(ctx)),
    serve(contract.checkWatch, (ctx, { body }) => checkWatch(ctx, body)),
    serve(contract.readWatch, (ctx, { params }) => readWatch(ctx, params)),
    serve(contract.saveWatch, (ctx, { params, body }) => saveWatch(ctx, params, body)),
    serve(contract.testWatch, (ctx, { params, body }) => testWatch(ctx, params, body)),
    serve(contract.switchWatch, (ctx, { params, body }) => switchWatch(ctx, params, body)),
    serve(contract.listAlerts, (ctx, { query }) => listAlerts(ctx, query)),
    serve(contract.readAlert, (ctx, { params }) => readAlert(ctx, params)),
    serve(contract.actOnAlert, (ctx, { params, body }) => actOnAlert(ctx, params, body)),
  ]
}
