import { refuse } from '#domain/kernel'
import type { Caller } from '#platform/http'
import type { DocumentSummary } from './contract.ts'
import { loadVersion, type Tx, type VersionHead } from './store.ts'

const REVIEWER_ROLES = ['zone_office', 'park_committee', 'department', 'district'] as const

export function mayImport(caller: Caller): boolean {
  return caller.organisationId !== null && REVIEWER_ROLES.some((role) => caller.roles.includes(role))
}

/** Reviewing, publishing and correcting belong to the organisation whose document it is. */
export function mayReview(caller: Caller, ownerId: string): boolean {
  return mayImport(caller) && caller.organisationId === ownerId
}

export function abilitiesOn(caller: Caller, document: Pick<DocumentSummary, 'owner'>) {
  return mayReview(caller, document.owner.id)
    ? (['review', 'publish', 'change', 'download'] as const).slice()
    : (['download'] as const).slice()
}

/** The version, if it is the caller's to review; a version that is not even visible is not found. */
export async function versionToReview(tx: Tx, caller: Caller, versionId: string): Promise<VersionHead> {
  const version = await loadVersion(tx, versionId)
  if (!mayReview(caller, version.ownerId)) refuse('plans.forbidden')
  return version
}
