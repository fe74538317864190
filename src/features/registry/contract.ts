/** The organisation tree, valid in time, and the schematic map of parks. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Uuid, defineRoute } from '../route-contract.ts'

export const OrganisationKind = z.enum([
  'zone',
  'office',
  'park',
  'district',
  'department',
  'company',
  'area',
])
export type OrganisationKind = z.infer<typeof OrganisationKind>

export const Organisation = z.object({
  id: Uuid,
  /** Stable code within the zone's data, e.g. `park.haidian`. */
  code: z.string(),
  kind: OrganisationKind,
  name: z.string(),
  shortName: z.string(),
  nameEn: z.string(),
  parentId: Uuid.nullable(),
  /** GB/T 2260 code of the district, where it is one or lies in one. */
  adcode: z.string().nullable(),
  validFrom: DateOn.nullable(),
  validTo: DateOn.nullable(),
  source: z.string(),
})
export type Organisation = z.infer<typeof Organisation>

export const listOrganisations = defineRoute({
  method: 'GET',
  path: '/api/organisations',
  summary: 'The organisation tree as of a date (default today)',
  access: 'signed-in',
  query: z.object({ asOf: DateOn.optional() }),
  response: z.object({ asOf: DateOn, organisations: z.array(Organisation) }),
})

export const OrganisationName = z.object({
  name: z.string(),
  shortName: z.string(),
  validFrom: DateOn.nullable(),
  validTo: DateOn.nullable(),
  source: z.string(),
})
export const readOrganisation = defineRoute({
  method: 'GET',
  path: '/api/organisations/:organisationId',
  summary: 'One organisation with its names and parents over time',
  access: 'signed-in',
  params: z.object({ organisationId: Uuid }),
  response: z.object({
    organisation: Organisation,
    names: z.array(OrganisationName),
    parents: z.array(
      z.object({
        parentId: Uuid,
        name: z.string(),
        validFrom: DateOn.nullable(),
        validTo: DateOn.nullable(),
      }),
    ),
    facts: z.array(
      z.object({ code: z.string(), value: z.string(), source: z.string(), asOf: z.string().nullable() }),
    ),
    /** How many plan items name it, by published plan; follows row-level security. */
    duties: z.array(z.object({ planId: Uuid, planTitle: z.string(), tasks: z.int() })),
  }),
})

/** GeoJSON of district outlines (attribution inside) plus one schematic point per park. */
export const readMap = defineRoute({
  method: 'GET',
  path: '/api/map',
  summary: 'District outlines and schematic park positions',
  access: BUSINESS_ROLES,
  response: z.object({
    attribution: z.string(),
    /** True where park positions are drawn for orientation only and are not boundaries. */
    schematic: z.boolean(),
    districts: z.array(
      z.object({
        organisationId: Uuid.nullable(),
        adcode: z.string(),
        name: z.string(),
        nameEn: z.string(),
        geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.json()) }),
      }),
    ),
    parks: z.array(
      z.object({
        organisationId: Uuid,
        name: z.string(),
        shortName: z.string(),
        nameEn: z.string(),
        longitude: z.number(),
        latitude: z.number(),
        tasks: z.int(),
      }),
    ),
  }),
})
