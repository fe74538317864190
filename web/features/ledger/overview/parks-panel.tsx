import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { LIGHTS } from '#domain/ledger'
import { ledgerTexts } from '../../../text/ledger.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { mapQuery } from '../../../ui/park-map/map-query.ts'
import { ParkMap } from '../../../ui/park-map/park-map.tsx'
import type { ParkMark } from '../../../ui/park-map/park-map.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { ledgerHref } from '../shared/filter-address.ts'
import { LIGHT_TONES, LightMark } from '../shared/light-mark.tsx'
import type { Overview } from './overview-query.ts'

const WIDTH = 430

/** The parks on the map, by the worst colour among their duties or by their mean progress. */
export function ParksPanel({
  parks,
  by,
  document,
  onChange,
}: {
  readonly parks: Overview['parks']
  readonly by: 'light' | 'progress'
  readonly document: string | undefined
  readonly onChange: (by: 'light' | 'progress') => void
}) {
  const t = useText(overviewTexts)
  const router = useRouter()
  const { data, error, refetch } = useQuery(mapQuery)
  const markOf = useMarks(parks, by)
  return (
    <section className="panel overview-parks" aria-label={t('parks')}>
      <div className="panel-head">
        <h2>{t('parks')}</h2>
        <div className="overview-switch no-print" role="group" aria-label={t('parks')}>
          {(['light', 'progress'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === by} onClick={() => onChange(each)}>
              {t(each === 'light' ? 'byLight' : 'byProgress')}
            </button>
          ))}
        </div>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <>
          <ParkMap
            map={data}
            markOf={markOf}
            width={WIDTH}
            onChoose={(id) => router.history.push(ledgerHref({ park: id, document }))}
          />
          <p className="overview-legend small soft">
            {by === 'light' ? (
              <span className="overview-signs">
                {LIGHTS.map((light) => (
                  <LightMark key={light} light={light} />
                ))}
              </span>
            ) : null}
            {t(by === 'light' ? 'legendLight' : 'legendProgress')} {data.schematic ? t('schematic') : null}
          </p>
          {data.attribution ? (
            <p className="overview-attribution small faint" title={data.attribution}>
              {t('attribution', { attribution: data.attribution })}
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  )
}

/** What the map shows of each park: the figure says what the colour says. */
function useMarks(parks: Overview['parks'], by: 'light' | 'progress') {
  const t = useText(overviewTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const byPark = useMemo(() => new Map(parks.map((each) => [each.park.id, each])), [parks])
  return useCallback(
    ({
      organisationId,
      shortName,
      nameEn,
    }: {
      organisationId: string
      shortName: string
      nameEn: string
    }): ParkMark => {
      // As the drawing says it.
      const name = format.language === 'en' ? nameEn.replace(/ Park$/, '') : shortName
      const park = byPark.get(organisationId)
      if (!park || park.duties === 0) return { count: 0, figure: '', label: t('markNone', { name }) }
      const red = park.lights['red'] ?? 0
      if (by === 'light' && park.worst !== null) {
        const figure = t('figureRed', { red, n: park.duties })
        const light = ledger(`light.${park.worst}`)
        return {
          count: park.duties,
          figure,
          label: t('markLight', { name, figure, light, n: park.duties, red }),
          tone: LIGHT_TONES[park.worst],
        }
      }
      const progress = park.meanProgress === null ? '—' : `${Math.round(park.meanProgress)}%`
      return {
        count: park.duties,
        figure: progress,
        label: t('markProgress', { name, progress, n: park.duties }),
        depth: (park.meanProgress ?? 0) / 100,
      }
    },
    [byPark, by, t, ledger, format],
  )
}
