import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { OrganisationKind } from './contract.ts'

const Code = z.string().regex(/^[a-z0-9._-]+$/)
const Period = { validFrom: z.iso.date().optional(), validTo: z.iso.date().optional() }

const Organisations = z
  .array(
    z.strictObject({
      code: Code,
      kind: OrganisationKind,
      names: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            shortName: z.string().min(1),
            nameEn: z.string().min(1),
            source: z.string().optional(),
            ...Period,
          }),
        )
        .min(1),
      parents: z.array(z.strictObject({ code: Code, source: z.string().optional(), ...Period })),
      adcode: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      point: z.tuple([z.number(), z.number()]).optional(),
      facts: z
        .array(
          z.strictObject({
            code: Code,
            value: z.string(),
            source: z.string().min(1),
            asOf: z.string().optional(),
          }),
        )
        .optional(),
      source: z.string().min(1),
    }),
  )
  .min(1)

/** data/zones/<zone>/zone.json: what a zone consists of. `validTo` is the last day on which it holds. */
export const ZoneData = z.strictObject({
  zone: z.string(),
  version: z.int(),
  note: z.string(),
  /** GeoJSON file beside it, features by GB/T 2260 code; may be left out. */
  outlines: z.string().optional(),
  organisations: Organisations,
})
export type ZoneData = z.infer<typeof ZoneData>

/** data/demo/organisations.json: invented bodies and enterprises for trying the system out. */
const DemoOrganisations = z.strictObject({
  /** The zone for which they are made; others load none. */
  zone: z.string(),
  note: z.string(),
  organisations: Organisations,
})

export const Outlines = z.object({
  attribution: z.string(),
  features: z.array(
    z.object({
      id: z.string(),
      properties: z.object({ name: z.string() }),
      geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.json()) }),
    }),
  ),
})
export type Outlines = z.infer<typeof Outlines>

/** Reads and checks a zone's data; throws an Error that names the file and what is wrong in it. */
export async function readZoneData(folder: string): Promise<{ data: ZoneData; outlines: Outlines | null }> {
  const data = await readChecked(join(folder, 'zone.json'), ZoneData)
  const codes = new Set(data.organisations.map((organisation) => organisation.code))
  if (codes.size !== data.organisations.length) throw new Error(`${folder}: two organisations share a code`)
  for (const organisation of data.organisations)
    for (const parent of organisation.parents)
      if (!codes.has(parent.code))
        throw new Error(`${folder}: ${organisation.code} has an unknown parent ${parent.code}`)
  const outlines =
    data.outlines === undefined ? null : await readChecked(join(folder, data.outlines), Outlines)
  return { data, outlines }
}

export function readDemoOrganisations(file: string): Promise<z.infer<typeof DemoOrganisations>> {
  return readChecked(file, DemoOrganisations)
}

async function readChecked<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
