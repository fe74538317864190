import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const share = z.number().min(0).max(1)
const months = z.array(z.number().positive()).length(12)

/** A published figure, one that follows from published ones, or one made up for the demonstration. */
const standing = z.enum(['published', 'derived', 'invented'])

const figure = z.strictObject({
  figure: z.enum([
    'revenue',
    'research',
    'taxes',
    'staff',
    'researchStaff',
    'graduates',
    'patentsGranted',
    'inventionsInForce',
    'otherPatentsInForce',
    'internationalStandards',
    'highTech',
    'listed',
    'overTheCounter',
    'unicorns',
    'littleGiants',
    'specialised',
    'innovative',
  ]),
  /** The zone with all parks, or West City alone: the one park of which a year is published in full. */
  scope: z.enum(['zone', 'west']),
  unit: z.string(),
  /** Scaled with the number of enterprises. */
  counts: z.boolean(),
  values: z.record(z.string(), z.int().nonnegative()),
  /** Years that are not made up. */
  standing: z.record(z.string(), z.strictObject({ standing, source: z.string() })),
})

const parametersSchema = z.strictObject({
  note: z.string(),
  zone: z.string(),
  west: z.string(),
  seed: z.int(),
  small: z.int().positive(),
  full: z.int().positive(),
  years: z.strictObject({ first: z.int(), last: z.int(), lastFiled: z.int() }),
  months: z.strictObject({ first: z.string(), last: z.string() }),
  counts: z.string(),
  register: z.strictObject({ year: z.int(), registered: z.int(), reporting: z.int(), source: z.string() }),
  figures: z.array(figure),
  parks: z.array(
    z.strictObject({
      park: z.string(),
      /** Six digits for credit codes; no region of GB/T 2260 begins with 99. */
      areaCode: z.string().regex(/^99\d{4}$/u),
      enterprises: z.int().positive(),
      district: z.string(),
      areaKm2: z.number().positive(),
      clusters: z.int().nonnegative(),
      /** Per cent of the zone's revenue in the first year; null: by a figure of its own. */
      revenueShare2020: z.number().positive().nullable(),
      standing,
      source: z.string().nullable(),
      leading: z.record(z.string(), z.number().positive()),
    }),
  ),
  industries: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-T]\d{2,4}$/u),
      name: z.string(),
      kind: z.enum(['software', 'manufacturing', 'services', 'trade']),
      field: z.enum([
        'electronics',
        'biomedicine',
        'aerospace',
        'materials',
        'services',
        'energy',
        'environment',
        'manufacturing',
      ]),
      words: z.array(z.string()).min(1),
      wordsEn: z.array(z.string()).min(1),
      /** Technology, products, trade, other: parts of revenue. */
      income: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      /** Research by revenue. */
      research: share,
      margin: share,
      exports: share,
      labour: z.number().positive(),
      patents: z.number().positive(),
      /** Tonnes of coal equivalent by 千元 of output. */
      energy: z.number().nonnegative(),
    }),
  ),
  clusters: z.string(),
  areas: z.string(),
  /** A size class needs both; what is below all is micro. Revenue in 千元. */
  sizes: z.strictObject({
    large: z.strictObject({ staff: z.int(), revenue: z.int() }),
    medium: z.strictObject({ staff: z.int(), revenue: z.int() }),
    small: z.strictObject({ staff: z.int(), revenue: z.int() }),
    source: z.string(),
  }),
  industrySource: z.string(),
  rates: z.strictObject({
    sizeSpread: z.number().positive(),
    paretoShare: share,
    paretoExponent: z.number().positive(),
    largestShareOfPark: share,
    foundedLater: share,
    closed: share,
    merged: share,
    moved: share,
    operatesElsewhere: share,
    operatesOutside: share,
    ordinaryIndustry: share,
    missing: share,
  }),
  aboveScale: z.strictObject({ revenue: z.int().positive(), source: z.string() }),
  season: z.strictObject({
    manufacturing: months,
    software: months,
    services: months,
    trade: months,
    source: z.string(),
  }),
  /** Enterprises that accounts of the demonstration act for; they have the first numbers. */
  links: z.array(
    z.strictObject({
      organisation: z.string(),
      park: z.string(),
      industry: z.string(),
      founded: z.iso.date(),
      /** Standard deviations above the middle, on the log scale. */
      size: z.number(),
    }),
  ),
  faults: z.strictObject({
    /** Of the filings of a period. */
    perThousand: z.strictObject({
      'unit-slip': z.number().nonnegative(),
      'digit-swap': z.number().nonnegative(),
      'missing-part': z.number().nonnegative(),
      'sum-off': z.number().nonnegative(),
      'outlier-jump': z.number().nonnegative(),
      late: z.number().nonnegative(),
      revised: z.number().nonnegative(),
      missing: z.number().nonnegative(),
    }),
    atLeast: z.int().nonnegative(),
  }),
  open: z.strictObject({
    period: z.string(),
    approved: share,
    submitted: share,
    draft: share,
    returned: share,
    queried: share,
  }),
})

export type DemoParameters = z.infer<typeof parametersSchema>
export type DemoFigure = DemoParameters['figures'][number]['figure']
export type DemoIndustry = DemoParameters['industries'][number]

/** Reads data/demo/statistics.json; a mistake in it is a fault of the program and throws. */
export async function readDemoParameters(folder: string): Promise<DemoParameters> {
  return parametersSchema.parse(JSON.parse(await readFile(join(folder, 'statistics.json'), 'utf8')))
}

/** A figure of the zone or of West City in a year, scaled where it counts things. */
export function figureOf(
  parameters: DemoParameters,
  enterprises: number,
  name: DemoFigure,
  scope: 'zone' | 'west',
  year: number,
): number {
  const found = parameters.figures.find((one) => one.figure === name && one.scope === scope)
  const value = found?.values[String(year)]
  if (found === undefined || value === undefined) {
    // Standards are not known of one park.
    if (scope === 'west') return 0
    throw new Error(`data/demo/statistics.json has no ${name} of ${String(year)}`)
  }
  return found.counts ? Math.round((value * enterprises) / parameters.full) : value
}
