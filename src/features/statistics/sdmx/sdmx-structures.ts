import type { Context } from '#platform/http'
import {
  AGENCY,
  ATTRIBUTES,
  CODELIST_OF,
  CONCEPTS,
  CONCEPT_WORDS,
  DATAFLOWS,
  KEY_DIMENSIONS,
  STRUCTURE,
  VERSION,
  readModel,
  urn,
  type SdmxModel,
  type Words,
} from './sdmx-model.ts'
import { badSyntax, noResults, valueOf, type RawQuery } from './sdmx-fault.ts'

const KINDS = {
  agencyscheme: 'agencySchemes',
  codelist: 'codelists',
  conceptscheme: 'conceptSchemes',
  datastructure: 'dataStructures',
  dataflow: 'dataflows',
} as const
type Kind = keyof typeof KINDS
/** Structures of SDMX of which this service has none. */
const OTHER_KINDS: ReadonlySet<string> = new Set(
  'metadatastructure categoryscheme categorisation dataproviderscheme dataconsumerscheme organisationunitscheme hierarchy hierarchyassociation valuelist structuremap representationmap conceptschememap categoryschememap organisationschememap reportingtaxonomymap metadataflow process provisionagreement metadataproviderscheme metadataprovisionagreement reportingtaxonomy customtypescheme vtlmappingscheme namepersonalisationscheme rulesetscheme transformationscheme userdefinedoperatorscheme dataconstraint metadataconstraint geographiccodelist geogridcodelist'.split(
    ' ',
  ),
)
const REFERENCES: ReadonlySet<string> = new Set([
  'none',
  'parents',
  'parentsandsiblings',
  'ancestors',
  'children',
  'descendants',
  'all',
])
const DETAILS: ReadonlySet<string> = new Set([
  'full',
  'allstubs',
  'referencestubs',
  'allcompletestubs',
  'referencecompletestubs',
  'referencepartial',
  'raw',
])

interface Artefact {
  readonly kind: Kind
  readonly id: string
  readonly agency: string
  readonly version: string
  readonly stub: Record<string, unknown>
  readonly rest: Record<string, unknown>
  /** What it refers to, as kind:id. */
  readonly children: readonly string[]
}

export interface StructureWanted {
  readonly type: string
  readonly agency?: string | undefined
  readonly id?: string | undefined
  readonly version?: string | undefined
}

/** Structures as an SDMX-JSON 2.0 structure message. */
export async function structureMessage(
  ctx: Context,
  wanted: StructureWanted,
  query: RawQuery,
): Promise<unknown> {
  const references = (valueOf(query, 'references') ?? 'none').toLowerCase()
  const detail = (valueOf(query, 'detail') ?? 'full').toLowerCase()
  if (!REFERENCES.has(references) && !(references in KINDS))
    throw badSyntax(`references=${references} is not known`)
  if (!DETAILS.has(detail)) throw badSyntax(`detail=${detail} is not known`)
  const model = await ctx.read((tx) => readModel(tx))
  const all = artefacts(model)
  const found = all.filter((artefact) => matches(artefact, wanted))
  if (found.length === 0)
    throw noResults(
      `There is no such structure: ${[wanted.type, wanted.agency, wanted.id, wanted.version].filter((part) => part !== undefined).join('/')}`,
    )
  const related = relatedTo(found, all, references)
  const data: Record<string, unknown[]> = {}
  const add = (artefact: Artefact, asStub: boolean) => {
    const list = (data[KINDS[artefact.kind]] ??= [])
    list.push(
      asStub ? { ...artefact.stub, isExternalReference: true } : { ...artefact.stub, ...artefact.rest },
    )
  }
  for (const artefact of found) add(artefact, detail.startsWith('all'))
  for (const artefact of related) add(artefact, detail.endsWith('stubs'))
  return {
    meta: {
      schema:
        'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json',
      ...header(ctx),
    },
    data,
  }
}

export function header(ctx: Context) {
  return {
    id: `IREF${ctx.now.getTime().toString(36)}`,
    prepared: ctx.now.toISOString(),
    test: false,
    contentLanguages: ['zh', 'en'],
    sender: { id: AGENCY, name: '多园', names: { zh: '多园', en: 'Duoyuan' } },
  }
}

function matches(artefact: Artefact, { type, agency, id, version }: StructureWanted): boolean {
  const kind = type.toLowerCase()
  if (kind !== '*' && !(kind in KINDS)) {
    if (OTHER_KINDS.has(kind)) return false
    throw badSyntax(`${type} is no type of structure`)
  }
  return (
    (kind === '*' || artefact.kind === kind) &&
    listed(agency, artefact.agency) &&
    listed(id, artefact.id) &&
    isVersion(version, artefact.version)
  )
}

/** `*`, or one or more ids with commas between. */
function listed(wanted: string | undefined, own: string): boolean {
  return wanted === undefined || wanted === '*' || wanted === 'all' || wanted.split(',').includes(own)
}

/** `*`, `~` and `+` stand for the versions, of which there is one; 1.0+ and the like are ranges. */
export function isVersion(wanted: string | undefined, own: string): boolean {
  if (wanted === undefined || ['*', '~', '+', 'latest', 'all'].includes(wanted)) return true
  return wanted.split(',').some((one) => {
    if (!/^\d+(?:\.\d+){0,2}\+?(?:\.\d+\+?){0,2}$/u.test(one)) throw badSyntax(`${one} is no version`)
    if (!one.includes('+')) return one === own || `${one}.0` === own
    const least = one.replaceAll('+', '')
    return own >= least || own.startsWith(least)
  })
}

function relatedTo(found: readonly Artefact[], all: readonly Artefact[], references: string): Artefact[] {
  const own = new Set(found)
  const keyOf = ({ kind, id }: Artefact) => `${kind}:${id}`
  const children = (of: readonly Artefact[]) =>
    all.filter((one) => of.some((parent) => parent.children.includes(keyOf(one))))
  const parents = (of: readonly Artefact[]) =>
    all.filter((one) => of.some((child) => one.children.includes(keyOf(child))))
  const closure = (step: (of: readonly Artefact[]) => Artefact[]) => {
    const reached = new Set<Artefact>()
    for (let next = step(found); next.some((one) => !reached.has(one)); next = step([...reached]))
      for (const one of next) reached.add(one)
    return [...reached]
  }
  const reached = new Set<Artefact>()
  const add = (some: readonly Artefact[]) => {
    for (const one of some) if (!own.has(one)) reached.add(one)
  }
  if (references in KINDS)
    add(closure((of) => [...children(of), ...parents(of)]).filter(({ kind }) => kind === references))
  if (references === 'children' || references === 'all') add(children(found))
  if (references === 'descendants' || references === 'all') add(closure(children))
  if (references === 'parents') add(parents(found))
  if (references === 'parentsandsiblings') add([...parents(found), ...children(parents(found))])
  if (references === 'ancestors' || references === 'all') add(closure(parents))
  return all.filter((one) => reached.has(one))
}

function named(name: Words, description?: Words) {
  return {
    name: name.zh,
    names: { zh: name.zh, en: name.en },
    ...(description === undefined
      ? {}
      : { description: description.zh, descriptions: { zh: description.zh, en: description.en } }),
  }
}

function maintained(
  kind: Kind,
  id: string,
  name: Words,
  self: string,
  children: readonly string[],
  rest: Record<string, unknown>,
): Artefact {
  return {
    kind,
    id,
    agency: AGENCY,
    version: VERSION,
    stub: { id, agencyID: AGENCY, version: VERSION, ...named(name), links: [{ rel: 'self', urn: self }] },
    rest,
    children,
  }
}

function artefacts(model: SdmxModel): Artefact[] {
  const conceptUrn = (id: string) => urn('conceptscheme.Concept', CONCEPTS, id)
  const codelistUrn = (id: string) => urn('codelist.Codelist', id)
  const component = (id: keyof typeof CODELIST_OF) => ({
    id,
    conceptIdentity: conceptUrn(id),
    localRepresentation: { enumeration: codelistUrn(CODELIST_OF[id]) },
  })
  const agencies: Artefact = {
    kind: 'agencyscheme',
    id: 'AGENCIES',
    agency: 'SDMX',
    version: '1.0',
    stub: {
      id: 'AGENCIES',
      agencyID: 'SDMX',
      version: '1.0',
      ...named({ zh: '维护机构', en: 'Agencies' }),
      links: [{ rel: 'self', urn: urn('base.AgencyScheme', 'AGENCIES') }],
    },
    rest: { agencies: [{ id: AGENCY, ...named({ zh: '多园', en: 'Duoyuan' }) }] },
    children: [],
  }
  const codelists = [...model.codelists.values()].map((list) =>
    maintained('codelist', list.id, list.name, codelistUrn(list.id), [], {
      codes: list.codes.map(({ id, name, description }) => ({ id, ...named(name, description) })),
    }),
  )
  const concepts = maintained(
    'conceptscheme',
    CONCEPTS,
    { zh: '概念', en: 'Concepts' },
    urn('conceptscheme.ConceptScheme', CONCEPTS),
    Object.values(CODELIST_OF).map((id) => `codelist:${id}`),
    {
      concepts: Object.entries(CONCEPT_WORDS).map(([id, words]) => ({ id, ...named(words) })),
    },
  )
  const structure = maintained(
    'datastructure',
    STRUCTURE,
    { zh: '园区统计数据结构', en: 'Structure of the statistics of the zone' },
    urn('datastructure.DataStructure', STRUCTURE),
    [`conceptscheme:${CONCEPTS}`, ...Object.values(CODELIST_OF).map((id) => `codelist:${id}`)],
    {
      dataStructureComponents: {
        dimensionList: {
          id: 'DimensionDescriptor',
          dimensions: KEY_DIMENSIONS.map((id, position) => ({ ...component(id), position })),
          timeDimension: {
            id: 'TIME_PERIOD',
            conceptIdentity: conceptUrn('TIME_PERIOD'),
            localRepresentation: { format: { dataType: 'ObservationalTimePeriod' } },
          },
        },
        measureList: {
          id: 'MeasureDescriptor',
          measures: [
            {
              id: 'OBS_VALUE',
              conceptIdentity: conceptUrn('OBS_VALUE'),
              localRepresentation: { format: { dataType: 'Double' } },
              usage: 'optional',
            },
          ],
        },
        attributeList: {
          id: 'AttributeDescriptor',
          attributes: ATTRIBUTES.map(({ id, of, usage }) => ({
            ...component(id),
            usage,
            attributeRelationship:
              of === 'series' ? { dimensions: [...KEY_DIMENSIONS] } : { observation: {} },
          })),
        },
      },
    },
  )
  const flows = DATAFLOWS.map(({ id, name }) =>
    maintained('dataflow', id, name, urn('datastructure.Dataflow', id), [`datastructure:${STRUCTURE}`], {
      structure: urn('datastructure.DataStructure', STRUCTURE),
    }),
  )
  return [agencies, ...codelists, concepts, structure, ...flows]
}
