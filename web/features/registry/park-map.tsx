import { useMemo } from 'react'
import { useText } from '../../text/index.ts'
import { registryTexts } from '../../text/registry.ts'
import { useFormat } from '../../ui/format.ts'
import { drawMap } from './draw-map.ts'
import type { DrawnMap, ParkMap as ParkMapData } from './draw-map.ts'
import { placeLabels } from './map-labels.ts'

const WIDTH = 680
const FONT = 14

/** District outlines with one mark for each park, placed inside its district. Each mark is a button. */
export function ParkMap({
  map,
  chosen,
  onChoose,
}: {
  readonly map: ParkMapData
  readonly chosen: string | undefined
  readonly onChoose: (organisationId: string) => void
}) {
  const t = useText(registryTexts)
  const format = useFormat()
  const english = format.language === 'en'
  const drawn = useMemo(() => drawMap(map, WIDTH), [map])
  const labels = useMemo(() => labelled(drawn, english), [drawn, english])
  return (
    <svg
      className="park-map"
      viewBox={`0 0 ${drawn.width} ${drawn.height}`}
      role="group"
      aria-label={t('mapLabel')}
    >
      <g className="map-districts" aria-hidden="true">
        {drawn.districts.map(({ district, path }) => (
          <path key={district.adcode} d={path}>
            <title>{english ? district.nameEn : district.name}</title>
          </path>
        ))}
      </g>
      {/* The chosen mark is drawn last, so that nothing covers it; the order for the keyboard stays the list's. */}
      {labels.map(({ park, x, y, radius, place, text }) => (
        <g
          key={park.organisationId}
          className={park.tasks === 0 ? 'map-park map-park-idle' : 'map-park'}
          role="button"
          tabIndex={0}
          aria-label={t('markLabel', { name: text.name, n: park.tasks })}
          aria-pressed={park.organisationId === chosen}
          onClick={() => onChoose(park.organisationId)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            onChoose(park.organisationId)
          }}
        >
          {place.leader ? <line x1={x} y1={y} x2={place.leader.x} y2={place.leader.y} /> : null}
          <circle className="map-halo" cx={x} cy={y} r={radius + 4} />
          <circle className="map-mark" cx={x} cy={y} r={radius} />
          <rect
            className="map-hit"
            x={place.x - 2}
            y={place.y - 15}
            width={text.width + 4}
            height={20}
            rx={3}
          />
          <text x={place.x} y={place.y} fontSize={FONT}>
            {text.name} <tspan>{format.number(park.tasks)}</tspan>
          </text>
        </g>
      ))}
    </svg>
  )
}

function labelled(drawn: DrawnMap, english: boolean) {
  const parks = drawn.parks.map((each) => {
    const name = english ? each.park.nameEn.replace(/ Park$/, '') : each.park.shortName
    return { ...each, text: { name, width: widthOf(`${name} ${each.park.tasks}`) } }
  })
  const places = placeLabels(
    parks.map(({ x, y, radius, text }) => ({ x, y, radius, width: text.width })),
    drawn,
  )
  return parks.map((each, index) => ({
    ...each,
    place: places[index] ?? { x: each.x, y: each.y, leader: null },
  }))
}

/** Good enough to keep labels apart before anything is drawn: full width for Chinese, a little over half for Latin. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /[\u2e80-\uffef]/.test(character) ? FONT : FONT * 0.58
  return Math.ceil(width)
}
