import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { countApplications, loadApplication, loadApplications } from './application-rows.ts'
import type * as contract from './contract-applications.ts'

export function listApplications(
  ctx: Context,
  { sort, offset, limit, ...filter }: QueryOf<typeof contract.listApplications>,
): Promise<ResponseOf<typeof contract.listApplications>> {
  return ctx.read(async (tx) => {
    const { total, approved, paid } = await countApplications(tx, filter)
    return {
      total,
      sums: { approved, paid },
      applications: await loadApplications(tx, filter, { sort, offset, limit }),
    }
  })
}

export function readApplication(
  ctx: Context,
  { applicationId }: ParamsOf<typeof contract.readApplication>,
): Promise<ResponseOf<typeof contract.readApplication>> {
  return ctx.read((tx) => loadApplication(tx, ctx, applicationId))
}
