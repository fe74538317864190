/**
 * Innovation points of enterprises (企业创新积分): tables that the operator loads. The official names and weights are not published
 * in what we have; only the frame is given (stage × group × indicator × weight), with one example labelled as such.
 */
import { z } from 'zod'
import type { ScoreTrace } from '#domain/rules'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'
import { Code, Text } from './contract-shared.ts'

/** Codes of groups are words in tables of others. */
const GroupCode = z.string().trim().min(1).max(40)

export const PointsIndicator = z.object({
  id: Code,
  group: GroupCode,
  title: Text,
  /** 0 … maximum, before the weight; FEEL over the facts of the zone, or a table’s name. */
  points: z.string().min(1).max(2000),
  /** Points at most before weighting. */
  maximum: z.number().positive().max(10_000),
  /** By stage: share of the total of 100. */
  weights: z.record(z.string(), z.number().min(0).max(100)),
  note: z.string().max(500).nullable().default(null),
})
export type PointsIndicator = z.infer<typeof PointsIndicator>

export const PointsDefinition = z.object({
  title: Text,
  /** Where the table is from: number of the document, or that it is an example. */
  source: z.string().trim().min(1).max(500),
  example: z.boolean(),
  validFrom: DateOn,
  stages: z
    .array(
      z.object({
        code: Code,
        title: Text,
        /** FEEL: whether an enterprise is at this stage; the first that says yes. */
        when: z.string().min(1).max(2000),
      }),
    )
    .min(1)
    .max(10),
  groups: z
    .array(z.object({ code: Code, title: Text }))
    .min(1)
    .max(20),
  indicators: z.array(PointsIndicator).min(1).max(100),
})
export type PointsDefinition = z.infer<typeof PointsDefinition>

export const PointsFinding = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  path: z.array(z.union([z.string(), z.int()])),
  params: z.record(z.string(), z.json()),
})
export type PointsFinding = z.infer<typeof PointsFinding>

export const PointsTable = z.object({
  id: Uuid,
  version: z.int(),
  title: Text,
  source: z.string(),
  example: z.boolean(),
  shipped: z.boolean(),
  state: z.enum(['draft', 'published', 'withdrawn']),
  validFrom: DateOn,
  /** First day on which a later version holds; null: it holds until further notice, or is no published one. */
  validTo: DateOn.nullable(),
  stages: z.array(z.object({ code: Code, title: Text })),
  indicators: z.int(),
  digest: z.string(),
  at: Moment,
  byName: z.string(),
  publishedAt: Moment.nullable(),
  publishedByName: z.string().nullable(),
  rowVersion: z.int(),
  can: z.array(z.enum(['publish', 'delete', 'withdraw'])),
})
export type PointsTable = z.infer<typeof PointsTable>

export const listPointsTables = defineRoute({
  method: 'GET',
  path: '/api/points/tables',
  summary: 'Tables of innovation points, newest first; drafts for the office alone',
  access: BUSINESS_ROLES,
  response: z.object({
    tables: z.array(PointsTable),
    /** The one in force today; null: none. */
    current: Uuid.nullable(),
    can: z.object({ upload: z.boolean() }),
  }),
})

const TableParams = z.object({ tableId: Uuid })
export const readPointsTable = defineRoute({
  method: 'GET',
  path: '/api/points/tables/:tableId',
  summary: 'A table of innovation points with every indicator, and what is to be said against it',
  access: BUSINESS_ROLES,
  params: TableParams,
  response: z.object({
    table: PointsTable,
    definition: PointsDefinition,
    findings: z.array(PointsFinding),
  }),
})

export const downloadPointsTemplate = defineRoute({
  method: 'GET',
  path: '/api/points/template',
  summary: 'The form to fill in: stages, groups, indicators and weights, as .xlsx or .json',
  access: ['zone_office'],
  query: z.object({ format: z.enum(['xlsx', 'json']).default('xlsx') }),
  response: 'binary',
})

export const uploadPointsTable = defineRoute({
  method: 'POST',
  path: '/api/points/tables',
  summary: 'Upload an own table as .xlsx or .json; it is checked and kept as a draft where it can be read',
  access: ['zone_office'],
  upload: 'multipart',
  response: z.object({
    /** Null: it could not be read; the findings say where. */
    table: PointsTable.nullable(),
    findings: z.array(PointsFinding),
  }),
  status: 201,
})

export const actOnPointsTable = defineRoute({
  method: 'POST',
  path: '/api/points/tables/:tableId/acts',
  summary: 'Publish a draft that has no errors, or withdraw a published table',
  access: ['zone_office'],
  params: TableParams,
  body: z.object({ rowVersion: z.int(), act: z.enum(['publish', 'withdraw']) }),
  response: PointsTable,
})

export const deletePointsTable = defineRoute({
  method: 'DELETE',
  path: '/api/points/tables/:tableId',
  summary: 'Take away a draft',
  access: ['zone_office'],
  params: TableParams,
  response: Nothing,
})

export const PointsOfEnterprise = z.object({
  enterpriseId: Uuid,
  on: DateOn,
  table: z.object({ id: Uuid, version: z.int(), title: Text, source: z.string(), example: z.boolean() }),
  /** Null: it cannot be said at which stage it is. */
  stage: z.object({ code: Code, title: Text }).nullable(),
  /** Facts that would tell the stage. */
  stageMissing: z.array(z.string()),
  /** Of 100; between these where facts are missing. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  maximum: z.number().nullable(),
  groups: z.array(
    z.object({ code: GroupCode, title: Text, low: z.number(), high: z.number(), maximum: z.number() }),
  ),
  indicators: z.array(
    z.object({
      id: Code,
      group: GroupCode,
      title: Text,
      weight: z.number(),
      low: z.number(),
      high: z.number(),
      maximum: z.number(),
    }),
  ),
  trace: z.custom<ScoreTrace>().nullable(),
  facts: z.record(z.string(), z.object({ title: Text, unit: z.string().nullable() })),
})
export type PointsOfEnterprise = z.infer<typeof PointsOfEnterprise>

export const readEnterprisePoints = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/points',
  summary: 'Innovation points of an enterprise, taken apart',
  access: ['zone_office', 'leader', 'park_committee', 'enterprise'],
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ on: DateOn.optional(), table: Uuid.optional() }),
  response: PointsOfEnterprise,
})
