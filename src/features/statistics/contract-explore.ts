/** Indicators, and numbers cut by park, industry, size …: the explorer. */
import { z } from 'zod'
import { DIMENSIONS, SCOPES, TRANSFORMS } from '#domain/indicators'
import { BUSINESS_ROLES, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { FilingRhythm, FilingState, Named, ParkRef, PeriodId, UnitRef } from './contract-shared.ts'

export const IndicatorRow = z.object({
  code: z.string(),
  name: Named,
  expression: z.string(),
  /** Forms whose approved filings it reads. */
  forms: z.array(z.string()),
  unit: z.string(),
  decimals: z.int(),
  rhythm: FilingRhythm,
  measure: z.enum(['accumulates', 'point', 'flow']),
  direction: z.enum(['more', 'less', 'none']),
  /** Over which kind of unit it runs. */
  unitKind: z.enum(['enterprise', 'park']),
  aliases: z.array(z.string()),
  /** Pinyin initials of the name and of each alias, apart by spaces: what a search by initials looks in. */
  initials: z.string(),
  note: Named.nullable(),
  source: z.string(),
  shipped: z.boolean(),
  version: z.int(),
})
export type IndicatorRow = z.infer<typeof IndicatorRow>

export const listIndicators = defineRoute({
  method: 'GET',
  path: '/api/statistics/indicators',
  summary: 'Derived indicators with their expressions and units',
  access: BUSINESS_ROLES,
  response: z.object({ indicators: z.array(IndicatorRow) }),
})

const IndicatorInput = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,60}$/u),
  name: Named,
  expression: z.string().trim().min(1).max(500),
  unit: z.string().trim().min(1).max(40),
  decimals: z.int().min(0).max(6),
  measure: z.enum(['accumulates', 'point', 'flow']),
  direction: z.enum(['more', 'less', 'none']),
  note: Named.nullable().default(null),
})
export const checkIndicator = defineRoute({
  method: 'POST',
  path: '/api/statistics/indicators/check',
  summary: 'Parse an expression, check its units and compute it for the latest period: nothing is saved',
  access: ['zone_office'],
  body: z.object({ expression: z.string().max(500), unit: z.string().max(40) }),
  response: z.object({
    ok: z.boolean(),
    issues: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.json()) })),
    /** Unit that the expression itself has. */
    unit: z.string().nullable(),
    rhythm: FilingRhythm.nullable(),
    latest: z.object({ period: PeriodId, value: z.number().nullable() }).nullable(),
  }),
})
export const saveIndicator = defineRoute({
  method: 'PUT',
  path: '/api/statistics/indicators/:code',
  summary: 'Add or change an indicator of the zone; shipped ones stay as they are',
  access: ['zone_office'],
  params: z.object({ code: z.string().max(60) }),
  body: z.object({ version: z.int().nullable(), indicator: IndicatorInput }),
  response: z.object({ indicator: IndicatorRow }),
})

/** A cut: one row for each group, one column for each period. */
export const ExploreQuery = z.object({
  indicator: z.string().max(60),
  /** zone: one number for the whole. */
  dimension: z.enum(['zone', ...DIMENSIONS]).default('park'),
  scope: z.enum(SCOPES).default('registration'),
  transform: z.enum(TRANSFORMS).default('value'),
  from: PeriodId.optional(),
  to: PeriodId.optional(),
  /** The state of the filings and of the register as it was known then. */
  asOf: Moment.optional(),
  /** Only enterprises of these: park code, industry (by beginning), field, size, rung. */
  park: z.string().max(60).optional(),
  industry: z.string().max(10).optional(),
  field: z.string().max(40).optional(),
  size: z.string().max(40).optional(),
  rung: z.string().max(40).optional(),
  /** Accumulated months taken apart into single months. */
  single: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})

export const ExploreCell = z.object({
  value: z.number().nullable(),
  entities: z.int().nullable(),
  /** Kept back so that no single enterprise can be read from it. */
  suppressed: z.enum(['primary', 'complementary']).nullable(),
  /** Estimates are among the values behind it. */
  estimated: z.boolean(),
})
export const ExploreGroup = z.object({
  code: z.string(),
  name: Named,
  park: ParkRef.nullable(),
  /** In the order of `periods`. */
  cells: z.array(ExploreCell),
})
export const Exploration = z.object({
  indicator: IndicatorRow,
  /** Of the numbers as answered (a share or growth is in %). */
  unit: z.string(),
  decimals: z.int(),
  periods: z.array(PeriodId),
  /** All periods that have begun to be filed, whether asked for or not; oldest first. */
  available: z.array(PeriodId),
  groups: z.array(ExploreGroup),
  total: ExploreGroup,
  /** all: every filing; park: those of the caller's park; published: cut down so that nobody can be recognised. */
  restriction: z.enum(['all', 'park', 'published']),
  /** The state of the filings that this is computed from. */
  dataAsOf: Moment,
  /** The columnar store took over everything until then. */
  fedAt: Moment.nullable(),
  milliseconds: z.number(),
})
export type Exploration = z.infer<typeof Exploration>

export const explore = defineRoute({
  method: 'GET',
  path: '/api/statistics/explore',
  summary: 'An indicator by a cut over periods',
  access: BUSINESS_ROLES,
  query: ExploreQuery,
  response: Exploration,
})
export const exportExploration = defineRoute({
  method: 'GET',
  path: '/api/statistics/explore/export',
  summary: 'The same as .xlsx or .csv, with method and state of the data',
  access: BUSINESS_ROLES,
  query: ExploreQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'binary',
})

/** The filings behind one number, as far as the caller may see them. */
export const drill = defineRoute({
  method: 'GET',
  path: '/api/statistics/explore/filings',
  summary: 'The filings behind one number',
  access: BUSINESS_ROLES,
  query: ExploreQuery.extend({
    /** Code of the group; total: everything; none: of which the register says nothing. */
    group: z.string().max(60),
    period: PeriodId,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    /** Behind the number, and of those the caller may see. */
    total: z.int(),
    visible: z.int(),
    /** The cells that the expression reads. */
    fields: z.array(
      z.object({ form: z.string(), code: z.string(), label: Named, unit: z.string().nullable() }),
    ),
    filings: z.array(
      z.object({
        unit: UnitRef,
        park: ParkRef.nullable(),
        forms: z.array(z.object({ form: z.string(), state: FilingState, final: z.boolean() })),
        values: z.array(z.number().nullable()),
      }),
    ),
  }),
})

/** One enterprise's own figures over time. */
export const readUnitSeries = defineRoute({
  method: 'GET',
  path: '/api/statistics/units/:unitId/series',
  summary: 'Final figures of one unit over periods',
  access: BUSINESS_ROLES,
  params: z.object({ unitId: Uuid }),
  query: z.object({ form: z.string().max(30), fields: z.string().max(400) }),
  response: z.object({
    series: z.array(
      z.object({
        field: z.string(),
        label: Named,
        unit: z.string().nullable(),
        points: z.array(z.object({ period: PeriodId, value: z.number().nullable() })),
      }),
    ),
  }),
})

export const readStore = defineRoute({
  method: 'GET',
  path: '/api/statistics/store',
  summary:
    'State of the columnar store: rows, when it was fed, when and how it was verified against the record',
  access: ['zone_office', 'system_admin'],
  response: z.object({
    fedAt: Moment.nullable(),
    rows: z.int(),
    forms: z.array(z.object({ form: z.string(), rows: z.int() })),
    verified: z.object({ at: Moment, equal: z.boolean(), differences: z.int() }).nullable(),
  }),
})

/** Figures that others published, with their scope and source: beside our own, never mixed with them. */
export const listPublishedSeries = defineRoute({
  method: 'GET',
  path: '/api/statistics/published-series',
  summary: 'Published figures of the zone and its parks with scope and source',
  access: BUSINESS_ROLES,
  query: z.object({ indicator: z.string().max(60).optional() }),
  response: z.object({
    rows: z.array(
      z.object({
        position: z.int(),
        subject: Named,
        organisation: ParkRef.nullable(),
        name: Named,
        indicator: z.string().nullable(),
        period: z.string(),
        accumulated: z.boolean(),
        value: z.number(),
        unit: z.string(),
        qualifier: z.string().nullable(),
        change: z.object({ value: z.number(), unit: z.string() }).nullable(),
        /** Which enterprises were counted, as the source says. */
        population: Named.nullable(),
        scope: z.string().nullable(),
        source: z.string(),
        sourceUrl: z.string().nullable(),
        status: z.string(),
      }),
    ),
  }),
})
