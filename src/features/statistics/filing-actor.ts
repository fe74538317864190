import type { FilingActor } from '#domain/indicators'
import type { Caller } from '#platform/http'

/** The enterprise that the caller's body is, asked once for a use case; null for every other body. */
export interface FilingCaller {
  readonly caller: Caller
  readonly enterpriseId: string | null
}

/** In which parts the caller stands to a filing. */
export function filingActor(
  { caller, enterpriseId }: FilingCaller,
  filing: { readonly unitId: string; readonly parkId: string | null },
): FilingActor {
  const ofPark = caller.roles.includes('park_committee')
  return {
    filer:
      (enterpriseId !== null && enterpriseId === filing.unitId && caller.roles.includes('enterprise')) ||
      (ofPark && caller.organisationId === filing.unitId),
    park: ofPark && filing.parkId !== null && caller.organisationId === filing.parkId,
    office: caller.roles.includes('zone_office'),
  }
}
