import { geoArea, geoMercator, geoPath } from 'd3-geo'
import type { GeoPermissibleObjects } from 'd3-geo'
import { z } from 'zod'
import type { readMap } from '#contract/registry'
import type { ResponseOf } from '../../../src/features/route-contract.ts'

export type ParkMap = ResponseOf<typeof readMap>

const Ring = z.array(z.array(z.number()).min(2))
const Polygon = z.array(Ring)
type Polygon = z.infer<typeof Polygon>

export interface DrawnMap {
  readonly width: number
  readonly height: number
  readonly districts: readonly { readonly district: ParkMap['districts'][number]; readonly path: string }[]
  readonly parks: readonly {
    readonly park: ParkMap['parks'][number]
    readonly x: number
    readonly y: number
    /** Area grows with what is counted. */
    readonly radius: number
  }[]
}

const MARGIN = 24
const SMALLEST = 4
const LARGEST = 14
/** So many deserve the largest mark even where no park has more; fewer would look like much. */
const MUCH = 10

/**
 * Projects outlines and park positions to fill a drawing of the given width; the height follows from the data. Marks grow
 * with what `countOf` counts: the tasks of published plans unless something else is asked for.
 */
export function drawMap(
  { districts, parks }: ParkMap,
  width: number,
  countOf: (park: ParkMap['parks'][number]) => number = ({ tasks }) => tasks,
): DrawnMap {
  const outlines = districts.map((district) => ({ district, outline: outlineOf(district.geometry) }))
  const everything: GeoPermissibleObjects = {
    type: 'GeometryCollection',
    geometries: [
      ...outlines.map(({ outline }) => outline),
      { type: 'MultiPoint', coordinates: parks.map(({ longitude, latitude }) => [longitude, latitude]) },
    ],
  }
  const projection = geoMercator().fitWidth(width - 2 * MARGIN, everything)
  const [[left, top], [, bottom]] = geoPath(projection).bounds(everything)
  const [shiftX, shiftY] = projection.translate()
  projection.translate([shiftX - left + MARGIN, shiftY - top + MARGIN])
  const path = geoPath(projection).digits(1)
  const most = Math.max(MUCH, ...parks.map(countOf))
  return {
    width,
    height: Math.ceil(bottom - top + 2 * MARGIN),
    districts: outlines.map(({ district, outline }) => ({ district, path: path(outline) ?? '' })),
    parks: parks.map((park) => {
      const [x, y] = projection([park.longitude, park.latitude]) ?? [0, 0]
      return { park, x, y, radius: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(countOf(park) / most) }
    }),
  }
}

/** On the sphere a ring encloses what lies to one side of it; files wind either way, and the wrong one is the whole Earth. */
function outlineOf(geometry: ParkMap['districts'][number]['geometry']) {
  const polygons =
    geometry.type === 'Polygon'
      ? [Polygon.parse(geometry.coordinates)]
      : z.array(Polygon).parse(geometry.coordinates)
  return { type: 'MultiPolygon' as const, coordinates: polygons.map(wound) }
}

function wound(polygon: Polygon): Polygon {
  return polygon.map((ring, index) => {
    const turned = geoArea({ type: 'Polygon', coordinates: [ring] }) > 2 * Math.PI
    // Outer rings enclose the small side, holes the large one.
    return turned === index > 0 ? ring : [...ring].reverse()
  })
}
