import { type Issue, type Outcome, accepted, refused } from '#domain/kernel'
import type {
  Decision,
  DecisionService,
  DmnModel,
  DmnReference,
  InputData,
  ItemDefinition,
  KnowledgeModel,
  LiteralExpression,
  TypeRef,
  UnaryTests,
} from './dmn-model.ts'
import { MODEL_NAMESPACES } from './dmn-namespaces.ts'
import { typeOfItem } from './dmn-types.ts'
import { parseFeel } from './parse-feel.ts'
import type { FeelDialect, FeelExpression } from './syntax.ts'
import { builtInType } from './types.ts'
import { ANY, type FeelType } from './values.ts'

export type DmnNode =
  | { readonly kind: 'input'; readonly element: InputData }
  | { readonly kind: 'decision'; readonly element: Decision }
  | { readonly kind: 'knowledge'; readonly element: KnowledgeModel }
  | { readonly kind: 'service'; readonly element: DecisionService }

/** A model with its names and types at hand, and with the models that it imports. */
export interface CompiledModel {
  readonly model: DmnModel
  /** By id; elements without one by name. */
  readonly nodes: ReadonlyMap<string, DmnNode>
  /** Names with spaces or signs: what the grammar has to be told. */
  readonly names: ReadonlySet<string>
  /** Named types, those of imports as `import.type` and as `type`. */
  readonly types: ReadonlyMap<string, FeelType>
  /** By namespace, with the name of the import. */
  readonly imports: ReadonlyMap<string, { readonly name: string; readonly compiled: CompiledModel }>
  /** What is wrong but hinders only those who need it: unknown references and types, tests that cannot be read. */
  readonly warnings: readonly Issue[]
  typeNamed(typeRef: TypeRef | null): FeelType
  /** The expression's tree, read once; null where it cannot be read. */
  parsed(text: LiteralExpression | UnaryTests, dialect: FeelDialect): FeelExpression | null
}

export interface CompileOptions {
  /** Gives the models that are imported, by namespace. */
  readonly resolve?: (namespace: string, locationUri: string | null) => DmnModel | null
}

/** Makes a model ready for evaluation. Refused where an import is not there or models import each other. */
export function compileModel(model: DmnModel, options: CompileOptions = {}): Outcome<CompiledModel> {
  return compileWithin(model, options, new Map(), [])
}

function compileWithin(
  model: DmnModel,
  options: CompileOptions,
  done: Map<string, CompiledModel>,
  path: readonly string[],
): Outcome<CompiledModel> {
  const known = done.get(model.namespace)
  if (known !== undefined) return accepted(known)
  if (path.includes(model.namespace))
    return refused({ code: 'rules.dmn_cycle', params: { names: [...path, model.namespace].join(' → ') } })
  const imports = new Map<string, { name: string; compiled: CompiledModel }>()
  for (const { name, namespace, locationUri, importType } of model.imports) {
    if (!MODEL_NAMESPACES.has(importType)) continue
    const imported = options.resolve?.(namespace, locationUri) ?? null
    if (imported === null) return refused({ code: 'rules.dmn_import_missing', params: { namespace, name } })
    const compiled = compileWithin(imported, options, done, [...path, model.namespace])
    if (!compiled.ok) return compiled
    imports.set(namespace, { name, compiled: compiled.value })
  }
  const outcome = compileOne(model, imports)
  if (outcome.ok) done.set(model.namespace, outcome.value)
  return outcome
}

function compileOne(model: DmnModel, imports: CompiledModel['imports']): Outcome<CompiledModel> {
  const warnings: Issue[] = []
  const nodes = new Map<string, DmnNode>()
  for (const node of nodesOf(model)) {
    const id = node.element.id ?? node.element.name
    if (nodes.has(id)) return refused({ code: 'rules.dmn_duplicate_id', params: { id } })
    nodes.set(id, node)
  }
  const cycle = cycleIn(model, nodes)
  if (cycle !== null) return refused({ code: 'rules.dmn_cycle', params: { names: cycle.join(' → ') } })
  const names = new Set([
    ...spacedNames(model),
    ...[...imports.values()].flatMap(({ compiled }) => [...compiled.names]),
  ])
  const types = typesOf(model, imports, names, warnings)
  warnings.push(...unknownReferences(model, nodes, imports))
  const trees = new Map<LiteralExpression | UnaryTests, FeelExpression | null>()
  return accepted({
    model,
    nodes,
    names,
    types,
    imports,
    warnings,
    typeNamed: (typeRef) => (typeRef === null ? ANY : (types.get(typeRef) ?? builtInType(typeRef) ?? ANY)),
    parsed(text, dialect) {
      const known = trees.get(text)
      if (known !== undefined) return known
      const parsed = parseFeel(text.text, names, dialect)
      const tree = parsed.ok ? parsed.value : null
      trees.set(text, tree)
      return tree
    },
  })
}

function nodesOf(model: DmnModel): DmnNode[] {
  return [
    ...model.inputData.map((element) => ({ kind: 'input' as const, element })),
    ...model.decisions.map((element) => ({ kind: 'decision' as const, element })),
    ...model.knowledgeModels.map((element) => ({ kind: 'knowledge' as const, element })),
    ...model.decisionServices.map((element) => ({ kind: 'service' as const, element })),
  ]
}

/** Decisions that need each other, in a ring; knowledge models may (they are functions, bounded when they run). */
function cycleIn(model: DmnModel, nodes: ReadonlyMap<string, DmnNode>): string[] | null {
  const finished = new Set<Decision>()
  const visit = (decision: Decision, path: readonly Decision[]): string[] | null => {
    if (finished.has(decision)) return null
    const start = path.indexOf(decision)
    if (start >= 0) return [...path.slice(start), decision].map(({ name }) => name)
    for (const { namespace, id } of decision.requiredDecisions) {
      const node = namespace === model.namespace ? nodes.get(id) : undefined
      const found = node?.kind === 'decision' ? visit(node.element, [...path, decision]) : null
      if (found !== null) return found
    }
    finished.add(decision)
    return null
  }
  for (const decision of model.decisions) {
    const found = visit(decision, [])
    if (found !== null) return found
  }
  return null
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** Every name in the model that is no plain word: of variables, components, columns, entries, wherever they stand. */
function spacedNames(model: DmnModel): Set<string> {
  const names = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value)) {
        if (typeof entry === 'string') {
          const name = key === 'name' || key === 'iteratorVariable' ? entry : ''
          if (name !== '' && !PLAIN_NAME.test(name)) names.add(name)
        } else walk(entry)
      }
  }
  walk(model)
  return names
}

function typesOf(
  model: DmnModel,
  imports: CompiledModel['imports'],
  names: ReadonlySet<string>,
  warnings: Issue[],
): Map<string, FeelType> {
  const types = new Map<string, FeelType>()
  for (const { name, compiled } of imports.values())
    for (const [typeName, type] of compiled.types) {
      types.set(typeName, type)
      if (name !== '') types.set(`${name}.${typeName}`, type)
    }
  const own = new Map(model.itemDefinitions.map((item) => [item.name, item]))
  const ready = new Set<string>()
  const path: ItemDefinition[] = []
  const lookup = (name: string): FeelType | null => {
    const item = own.get(name)
    if (item === undefined || path.includes(item)) {
      const known = item === undefined ? (builtInType(name) ?? types.get(name)) : ANY
      if (known === undefined)
        warnings.push({
          code: 'rules.dmn_unknown_type',
          params: { element: path.at(-1)?.name ?? '', type: name },
        })
      return known ?? null
    }
    if (!ready.has(name)) {
      path.push(item)
      types.set(
        name,
        typeOfItem(item, lookup, names, (text) =>
          warnings.push({ code: 'rules.dmn_expression', params: { element: name, text: text.slice(0, 60) } }),
        ),
      )
      path.pop()
      ready.add(name)
    }
    return types.get(name) ?? null
  }
  for (const item of model.itemDefinitions) lookup(item.name)
  return types
}

function unknownReferences(
  model: DmnModel,
  nodes: ReadonlyMap<string, DmnNode>,
  imports: CompiledModel['imports'],
): Issue[] {
  const check = (element: string, references: readonly DmnReference[]): Issue[] =>
    references
      .filter(
        ({ namespace, id }) =>
          !(namespace === model.namespace ? nodes : imports.get(namespace)?.compiled.nodes)?.has(id),
      )
      .map(({ namespace, id }) => ({
        code: 'rules.dmn_unknown_reference',
        params: { element, href: namespace === model.namespace ? `#${id}` : `${namespace}#${id}` },
      }))
  return [
    ...model.decisions.flatMap((decision) =>
      check(decision.name, [
        ...decision.requiredDecisions,
        ...decision.requiredInputs,
        ...decision.requiredKnowledge,
      ]),
    ),
    ...model.knowledgeModels.flatMap((element) => check(element.name, element.requiredKnowledge)),
    ...model.decisionServices.flatMap((service) =>
      check(service.name, [
        ...service.outputDecisions,
        ...service.encapsulatedDecisions,
        ...service.inputDecisions,
        ...service.inputData,
      ]),
    ),
  ]
}
