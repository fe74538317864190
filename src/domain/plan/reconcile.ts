import { normalise } from './normalise.ts'
import { findAnsweredTargets } from './reconcile/answered-targets.ts'
import { findDutyGaps } from './reconcile/duties.ts'
import { findEnumerationMismatches } from './reconcile/enumerations.ts'
import { findHeadingCountMismatches } from './reconcile/heading-counts.ts'
import { findLimitConflicts } from './reconcile/limits.ts'
import { findMissingAnnexes, findMissingDocuments } from './reconcile/missing-documents.ts'
import type { ReconciledDocument } from './reconcile/reconciled-document.ts'
import { findTableCountMismatches } from './reconcile/table-counts.ts'
import { findTotalMismatches } from './reconcile/totals.ts'
import { findUndatedTargets } from './reconcile/undated-targets.ts'
import type { Finding } from './types.ts'

export type { ReconciledDocument } from './reconcile/reconciled-document.ts'
export { resolveCitations } from './reconcile/resolve-citations.ts'
export type { ResolvedCitation } from './reconcile/resolve-citations.ts'

const SEVERITIES = ['error', 'warning', 'info'] as const

/**
 * Holds documents against themselves and each other: declared against found counts, limits that differ, targets that a
 * later figure answers, and what is missing (a year, a body, a date, an annex, a cited document). Every finding carries
 * the figures for a message and the places in the originals. What may be consistent is not reported: open lists (等),
 * targets said twice, figures whose indicator, area, unit or year differ.
 */
export function reconcile(documents: readonly ReconciledDocument[]): Finding[] {
  const findings = [
    ...documents.flatMap((document) => {
      const reading = normalise(document.text)
      return [
        ...findTotalMismatches(document, reading),
        ...findEnumerationMismatches(document, reading),
        ...findHeadingCountMismatches(document),
        ...findTableCountMismatches(document, reading),
      ]
    }),
    ...findLimitConflicts(documents),
    ...findAnsweredTargets(documents),
    ...findUndatedTargets(documents),
    ...findMissingAnnexes(documents),
    ...findDutyGaps(documents),
    ...findMissingDocuments(documents),
  ]
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
