import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { cancelJob, listJobs, readJob } from './jobs.ts'
import { readHome } from './read-home.ts'
import { search } from './search.ts'

export function workRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readHome, (ctx) => readHome(ctx)),
    serve(contract.listJobs, async (ctx) => ({ jobs: await listJobs(ctx) })),
    serve(contract.readJob, (ctx, { params }) => readJob(ctx, params.jobId)),
    serve(contract.cancelJob, (ctx, { params }) => cancelJob(ctx, params.jobId)),
    serve(contract.search, (ctx, { query }) => search(ctx, query.q)),
  ]
}
