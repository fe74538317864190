/** Publication: releases (bulletins) with frozen numbers, figures of others beside our own, open data without log-in. */
import { z } from 'zod'
import { SCOPES, type Dimension } from '#domain/indicators'
import { BUSINESS_ROLES, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { FilingRhythm, Named, ParkRef, PeriodId } from './contract-shared.ts'

/**
 * By what a release cuts its tables; the zone as a whole is always there. Cuts of which one refines another (sections and
 * divisions, districts and parks) are not offered together: what one keeps back the other would tell.
 */
export const RELEASE_CUTS = [
  'park',
  'industry-division',
  'field',
  'size',
  'rung',
] as const satisfies readonly Dimension[]
export const ReleaseCut = z.enum(RELEASE_CUTS)
export type ReleaseCut = z.infer<typeof ReleaseCut>

/** When a number is kept back so that no single enterprise can be recognised. */
export const ReleaseRule = z.object({
  minimumEntities: z.int().min(2).max(20),
  /** The largest, and the two largest, must not make up more than these shares. */
  largestShare: z.number().min(0.3).max(1),
  twoLargestShare: z.number().min(0.3).max(1),
})
export type ReleaseRule = z.infer<typeof ReleaseRule>

export const ReleaseChoices = z.object({
  period: PeriodId,
  scope: z.enum(SCOPES).default('registration'),
  indicators: z.array(z.string().max(60)).min(1).max(40),
  cuts: z.array(ReleaseCut).max(RELEASE_CUTS.length),
  titleZh: z.string().trim().max(120).default(''),
  titleEn: z.string().trim().max(200).default(''),
  note: z.string().trim().max(4000).default(''),
  rule: ReleaseRule.optional(),
})

/** A (normal), E (estimates among it), C (kept back), M (nothing reported). */
export const ReleaseStatus = z.enum(['A', 'E', 'C', 'M'])
export type ReleaseStatus = z.infer<typeof ReleaseStatus>

/** Why a number is kept back; told in drafts only, since the reason itself says something about those behind it. */
export const SuppressionReason = z.enum([
  'few',
  'dominated',
  'complementary',
  /** Kept back in an earlier release of the same period, and could be computed from both if it were published now. */
  'earlier',
  /** A ratio of which a figure behind it is kept back. */
  'related',
])

export const ReleaseCell = z.object({
  /** Rounded to the indicator's decimals; null: kept back, or nothing reported. */
  value: z.number().nullable(),
  status: ReleaseStatus,
  /** The same period of the year before. */
  before: z.number().nullable(),
  beforeStatus: ReleaseStatus,
  /** Against it: in %, of indicators in % in points. */
  growth: z.number().nullable(),
  /** In drafts only. */
  why: z.object({ reason: SuppressionReason, entities: z.int() }).nullable(),
})
export type ReleaseCell = z.infer<typeof ReleaseCell>

export const ReleaseGroup = z.object({ code: z.string(), name: Named, parent: z.string().nullable() })
export type ReleaseGroup = z.infer<typeof ReleaseGroup>

export const ReleaseIndicator = z.object({
  code: z.string(),
  name: Named,
  unit: z.string(),
  decimals: z.int(),
  measure: z.enum(['accumulates', 'point', 'flow']),
  direction: z.enum(['more', 'less', 'none']),
  expression: z.string(),
  note: Named.nullable(),
  source: z.string(),
  /** Groups add up to the zone: sums and counts. */
  additive: z.boolean(),
  /** Over enterprises, or over the parks' own filings: these have no cut but by park, and nothing to keep back. */
  unitKind: z.enum(['enterprise', 'park']),
  version: z.int(),
})
export type ReleaseIndicator = z.infer<typeof ReleaseIndicator>

/** Everything that a bulletin says, frozen. */
export const ReleaseContent = z.object({
  layout: z.literal(1),
  period: PeriodId,
  comparison: PeriodId,
  scope: z.enum(SCOPES),
  indicators: z.array(ReleaseIndicator),
  /** In the order of `indicators`. */
  zone: z.array(ReleaseCell.extend({ entities: z.int().nullable() })),
  tables: z.array(
    z.object({
      cut: ReleaseCut,
      groups: z.array(ReleaseGroup),
      /** By group, then by indicator; null: an indicator that has no such cut. */
      cells: z.array(z.array(ReleaseCell.nullable())),
    }),
  ),
  /** The zone's numbers of the periods before, the oldest first, the period itself last. */
  trends: z.array(
    z.object({
      indicator: z.string(),
      points: z.array(z.object({ period: PeriodId, value: z.number().nullable(), status: ReleaseStatus })),
    }),
  ),
  /** How many must file and how many final filings the numbers stand on, by form. */
  coverage: z.array(
    z.object({ form: z.string(), title: Named, expected: z.int(), final: z.int(), locked: z.boolean() }),
  ),
  rule: ReleaseRule,
  /** Kept back in all, of which for the sake of others. */
  suppressed: z.int(),
})
export type ReleaseContent = z.infer<typeof ReleaseContent>

export const ReleaseRow = z.object({
  id: Uuid,
  serial: z.int(),
  title: Named,
  rhythm: FilingRhythm,
  period: PeriodId,
  scope: z.enum(SCOPES),
  state: z.enum(['draft', 'published']),
  indicators: z.int(),
  cuts: z.array(ReleaseCut),
  dataAsOf: Moment,
  synthetic: z.boolean(),
  createdAt: Moment,
  byName: z.string(),
  publishedAt: Moment.nullable(),
  publishedByName: z.string().nullable(),
  /** A later release of the same period and scope. */
  overtakenBy: z.object({ id: Uuid, publishedAt: Moment }).nullable(),
  version: z.int(),
})
export type ReleaseRow = z.infer<typeof ReleaseRow>

export const ReleaseView = z.object({
  release: ReleaseRow,
  note: z.string(),
  content: ReleaseContent,
  /** What the bulletin says in words, by chapter. */
  chapters: z.array(z.object({ title: Named, paragraphs: z.array(Named) })),
  /** Same person drafted and would publish: allowed, but said and kept. */
  draftedByCaller: z.boolean(),
  can: z.object({ change: z.boolean(), publish: z.boolean() }),
})
export type ReleaseView = z.infer<typeof ReleaseView>

export const listReleases = defineRoute({
  method: 'GET',
  path: '/api/statistics/releases',
  summary: 'Bulletins: drafts for the office, published ones for everybody',
  access: BUSINESS_ROLES,
  response: z.object({ releases: z.array(ReleaseRow), can: z.object({ draft: z.boolean() }) }),
})
export const readReleaseChoices = defineRoute({
  method: 'GET',
  path: '/api/statistics/release-choices',
  summary: 'Periods with final filings, and the indicators that a release of each rhythm can hold',
  access: ['zone_office'],
  response: z.object({
    rhythms: z.array(
      z.object({
        rhythm: FilingRhythm,
        /** The newest first. */
        periods: z.array(z.object({ period: PeriodId, final: z.int(), locked: z.boolean() })),
        indicators: z.array(
          z.object({ code: z.string(), name: Named, unit: z.string(), additive: z.boolean() }),
        ),
      }),
    ),
    rule: ReleaseRule,
  }),
})
export const draftRelease = defineRoute({
  method: 'POST',
  path: '/api/statistics/releases',
  summary: 'Compute the numbers of a bulletin and keep them as a draft',
  access: ['zone_office'],
  body: ReleaseChoices,
  response: ReleaseView,
  status: 201,
})
export const changeRelease = defineRoute({
  method: 'PUT',
  path: '/api/statistics/releases/:releaseId',
  summary: 'Compute a draft anew, from the filings as they are now',
  access: ['zone_office'],
  params: z.object({ releaseId: Uuid }),
  body: z.object({ version: z.int(), choices: ReleaseChoices }),
  response: ReleaseView,
})
export const readRelease = defineRoute({
  method: 'GET',
  path: '/api/statistics/releases/:releaseId',
  summary: 'One bulletin with its numbers',
  access: BUSINESS_ROLES,
  params: z.object({ releaseId: Uuid }),
  response: ReleaseView,
})
export const publishRelease = defineRoute({
  method: 'POST',
  path: '/api/statistics/releases/:releaseId/publish',
  summary: 'Publish a draft: its numbers become open data and are never changed again',
  access: ['zone_office'],
  params: z.object({ releaseId: Uuid }),
  body: z.object({ version: z.int() }),
  response: ReleaseView,
})

const ReleaseFile = z.object({
  format: z.enum(['docx', 'xlsx']).default('docx'),
  language: z.enum(['zh', 'en']).default('zh'),
})
export const downloadRelease = defineRoute({
  method: 'GET',
  path: '/api/statistics/releases/:releaseId/file',
  summary: 'A bulletin as .docx or .xlsx; a draft says that it is one',
  access: BUSINESS_ROLES,
  params: z.object({ releaseId: Uuid }),
  query: ReleaseFile,
  response: 'binary',
})

/** Figures that others published, each with ours of the same indicator, period, place and scope where we published one. */
export const readPublishedFigures = defineRoute({
  method: 'GET',
  path: '/api/statistics/published-figures',
  summary: 'Figures of others with scope and source, beside our own and never mixed with them',
  access: BUSINESS_ROLES,
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
        population: Named.nullable(),
        scope: z.string().nullable(),
        source: z.string(),
        sourceUrl: z.string().nullable(),
        own: z
          .object({
            value: z.number().nullable(),
            unit: z.string(),
            scope: z.enum(SCOPES),
            status: ReleaseStatus,
            releaseId: Uuid,
            synthetic: z.boolean(),
          })
          .nullable(),
      }),
    ),
  }),
})

/* ---- open data: without log-in ---- */

const PublicLanguage = z.object({ language: z.enum(['zh-CN', 'en']).default('zh-CN') })
export const readPublicStatistics = defineRoute({
  method: 'GET',
  path: '/public/statistics',
  summary: 'Published bulletins, as a page without script',
  access: 'public',
  query: PublicLanguage.extend({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
  response: 'binary',
})
export const readPublicRelease = defineRoute({
  method: 'GET',
  path: '/public/statistics/:releaseId',
  summary: 'One published bulletin with tables, method and downloads, as a page without script',
  access: 'public',
  params: z.object({ releaseId: Uuid }),
  query: PublicLanguage,
  response: 'binary',
})
export const downloadPublicRelease = defineRoute({
  method: 'GET',
  path: '/api/open/releases/:releaseId/file',
  summary: 'A published bulletin as .docx or .xlsx',
  access: 'public',
  params: z.object({ releaseId: Uuid }),
  query: ReleaseFile,
  response: 'binary',
})
export const readOpenCatalogue = defineRoute({
  method: 'GET',
  path: '/api/open/catalog.jsonld',
  summary: 'Catalogue of the open data: DCAT 3 as JSON-LD',
  access: 'public',
  response: 'binary',
})

/** A parameter may come more than once; SDMX answers wrong ones in messages of its own. */
const Repeatable = z.union([z.string(), z.array(z.string())]).optional()
const StructureQuery = z.looseObject({
  references: Repeatable,
  detail: Repeatable,
  format: Repeatable,
})
const DataQuery = z.looseObject({
  'c[TIME_PERIOD]': Repeatable,
  updatedAfter: Repeatable,
  asOf: Repeatable,
  firstNObservations: Repeatable,
  lastNObservations: Repeatable,
  dimensionAtObservation: Repeatable,
  attributes: Repeatable,
  measures: Repeatable,
  detail: Repeatable,
  labels: Repeatable,
  format: Repeatable,
})
const part = z.string().max(200)

function structureRoute<const P extends z.ZodObject>(path: string, params: P) {
  return defineRoute({
    method: 'GET',
    path: `/api/open/sdmx/v2/structure/${path}`,
    summary: 'SDMX REST 2: structures as SDMX-JSON 2.0',
    access: 'public',
    params,
    query: StructureQuery,
    response: 'binary',
  })
}
function dataRoute<const P extends z.ZodObject>(path: string, params: P) {
  return defineRoute({
    method: 'GET',
    path: `/api/open/sdmx/v2/data/${path}`,
    summary: 'SDMX REST 2: data as SDMX-JSON 2.0 or SDMX-CSV 2.0',
    access: 'public',
    params,
    query: DataQuery,
    response: 'binary',
  })
}
/** Parts of the address that are left out mean all of them. */
export const readSdmxStructuresOfType = structureRoute(':type', z.object({ type: part }))
export const readSdmxStructuresOfAgency = structureRoute(
  ':type/:agency',
  z.object({ type: part, agency: part }),
)
export const readSdmxStructure = structureRoute(
  ':type/:agency/:id',
  z.object({ type: part, agency: part, id: part }),
)
export const readSdmxStructureVersion = structureRoute(
  ':type/:agency/:id/:version',
  z.object({ type: part, agency: part, id: part, version: part }),
)
export const readSdmxDataOfContext = dataRoute(':context', z.object({ context: part }))
export const readSdmxDataOfAgency = dataRoute(':context/:agency', z.object({ context: part, agency: part }))
export const readSdmxDataOfFlow = dataRoute(
  ':context/:agency/:id',
  z.object({ context: part, agency: part, id: part }),
)
export const readSdmxDataOfVersion = dataRoute(
  ':context/:agency/:id/:version',
  z.object({ context: part, agency: part, id: part, version: part }),
)
export const readSdmxData = dataRoute(
  ':context/:agency/:id/:version/:key',
  z.object({ context: part, agency: part, id: part, version: part, key: part }),
)
