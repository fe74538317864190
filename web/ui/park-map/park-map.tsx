import { useMemo } from 'react'
import { useText } from '../../text/index.ts'
import { registryTexts } from '../../text/registry.ts'
import { useFormat } from '../format.ts'
import type { Tone } from '../marks.tsx'
import { drawMap } from './draw-map.ts'
import type { DrawnMap, ParkMap as ParkMapData } from './draw-map.ts'
import { placeLabels } from './map-labels.ts'
import './park-map.css'

const WIDTH = 680
const FONT = 14

export interface ParkMark {
  /** The mark's area grows with it; nothing counted leaves the mark hollow. */
  readonly count: number
  /** Stands behind the name; '' for none. */
  readonly figure: string
  /** Name and figure in words, for those who do not see the drawing. */
  readonly label: string
  /** State of the park: gives the mark a colour and its shape, ● ▲ ■ ○. Without one it is a blue circle. */
  readonly tone?: Tone
  /** How full the blue of a mark without a state is, 0 to 1. */
  readonly depth?: number
}

/**
 * District outlines with one mark for each park, placed inside its district. With `chosen` (null: none yet) each mark is a
 * button that stays pressed; without it, a link to what the page opens.
 */
export function ParkMap({
  map,
  markOf,
  chosen,
  onChoose,
  width = WIDTH,
}: {
  readonly map: ParkMapData
  readonly markOf: (park: ParkMapData['parks'][number]) => ParkMark
  readonly chosen?: string | null
  readonly onChoose: (organisationId: string) => void
  /** Of the drawing in its own units; names keep their size, so a smaller drawing has larger names. */
  readonly width?: number
}) {
  const t = useText(registryTexts)
  const { language } = useFormat()
  const english = language === 'en'
  const marks = useMemo(
    () => new Map(map.parks.map((park) => [park.organisationId, markOf(park)])),
    [map, markOf],
  )
  const drawn = useMemo(
    () => drawMap(map, width, ({ organisationId }) => marks.get(organisationId)?.count ?? 0),
    [map, width, marks],
  )
  const labels = useMemo(() => labelled(drawn, marks, english), [drawn, marks, english])
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
      {labels.map(({ park, x, y, radius, place, text, mark }) => (
        <g
          key={park.organisationId}
          className={classOf(mark)}
          role={chosen === undefined ? 'link' : 'button'}
          tabIndex={0}
          aria-label={mark?.label ?? text.name}
          aria-pressed={chosen === undefined ? undefined : park.organisationId === chosen}
          onClick={() => onChoose(park.organisationId)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            onChoose(park.organisationId)
          }}
        >
          {place.leader ? <line x1={x} y1={y} x2={place.leader.x} y2={place.leader.y} /> : null}
          <circle className="map-halo" cx={x} cy={y} r={radius + 4} />
          <Shape x={x} y={y} radius={radius} mark={mark} />
          <rect
            className="map-hit"
            x={place.x - 2}
            y={place.y - 15}
            width={text.width + 4}
            height={20}
            rx={3}
          />
          <text x={place.x} y={place.y} fontSize={FONT}>
            {text.name} {mark?.figure ? <tspan>{mark.figure}</tspan> : null}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** All shapes of one size cover the same area, so that none looks like more. */
function Shape({
  x,
  y,
  radius,
  mark,
}: {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly mark: ParkMark | undefined
}) {
  if (mark?.tone === 'bad') {
    const side = radius * Math.sqrt(Math.PI)
    return <rect className="map-mark" x={x - side / 2} y={y - side / 2} width={side} height={side} />
  }
  if (mark?.tone === 'warn') {
    const reach = radius * 1.555
    const points = [-90, 30, 150].map((degrees) => {
      const angle = (degrees * Math.PI) / 180
      return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`
    })
    return <polygon className="map-mark" points={points.join(' ')} />
  }
  return (
    <circle
      className="map-mark"
      cx={x}
      cy={y}
      r={radius}
      {...(mark?.depth === undefined ? {} : { style: { fillOpacity: 0.12 + 0.8 * mark.depth } })}
    />
  )
}

function classOf(mark: ParkMark | undefined): string {
  if (!mark || mark.count === 0) return 'map-park map-park-idle'
  return mark.tone ? `map-park map-tone-${mark.tone}` : 'map-park'
}

/** In a smaller drawing the marks are smaller too; below this they would no longer be seen. */
const SMALLEST = 3.5

/** Large marks first, so that they do not cover small ones; it is also the order for the keyboard. */
function labelled(drawn: DrawnMap, marks: ReadonlyMap<string, ParkMark>, english: boolean) {
  const scale = Math.min(1, drawn.width / WIDTH)
  const sized = drawn.parks.map((each) => ({ ...each, radius: Math.max(SMALLEST, each.radius * scale) }))
  const parks = sized
    .sort((a, b) => b.radius - a.radius)
    .map((each) => {
      const mark = marks.get(each.park.organisationId)
      const name = english ? each.park.nameEn.replace(/ Park$/, '') : each.park.shortName
      return { ...each, mark, text: { name, width: widthOf(mark?.figure ? `${name} ${mark.figure}` : name) } }
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
