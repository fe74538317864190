import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useAddress } from '../../app/address.ts'
import { useText } from '../../text/index.ts'
import { registryTexts } from '../../text/registry.ts'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import type { ParkMap as ParkMapData } from '../../ui/park-map/draw-map.ts'
import { mapQuery } from '../../ui/park-map/map-query.ts'
import { ParkMap } from '../../ui/park-map/park-map.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { OrganisationDetail } from './organisation-detail.tsx'
import './map-page.css'

/** Where the parks lie, schematically, and how much the published plans ask of each. */
export function MapPage() {
  const t = useText(registryTexts)
  const format = useFormat()
  const [{ park }, change] = useAddress<'park'>()
  const { data, error, refetch } = useQuery(mapQuery)
  const markOf = useCallback(
    (each: ParkMapData['parks'][number]) => ({
      count: each.tasks,
      figure: format.number(each.tasks),
      label: t('markLabel', {
        name: format.language === 'en' ? each.nameEn.replace(/ Park$/, '') : each.shortName,
        n: each.tasks,
      }),
    }),
    [t, format],
  )
  const close = () => change({ park: null }, { push: true })
  useKeys({ Escape: park === undefined ? undefined : close })
  const tasks = data?.parks.reduce((sum, each) => sum + each.tasks, 0) ?? 0

  return (
    <Page
      wide
      title={t('mapTitle')}
      note={data ? t('mapNote', { parks: data.parks.length, tasks: format.number(tasks) }) : null}
      actions={
        <Button className="no-print" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.parks.length === 0 ? <EmptyState title={t('mapEmpty')}>{t('mapEmptyWhy')}</EmptyState> : null}
      {data && data.parks.length > 0 ? (
        <div className="map">
          <figure className="map-figure">
            <ParkMap
              map={data}
              markOf={markOf}
              chosen={park ?? null}
              onChoose={(id) => change({ park: id }, { push: true })}
            />
            <figcaption>
              {data.schematic ? <b>{t('mapSchematic')}</b> : null} {t('mapLegend')}{' '}
              {data.attribution ? t('mapAttribution', { attribution: data.attribution }) : null}
            </figcaption>
          </figure>
          <div className="map-side">
            {park === undefined ? (
              <ParkList parks={data.parks} onChoose={(id) => change({ park: id }, { push: true })} />
            ) : (
              <OrganisationDetail id={park} onClose={close} onMap />
            )}
          </div>
        </div>
      ) : null}
    </Page>
  )
}

/** The same in words and numbers, most tasks first. */
function ParkList({
  parks,
  onChoose,
}: {
  readonly parks: ParkMapData['parks']
  readonly onChoose: (id: string) => void
}) {
  const t = useText(registryTexts)
  const format = useFormat()
  const sorted = useMemo(
    () => [...parks].sort((a, b) => b.tasks - a.tasks || format.compare(format.name(a), format.name(b))),
    [parks, format],
  )
  return (
    <table className="park-list">
      <thead>
        <tr>
          <th scope="col">{t('parkList')}</th>
          <th scope="col" className="number">
            {t('colTasks')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((each) => (
          <tr key={each.organisationId}>
            <td>
              <button type="button" onClick={() => onChoose(each.organisationId)}>
                {format.language === 'en' ? each.nameEn : each.name}
              </button>
            </td>
            <td className="number">{format.number(each.tasks)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
