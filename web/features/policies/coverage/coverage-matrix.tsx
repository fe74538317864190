import { useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { PilotView, readCoverage } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { coveredByPark } from './coverage-address.ts'
import type { CoveragePolicy } from './coverage-address.ts'
import { CoverageMark } from './coverage-marks.tsx'

type Coverage = ResponseOf<typeof readCoverage>
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
const UNDER_WAY: readonly PilotView['state'][] = ['proposed', 'running', 'evaluated']

/** Policies down, parks across; head, names and totals stay in sight. One cell takes the focus, the arrow keys move it. */
export function CoverageMatrix({
  coverage: { parks, cells },
  shown,
  pilots,
  stale,
  open,
  onOpen,
}: {
  readonly coverage: Coverage
  readonly shown: readonly CoveragePolicy[]
  readonly pilots: readonly PilotView[]
  readonly stale: boolean
  readonly open: { readonly policy: string; readonly park: string } | null
  readonly onOpen: (policyId: string, parkId: string) => void
}) {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  const [[row, column], setPlace] = useState<readonly [number, number]>([0, 0])
  const byPlace = useMemo(
    () => new Map(cells.map((cell) => [`${cell.policyId} ${cell.parkId}`, cell])),
    [cells],
  )
  const covered = useMemo(() => coveredByPark(cells, shown), [cells, shown])
  function move(event: KeyboardEvent<HTMLTableElement>) {
    const step = MOVES[event.key]
    if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
    event.preventDefault()
    const next = [
      Math.min(shown.length - 1, Math.max(0, row + step[0])),
      Math.min(parks.length - 1, Math.max(0, column + step[1])),
    ] as const
    setPlace(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${next.join(' ')}"]`)?.focus()
  }
  const shortName = (name: { readonly zh: string; readonly en: string }) => say(name).replace(/ Park$/u, '')
  return (
    <div className="coverage-scroll" aria-busy={stale} role="region" aria-label={t('title')}>
      <table className="coverage-table" onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col">{t('policy')}</th>
            <th scope="col" title={t('reachedWhy')}>
              {t('reached')}
            </th>
            {parks.map((park) => (
              <th key={park.id} scope="col" title={say(park.name)}>
                {shortName(park.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((policy, at) => {
            const pilot = pilots.find(
              (each) => each.policy.id === policy.id && UNDER_WAY.includes(each.state),
            )
            return (
              <tr key={policy.id}>
                <th scope="row">
                  <span className="coverage-name">
                    <AddressLink href={`/policies/${policy.id}`} title={say(policy.title)}>
                      {say(policy.title)}
                    </AddressLink>
                    {pilot ? (
                      <AddressLink
                        className="coverage-pilot"
                        href={`/policies/pilots/${pilot.id}`}
                        title={t('inPilot', { title: pilot.title })}
                      >
                        <span aria-hidden="true">▲</span> {t('pilotMark')}
                      </AddressLink>
                    ) : null}
                  </span>
                </th>
                <td className="coverage-sum" title={t('reachedWhy')}>
                  {policy.covered}
                  <span className="faint">/{policy.applicable}</span>
                </td>
                {parks.map((park, across) => {
                  const cell = byPlace.get(`${policy.id} ${park.id}`)
                  const outside = policy.parks !== null && !policy.parks.includes(park.code)
                  const words = cell ? t(`state.${cell.state}`) : t(outside ? 'outside' : 'stateNone')
                  return (
                    <td key={park.id}>
                      <button
                        type="button"
                        className="coverage-cell"
                        data-place={`${at} ${across}`}
                        tabIndex={at === row && across === column ? 0 : -1}
                        aria-label={t('cellLabel', {
                          policy: say(policy.title),
                          park: say(park.name),
                          state: words,
                        })}
                        aria-expanded={open?.policy === policy.id && open.park === park.id}
                        onFocus={() => setPlace([at, across])}
                        onClick={() => onOpen(policy.id, park.id)}
                      >
                        {cell ? (
                          <CoverageMark state={cell.state} />
                        ) : outside ? (
                          <span className="coverage-outside">·</span>
                        ) : null}
                      </button>
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" title={t('byParkWhy')}>
              {t('byPark')}
            </th>
            <td className="coverage-sum">
              {shown.reduce((sum, each) => sum + each.covered, 0)}
              <span className="faint">/{shown.reduce((sum, each) => sum + each.applicable, 0)}</span>
            </td>
            {parks.map((park) => (
              <td key={park.id}>{covered.get(park.id) ?? 0}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
