import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import {
  changeRelease,
  draftRelease,
  listReleases,
  publishRelease,
  readRelease,
  readReleaseChoices,
} from './releases.ts'

export function publicationRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listReleases, (ctx) => listReleases(ctx)),
    serve(contract.readReleaseChoices, (ctx) => readReleaseChoices(ctx)),
    serve(contract.draftRelease, (ctx, { body }) => draftRelease(ctx, body)),
    serve(contract.changeRelease, (ctx, { params, body }) => changeRelease(ctx, params, body)),
    serve(contract.readRelease, (ctx, { params }) => readRelease(ctx, params)),
    serve(contract.publishRelease, (ctx, { params, body }) => publishRelease(ctx, params, body)),
  ]
}
