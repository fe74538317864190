import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { listOrganisations, readOrganisation } from './organisations.ts'
import { readMap } from './read-map.ts'

export function registryRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listOrganisations, (ctx, { query }) => listOrganisations(ctx, query.asOf)),
    serve(contract.readOrganisation, (ctx, { params }) => readOrganisation(ctx, params.organisationId)),
    serve(contract.readMap, (ctx) => readMap(ctx)),
  ]
}
