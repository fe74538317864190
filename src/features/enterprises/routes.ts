import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { addEnterprise, changeEnterprise } from './change-enterprise.ts'
import * as contract from './contract.ts'
import { exportEnterprises, listClassifications, listEnterprises } from './list-enterprises.ts'
import { readEnterprise } from './read-enterprise.ts'

export function enterpriseRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listEnterprises, (ctx, { query }) => listEnterprises(ctx, query)),
    serve(contract.exportEnterprises, (ctx, { query, reply }) => exportEnterprises(ctx, query, reply)),
    serve(contract.readEnterprise, (ctx, { params, query }) =>
      readEnterprise(ctx, params.enterpriseId, query),
    ),
    serve(contract.changeEnterprise, (ctx, { params, body }) =>
      changeEnterprise(ctx, params.enterpriseId, body),
    ),
    serve(contract.addEnterprise, (ctx, { body }) => addEnterprise(ctx, body)),
    serve(contract.listClassifications, (ctx) => listClassifications(ctx)),
  ]
}
