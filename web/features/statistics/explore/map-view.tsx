import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useCallback, useMemo } from 'react'
import type { Exploration } from '#contract/statistics'
import type { ChangeAddress } from '../../../app/address.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import type { ParkMap as ParkMapData } from '../../../ui/park-map/draw-map.ts'
import { mapQuery } from '../../../ui/park-map/map-query.ts'
import { ParkMap } from '../../../ui/park-map/park-map.tsx'
import { PeriodShown, periodShown } from './chart-view.tsx'
import { cellNumber, classBounds, classOf } from './cell-words.ts'
import type { NumberStyle } from './cell-words.ts'
import { behindWords, groupParam } from './explore-address.ts'
import type { ExploreAddress, ExploreAddressName } from './explore-address.ts'

const CLASSES = 5
/** Counts that the map's marks grow with; colour and size say the same, so that neither stands alone. */
const SIZES = [1.5, 3, 5, 7.5, 10] as const

/** Parks by the number of one period in classes of nearly equal size. */
export function MapView({
  exploration,
  style,
  address,
  change,
}: {
  readonly exploration: Exploration
  readonly style: NumberStyle
  readonly address: ExploreAddress
  readonly change: ChangeAddress<ExploreAddressName>
}) {
  const t = useText(exploreTexts)
  const { language } = useFormat()
  const { data: map, error, refetch } = useQuery(mapQuery)
  const { periods, groups, unit } = exploration
  const period = periodShown(exploration, address)
  const place = periods.indexOf(period)
  const byPark = useMemo(
    () => new Map(groups.flatMap((group) => (group.park ? [[group.park.id, group] as const] : []))),
    [groups],
  )
  const bounds = useMemo(
    () =>
      classBounds(
        groups.flatMap(({ cells }) => cells[place]?.value ?? []),
        CLASSES,
      ),
    [groups, place],
  )
  const classes = Math.max(1, bounds.length - 1)
  const markOf = useCallback(
    (park: ParkMapData['parks'][number]) => {
      const group = byPark.get(park.organisationId)
      const cell = group?.cells[place]
      // The words that stand on the map, so that what is read aloud begins as what is seen.
      const name = language === 'en' ? park.nameEn.replace(/ Park$/u, '') : park.shortName
      if (cell === undefined || cell.value === null) {
        const figure = cell?.suppressed ? t('suppressed') : '—'
        return { count: 0, figure, label: t('mapLabel', { name, value: figure, unit: t('mapNone') }) }
      }
      const level = classOf(cell.value, bounds)
      const figure = cellNumber(cell.value, style) + (cell.estimated ? t('estimatedMark') : '')
      return {
        count: SIZES[scaled(level, classes)] ?? 1,
        figure,
        label: t('mapLabel', { name, value: figure, unit }),
        depth: scaled(level, classes) / (SIZES.length - 1),
      }
    },
    [byPark, place, bounds, classes, style, unit, language, t],
  )
  if ((address.dimension ?? 'park') !== 'park')
    return (
      <EmptyState
        title={t('mapNeedsPark')}
        action={<Button onClick={() => change({ dimension: null, pick: null })}>{t('mapSwitch')}</Button>}
      />
    )
  return (
    <div className="panel explore-chart explore-map">
      <div className="explore-chart-note">
        <PeriodShown exploration={exploration} address={address} change={change} />
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!map && !error ? <Loading /> : null}
      {map ? (
        <div className="explore-map-body">
          <ParkMap
            map={map}
            markOf={markOf}
            chosen={null}
            width={620}
            onChoose={(id) => {
              const group = byPark.get(id)
              if (group) change({ behind: behindWords(groupParam(group.code), period) }, { push: true })
            }}
          />
          <div className="explore-classes small" role="group" aria-label={t('legend')}>
            <h3>{t('mapClasses', { unit: unit || '—' })}</h3>
            <ul>
              {bounds.slice(0, -1).map((from, level) => (
                <li key={from}>
                  <ClassMark level={scaled(level, classes)} />
                  {t('mapClass', {
                    from: cellNumber(from, style),
                    to: cellNumber(bounds[level + 1] ?? from, style),
                  })}
                </li>
              ))}
              <li>
                <ClassMark level={null} />
                {t('mapNone')}
              </li>
            </ul>
            <p className="soft">{t('mapSchematic')}</p>
          </div>
        </div>
      ) : null}
    </div>
  )
}

/** With fewer classes the whole range of sizes and shades is still used. */
function scaled(level: number, classes: number): number {
  return classes <= 1 ? SIZES.length - 1 : Math.round((level * (SIZES.length - 1)) / (classes - 1))
}

/** The same size and shade as on the map. */
function ClassMark({ level }: { readonly level: number | null }) {
  const radius = level === null ? 4 : 4 + 10 * Math.sqrt((SIZES[level] ?? 1) / 10)
  return (
    <svg width={32} height={30} aria-hidden="true" className={level === null ? 'map-park-idle' : undefined}>
      <circle
        className="map-mark"
        cx={16}
        cy={15}
        r={radius}
        {...(level === null ? {} : { style: { fillOpacity: 0.12 + (0.8 * level) / (SIZES.length - 1) } })}
      />
    </svg>
  )
}
