import { CoverageState, PolicyLevel, type readCoverage } from '#contract/policies'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export type CoverageAddressName = 'on' | 'level' | 'theme' | 'state' | 'q' | 'policy' | 'park'
export const COVERAGE_FILTERS = ['level', 'theme', 'state', 'q'] as const
type Answer = ResponseOf<typeof readCoverage>
export type CoveragePolicy = Answer['policies'][number]
export type CoverageCellView = Answer['cells'][number]

/** What is asked of the server; the rest is filtered here, as the whole matrix is at hand. */
export function coverageFilterOf(
  address: Address<CoverageAddressName>,
): Omit<QueryInputOf<typeof readCoverage>, 'offset' | 'limit'> {
  const { on, theme } = address
  const level = PolicyLevel.options.find((each) => each === address.level)
  return {
    ...(on && /^\d{4}-\d{2}-\d{2}$/u.test(on) ? { on } : {}),
    ...(level ? { level } : {}),
    ...(theme ? { theme } : {}),
  }
}

/** Policies with a cell in the wanted state (`none`: a park of their scope of which nothing was recorded) and all of the words in title or code. */
export function shownPolicies(
  { policies, parks, cells }: Pick<Answer, 'policies' | 'parks' | 'cells'>,
  { state, q }: Pick<Address<CoverageAddressName>, 'state' | 'q'>,
): readonly CoveragePolicy[] {
  const words = (q ?? '').toLowerCase().split(/\s+/u).filter(Boolean)
  const wanted = CoverageState.options.find((each) => each === state)
  const said = new Map<string, Set<string>>()
  const inState = new Set<string>()
  for (const cell of cells) {
    const of = said.get(cell.policyId) ?? new Set()
    said.set(cell.policyId, of.add(cell.parkId))
    if (cell.state === wanted) inState.add(cell.policyId)
  }
  return policies.filter(({ id, code, title, parks: named }) => {
    const text = `${code} ${title.zh} ${title.en}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) return false
    if (wanted !== undefined) return inState.has(id)
    if (state === 'none')
      return parks.some(
        (park) => (named === null || named.includes(park.code)) && said.get(id)?.has(park.id) !== true,
      )
    return true
  })
}

/** How many of the policies shown cover each park. */
export function coveredByPark(
  cells: readonly CoverageCellView[],
  shown: readonly CoveragePolicy[],
): ReadonlyMap<string, number> {
  const ids = new Set(shown.map(({ id }) => id))
  const counts = new Map<string, number>()
  for (const { policyId, parkId, state } of cells)
    if (state === 'covered' && ids.has(policyId)) counts.set(parkId, (counts.get(parkId) ?? 0) + 1)
  return counts
}
