import type { Figure, Finding } from '../types.ts'
import { indicatorKey, plainQuantity } from './indicators.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

/** Targets for which the text gives no year; one that restates a dated target of the same document says which. */
export function findUndatedTargets(documents: readonly ReconciledDocument[]): Finding[] {
  return documents.flatMap((document) =>
    document.extraction.targets
      .filter((target) => target.year === null)
      .map((target) => {
        const dated = document.extraction.targets.find(
          (other) => other.year !== null && restates(target, other),
        )
        return {
          kind: 'target-undated' as const,
          // The plan's own end may stand in for the year; without one nobody can say when the target is due.
          severity:
            dated === undefined && (document.extraction.horizon?.to ?? null) === null
              ? ('warning' as const)
              : ('info' as const),
          values: {
            indicator: target.indicator,
            comparator: target.comparator,
            value: target.value,
            value2: target.value2,
            unit: target.unit,
            planEnd: document.extraction.horizon?.to ?? null,
            restatedYear: dated?.year ?? null,
          },
          items: [itemIn(document, target), ...(dated === undefined ? [] : [itemIn(document, dated)])],
        }
      }),
  )
}

/** The same quantity of what is worded alike: 2至3个具有技术主导权的(战略性新兴)产业集群. */
function restates(a: Figure, b: Figure): boolean {
  const [x, y] = [plainQuantity(a), plainQuantity(b)]
  if (x.value !== y.value || x.value2 !== y.value2 || x.unit !== y.unit) return false
  const [long, short] = [indicatorKey(a.indicator), indicatorKey(b.indicator)].toSorted(
    (p, q) => q.length - p.length,
  )
  return isWithin(short ?? '', long ?? '') || commonStart(short ?? '', long ?? '') >= 6
}

/** Every character of the shorter wording stands in the longer one, in order: words were only left out. */
function isWithin(short: string, long: string): boolean {
  if (short.length < 4) return false
  let at = 0
  for (const c of short) {
    at = long.indexOf(c, at) + 1
    if (at === 0) return false
  }
  return true
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
