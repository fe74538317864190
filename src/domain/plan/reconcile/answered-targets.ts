import type { Figure, Finding } from '../types.ts'
import { answers, isSameIndicator, isYearsAddition, plainQuantity } from './indicators.ts'
import { factorOf, readRatio } from './ratios.ts'
import { itemIn, yearOf } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'
import { isSameArea, zoneRelation } from './same-zone.ts'

interface Evidence {
  readonly document: ReconciledDocument
  /** The measured figure, or the one that was worked out. */
  readonly figure: Figure
  /** The figures that it was worked out from: the later value and its ratio to the earlier year. */
  readonly derivedFrom: readonly [Figure, Figure] | null
}

/**
 * Targets that a later document answers: the same indicator, area, unit and year. A value of the target's year can also be
 * worked out from a later value and its ratio to that year (7.2 = 1.8 times the value of 2015), and is marked as derived.
 */
export function findAnsweredTargets(documents: readonly ReconciledDocument[]): Finding[] {
  const findings: Finding[] = []
  for (const document of documents) {
    for (const target of document.extraction.targets) {
      if (target.year === null) continue
      for (const other of documents) {
        if (other === document || isEarlier(other, document)) continue
        const evidence = measured(other, document, target) ?? derived(other, document, target)
        if (evidence !== null) findings.push(finding(document, target, evidence))
      }
    }
  }
  return findings
}

/** A figure of the target's year can only be an answer if it was written after the target was set. */
function isEarlier(other: ReconciledDocument, document: ReconciledDocument): boolean {
  const [then, now] = [yearOf(document), yearOf(other)]
  return then !== null && now !== null && now < then
}

function measured(
  document: ReconciledDocument,
  setting: ReconciledDocument,
  target: Figure,
): Evidence | null {
  const figure = document.extraction.baselines.find(
    (baseline) => baseline.year === target.year && isComparable(document, baseline, setting, target),
  )
  return figure === undefined ? null : { document, figure, derivedFrom: null }
}

function isComparable(
  document: ReconciledDocument,
  baseline: Figure,
  setting: ReconciledDocument,
  target: Figure,
): boolean {
  return (
    isSameIndicator(baseline, target) &&
    plainQuantity(baseline).unit === plainQuantity(target).unit &&
    isAdded(document, baseline) === isAdded(setting, target) &&
    isSameArea({ document, figure: baseline }, { document: setting, figure: target })
  )
}

function isAdded(document: ReconciledDocument, figure: Figure): boolean {
  return isYearsAddition(document.text.slice(figure.start, figure.end))
}

/** The value of the target's year from a later value and 是“十二五”末的1.8倍, or 较2015年增长80%. */
function derived(document: ReconciledDocument, setting: ReconciledDocument, target: Figure): Evidence | null {
  const { baselines } = document.extraction
  for (const ratio of baselines) {
    const compared = readRatio(ratio)
    const factor = compared === null ? null : factorOf(compared, ratio.value)
    if (compared === null || factor === null || compared.baseYear !== target.year) continue
    if (!isSameIndicator({ indicator: compared.of, scope: ratio.scope }, target)) continue
    const later = baselines.find(
      (baseline) =>
        baseline !== ratio &&
        baseline.year === ratio.year &&
        baseline.unit !== '倍' &&
        isComparable(document, baseline, setting, target),
    )
    if (later === undefined) continue
    const value = Number((later.value / factor).toPrecision(3))
    const comparator = ratio.comparator === 'eq' && later.comparator === 'eq' ? 'eq' : 'approx'
    return {
      document,
      figure: { ...later, value, value2: null, year: target.year, comparator },
      derivedFrom: [later, ratio],
    }
  }
  return null
}

function finding(document: ReconciledDocument, target: Figure, evidence: Evidence): Finding {
  const outcome = answers(target, evidence.figure)
  const derivation = evidence.derivedFrom
  // Without an area, and of documents that name neither zone nor issuer, it is a hint to compare them.
  const isCertain =
    (target.scope !== null && evidence.figure.scope !== null) ||
    zoneRelation(document, evidence.document) === 'same'
  return {
    kind: 'target-answered',
    severity: outcome === 'not-reached' && isCertain ? 'warning' : 'info',
    values: {
      indicator: target.indicator,
      scope: target.scope,
      year: target.year,
      outcome,
      comparator: target.comparator,
      target: target.value,
      target2: target.value2,
      targetUnit: target.unit,
      found: evidence.figure.value,
      foundComparator: evidence.figure.comparator,
      foundUnit: evidence.figure.unit,
      targetDocument: document.key,
      foundDocument: evidence.document.key,
      isDerived: derivation !== null,
      derivation:
        derivation === null
          ? null
          : [
              derivation[0].value,
              derivation[0].unit,
              derivation[0].year ?? 0,
              derivation[1].value,
              derivation[1].unit,
            ],
    },
    items: [
      itemIn(document, target),
      ...(derivation ?? [evidence.figure]).map((figure) => itemIn(evidence.document, figure)),
    ],
  }
}
