import type { Scheme } from '#domain/evaluation'

export interface PlacedIssue {
  readonly code: string
  readonly path?: readonly (string | number)[] | undefined
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

export const SCHEME_PARTS = ['about', 'tree', 'methods', 'rules', 'peers', 'uncertainty', 'sources'] as const
export type SchemePart = (typeof SCHEME_PARTS)[number]

/** To which node an issue belongs, or else to which part of the page. */
export type IssuePlace =
  { readonly node: string; readonly part: 'tree' } | { readonly node: null; readonly part: SchemePart }

const PARTS: Readonly<Record<string, SchemePart>> = {
  name: 'about',
  about: 'about',
  standing: 'about',
  units: 'about',
  rhythm: 'about',
  nodes: 'tree',
  screening: 'methods',
  imputation: 'methods',
  treatment: 'methods',
  normalisation: 'methods',
  scaleOver: 'methods',
  weighting: 'methods',
  aggregation: 'methods',
  gates: 'rules',
  adjustments: 'rules',
  ranking: 'rules',
  grading: 'rules',
  peerGroups: 'peers',
  uncertainty: 'uncertainty',
  sources: 'sources',
  unknowns: 'sources',
}

export function placeOfIssue(scheme: Scheme, { path = [], params = {} }: PlacedIssue): IssuePlace {
  const [part, index] = path
  const known = (code: unknown) =>
    typeof code === 'string' ? scheme.nodes.find((node) => node.code === code) : undefined
  const at = part === 'nodes' && typeof index === 'number' ? scheme.nodes[index] : undefined
  // A way for all is wrong for all, even where the engine says it of the root.
  if (typeof part === 'string' && part !== 'nodes' && PARTS[part] !== undefined) {
    const heading = part === 'weighting' ? known(params['heading']) : undefined
    return heading === undefined ? { node: null, part: PARTS[part] } : { node: heading.code, part: 'tree' }
  }
  const node = at ?? known(params['node']) ?? known(params['heading'])
  return node === undefined ? { node: null, part: 'tree' } : { node: node.code, part: 'tree' }
}
