import { PUBLIC, type RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { sendCatalogue } from './open-data/catalogue.ts'
import { answerRelease, answerReleases } from './open-data/public-pages.ts'
import { readPublishedFigures } from './published-figures.ts'
import { sendReleaseFile } from './release-file.ts'
import {
  changeRelease,
  draftRelease,
  listReleases,
  publishRelease,
  readRelease,
  readReleaseChoices,
} from './releases.ts'
import { sdmxRoutes } from './sdmx/sdmx-routes.ts'

export function publicationRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listReleases, (ctx) => listReleases(ctx)),
    serve(contract.readReleaseChoices, (ctx) => readReleaseChoices(ctx)),
    serve(contract.draftRelease, (ctx, { body }) => draftRelease(ctx, body)),
    serve(contract.changeRelease, (ctx, { params, body }) => changeRelease(ctx, params, body)),
    serve(contract.readRelease, (ctx, { params }) => readRelease(ctx, params)),
    serve(contract.publishRelease, (ctx, { params, body }) => publishRelease(ctx, params, body)),
    serve(contract.downloadRelease, (ctx, { params, query, reply }) =>
      sendReleaseFile(ctx, reply, params.releaseId, query),
    ),
    serve(contract.readPublishedFigures, (ctx) => readPublishedFigures(ctx)),
    serve(contract.downloadPublicRelease, (ctx, { params, query, reply }) =>
      sendReleaseFile(ctx.actingAs(PUBLIC), reply, params.releaseId, query),
    ),
    serve(contract.readPublicStatistics, (ctx, input) => answerReleases(ctx, input, input.query)),
    serve(contract.readPublicRelease, (ctx, input) =>
      answerRelease(ctx, input, input.query, input.params.releaseId),
    ),
    serve(contract.readOpenCatalogue, (ctx, input) => sendCatalogue(ctx, input)),
    ...sdmxRoutes(),
  ]
}
