/**
 * What SDMX-JSON 2.0 asks of structure and data messages (sdmx-twg/sdmx-json, field guides and JSON schemas of 2.0.0), written
 * as strict schemas of our own for the parts that this service sends: a property that the standard does not know, or one that it
 * requires and we leave out, fails. The published schemas themselves are not in this repository.
 */
import { z } from 'zod'

const Id = z.string().regex(/^[A-Za-z0-9_@$-]+$/u)
/** May name an XML element: dimensions, attributes, maintained structures. */
const NameId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/u)
const AgencyId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*$/u)
const Version = z.string().regex(/^\d+\.\d+\.\d+$/u)
const Urn = z
  .string()
  .regex(
    /^urn:sdmx:org\.sdmx\.infomodel\.[a-z]+\.[A-Za-z]+=[A-Za-z0-9_.-]+:[A-Za-z0-9_@$-]+\(\d+\.\d+(\.\d+)?\)(\.[A-Za-z0-9_@$.-]+)?$/u,
  )
/** Language tags in the standard's pattern are in small letters. */
const Texts = z.record(z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/u), z.string())
const Links = z.array(z.strictObject({ rel: z.string(), urn: Urn }))
const nameable = {
  name: z.string().min(1),
  names: Texts,
  description: z.string().optional(),
  descriptions: Texts.optional(),
}
const Meta = z.strictObject({
  schema: z.url(),
  id: Id,
  test: z.boolean(),
  prepared: z.iso.datetime({ offset: true }),
  contentLanguages: z.array(z.string().regex(/^[a-z]{2,3}$/u)).min(1),
  sender: z.strictObject({ id: Id, name: z.string(), names: Texts }),
})

const maintainable = {
  id: NameId,
  agencyID: AgencyId,
  version: Version,
  ...nameable,
  isExternalReference: z.boolean().optional(),
  links: Links.optional(),
}
const Enumeration = z.strictObject({ enumeration: Urn })
const Relationship = z.union([
  z.strictObject({ dimensions: z.array(NameId).min(1) }),
  z.strictObject({ observation: z.strictObject({}) }),
  z.strictObject({ dataflow: z.strictObject({}) }),
])

export const StructureMessage = z.strictObject({
  meta: Meta,
  data: z.strictObject({
    agencySchemes: z
      .array(
        z.strictObject({
          ...maintainable,
          id: z.literal('AGENCIES'),
          version: z.literal('1.0'),
          agencies: z.array(z.strictObject({ id: NameId, ...nameable })).optional(),
        }),
      )
      .min(1)
      .optional(),
    codelists: z
      .array(
        z.strictObject({
          ...maintainable,
          codes: z
            .array(z.strictObject({ id: Id, ...nameable, parent: NameId.optional() }))
            .min(1)
            .optional(),
        }),
      )
      .min(1)
      .optional(),
    conceptSchemes: z
      .array(
        z.strictObject({
          ...maintainable,
          concepts: z.array(z.strictObject({ id: NameId, ...nameable })).optional(),
        }),
      )
      .min(1)
      .optional(),
    dataStructures: z
      .array(
        z.strictObject({
          ...maintainable,
          dataStructureComponents: z
            .strictObject({
              dimensionList: z.strictObject({
                id: z.literal('DimensionDescriptor'),
                dimensions: z.array(
                  z.strictObject({
                    id: NameId,
                    position: z.int().min(0),
                    conceptIdentity: Urn,
                    localRepresentation: Enumeration,
                  }),
                ),
                timeDimension: z.strictObject({
                  id: z.literal('TIME_PERIOD'),
                  conceptIdentity: Urn,
                  localRepresentation: z.strictObject({
                    format: z.strictObject({ dataType: z.literal('ObservationalTimePeriod') }),
                  }),
                }),
              }),
              measureList: z.strictObject({
                id: z.literal('MeasureDescriptor'),
                measures: z.array(
                  z.strictObject({
                    id: NameId,
                    conceptIdentity: Urn,
                    localRepresentation: z.strictObject({
                      format: z.strictObject({ dataType: z.literal('Double') }),
                    }),
                    usage: z.enum(['mandatory', 'optional']),
                  }),
                ),
              }),
              attributeList: z.strictObject({
                id: z.literal('AttributeDescriptor'),
                attributes: z.array(
                  z.strictObject({
                    id: NameId,
                    conceptIdentity: Urn,
                    localRepresentation: Enumeration,
                    usage: z.enum(['mandatory', 'optional']),
                    attributeRelationship: Relationship,
                  }),
                ),
              }),
            })
            .optional(),
        }),
      )
      .min(1)
      .optional(),
    dataflows: z
      .array(z.strictObject({ ...maintainable, structure: Urn.optional() }))
      .min(1)
      .optional(),
  }),
})

const CodedValue = z.strictObject({ id: Id, ...nameable })
const TimeValue = z.strictObject({
  value: z.string(),
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
})
/** Lists of values: at least one, none twice. */
const values = <T extends z.ZodType>(value: T) =>
  z
    .array(value)
    .min(1)
    .refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length)
const Dimension = z.strictObject({
  id: NameId,
  name: z.string(),
  names: Texts,
  keyPosition: z.int().min(0),
  roles: z.array(NameId).optional(),
  values: values(z.union([CodedValue, TimeValue])),
})
const Attribute = z.strictObject({
  id: NameId,
  name: z.string(),
  names: Texts,
  isMandatory: z.boolean(),
  relationship: Relationship,
  values: values(CodedValue).optional(),
})
const IndexOrValue = z.union([z.number(), z.string(), z.boolean(), z.null()])
const KEY = /^[0-9]+(:[0-9]+)*$/u

export const DataMessage = z.strictObject({
  meta: Meta,
  data: z.strictObject({
    structures: z.array(
      z.strictObject({
        links: Links,
        name: z.string(),
        names: Texts,
        dataSets: z.array(z.int()).min(1),
        dimensions: z.strictObject({
          dataSet: z.array(Dimension),
          series: z.array(Dimension),
          observation: z.array(Dimension),
        }),
        measures: z.strictObject({
          observation: z.array(
            z.strictObject({
              id: NameId,
              name: z.string(),
              names: Texts,
              isMandatory: z.boolean(),
              format: z.strictObject({ dataType: z.literal('Double') }),
            }),
          ),
        }),
        attributes: z.strictObject({
          dataSet: z.array(Attribute),
          series: z.array(Attribute),
          observation: z.array(Attribute),
        }),
      }),
    ),
    dataSets: z.array(
      z.strictObject({
        structure: z.int(),
        action: z.enum(['Information', 'Append', 'Replace', 'Delete']),
        links: Links,
        validFrom: z.iso.datetime({ offset: true }).optional(),
        series: z
          .record(
            z.string().regex(KEY),
            z.strictObject({
              attributes: z.array(IndexOrValue).optional(),
              observations: z.record(z.string().regex(KEY), z.array(IndexOrValue)).optional(),
            }),
          )
          .optional(),
        observations: z.record(z.string().regex(KEY), z.array(IndexOrValue)).optional(),
      }),
    ),
  }),
})

export const ErrorMessage = z.strictObject({
  errors: z.array(z.strictObject({ code: z.number(), title: z.string(), detail: z.string() })).min(1),
})

export interface DecodedObservation {
  readonly key: string
  readonly period: string
  readonly value: number | null
  readonly attributes: Readonly<Record<string, string>>
}

/** As a client reads it: every index looked up; an index beyond its list throws. */
export function decodeData(message: z.infer<typeof DataMessage>): DecodedObservation[] {
  return message.data.dataSets.flatMap((dataSet) => {
    const structure = message.data.structures[dataSet.structure]
    if (structure === undefined) throw new Error('a data set without structure')
    const { dimensions, attributes, measures } = structure
    const measured = measures.observation.length
    const idAt = (list: readonly z.infer<typeof Dimension>[], place: number, index: string): string => {
      const value = list[place]?.values[Number(index)]
      if (value === undefined) throw new Error(`no value ${index} at ${place}`)
      return 'id' in value ? value.id : value.value
    }
    const attributesOf = (list: readonly z.infer<typeof Attribute>[], given: readonly unknown[]) =>
      Object.fromEntries(
        list.map((attribute, place) => {
          const value = attribute.values?.[Number(given[place])]
          if (value === undefined) throw new Error(`no value of ${attribute.id}`)
          return [attribute.id, value.id]
        }),
      )
    const valueIn = (given: readonly unknown[]) => {
      const value = measured === 0 ? null : given[0]
      return typeof value === 'number' ? value : null
    }
    const series = Object.entries(dataSet.series ?? {}).flatMap(([seriesKey, one]) => {
      const key = seriesKey.split(':').map((index, place) => idAt(dimensions.series, place, index))
      const ofSeries = attributesOf(attributes.series, one.attributes ?? [])
      return Object.entries(one.observations ?? {}).map(([index, given]) => ({
        key: key.join('.'),
        period: idAt(dimensions.observation, 0, index),
        value: valueIn(given),
        attributes: { ...ofSeries, ...attributesOf(attributes.observation, given.slice(measured)) },
      }))
    })
    const flat = Object.entries(dataSet.observations ?? {}).map(([all, given]) => {
      const ids = all.split(':').map((index, place) => idAt(dimensions.observation, place, index))
      return {
        key: ids.slice(0, -1).join('.'),
        period: ids.at(-1) ?? '',
        value: valueIn(given),
        attributes: attributesOf(attributes.observation, given.slice(measured)),
      }
    })
    return [...series, ...flat]
  })
}

/** Rows of a CSV whose cells hold no line break. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trimEnd().split('\r\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    )
    return Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']))
  })
}
