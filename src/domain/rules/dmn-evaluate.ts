import { type Outcome, accepted, refused } from '#domain/kernel'
import { type BoxedEnvironment, type TableTrace, evaluateBoxed, functionValue } from './dmn-boxed.ts'
import type { CompiledModel, DmnNode } from './dmn-compile.ts'
import type { Decision, DecisionService, DmnReference, InputData, KnowledgeModel } from './dmn-model.ts'
import { fitted, received } from './dmn-types.ts'
import { type FeelAnswer, withinLimits } from './evaluate-feel.ts'
import { fromPlain, namesIn } from './plain-values.ts'
import { type FeelNote, FeelRun, FeelScope, type RunOptions } from './scope.ts'
import { type FeelContext, FeelFunction, type FeelType, type FeelValue, isContext } from './values.ts'

export interface DmnOptions extends RunOptions {
  /** Texts in the input may stand for dates, times and durations where these are wanted: input that comes from JSON. */
  readonly isoTexts?: boolean
}

/** One decision that was made on the way, in the order they were made. */
export interface DecisionTrace {
  readonly decision: string
  readonly namespace: string
  readonly value: FeelValue
  /** Tables that were asked for it, their inputs and the rows that matched. */
  readonly tables: readonly TableTrace[]
  /** Why something became null, in its own logic or in that of functions that it called. */
  readonly notes: readonly FeelNote[]
}

export interface DecisionAnswer {
  readonly value: FeelValue
  readonly trace: readonly DecisionTrace[]
}

/**
 * Makes a decision of a model. `input`: a plain object by names of input data; of imported models either the same names, or the
 * qualified `namespace#name`, or within the import's name. What is not given is null.
 */
export function evaluateDecision(
  compiled: CompiledModel,
  name: string,
  input: unknown,
  options: DmnOptions = {},
): FeelAnswer<DecisionAnswer> {
  return answered(compiled, input, options, (evaluation) => {
    const found = nodeNamed(compiled, name, 'decision')
    if (!found.ok) return found
    return accepted(evaluation.decide(found.value.owner, found.value.node.element, evaluation.outermost))
  })
}

/**
 * Calls a decision service with its inputs by name. One output decision: its value; several: a context of them by name.
 */
export function evaluateService(
  compiled: CompiledModel,
  name: string,
  input: unknown,
  options: DmnOptions = {},
): FeelAnswer<DecisionAnswer> {
  return answered(compiled, input, options, (evaluation) => {
    const found = nodeNamed(compiled, name, 'service')
    if (!found.ok) return found
    return accepted(evaluation.serve(found.value.owner, found.value.node.element))
  })
}

/** Calls a knowledge model with its parameters by name. */
export function evaluateKnowledge(
  compiled: CompiledModel,
  name: string,
  input: unknown,
  options: DmnOptions = {},
): FeelAnswer<DecisionAnswer> {
  return answered(compiled, input, options, (evaluation) => {
    const found = nodeNamed(compiled, name, 'knowledge')
    if (!found.ok) return found
    const { owner, node } = found.value
    const callee = evaluation.knowledgeFunction(owner, node.element, evaluation.outermost)
    if (!(callee instanceof FeelFunction)) return accepted(callee)
    const args = callee.parameters.map((parameter) =>
      fitted(
        evaluation.given(owner, parameter.name, parameter.type),
        parameter.type,
        evaluation.run,
        parameter.name,
      ),
    )
    return accepted(callee.invoke(args, evaluation.run))
  })
}

function answered(
  compiled: CompiledModel,
  input: unknown,
  options: DmnOptions,
  work: (evaluation: Evaluation) => Outcome<FeelValue>,
): FeelAnswer<DecisionAnswer> {
  const run = new FeelRun({ types: compiled.types, ...options })
  return withinLimits(run, () => {
    const values = fromPlain(input)
    const given = isContext(values) ? values : new Map<string, FeelValue>()
    const evaluation = new Evaluation(compiled, run, given, options.isoTexts === true)
    const value = work(evaluation)
    return value.ok ? accepted({ value: value.value, trace: evaluation.trace }) : value
  })
}

type NodeOf<K extends DmnNode['kind']> = Extract<DmnNode, { kind: K }>

/** A node by name, or by id; of imports as `import.name`. */
function nodeNamed<K extends DmnNode['kind']>(
  compiled: CompiledModel,
  name: string,
  kind: K,
): Outcome<{ owner: CompiledModel; node: NodeOf<K> }> {
  const isOfKind = (node: DmnNode): node is NodeOf<K> => node.kind === kind
  const own = [...compiled.nodes.values()].filter(isOfKind)
  const node =
    own.find(({ element }) => element.name === name) ?? own.find(({ element }) => element.id === name)
  if (node !== undefined) return accepted({ owner: compiled, node })
  for (const imported of compiled.imports.values()) {
    const prefix = imported.name === '' ? '' : `${imported.name}.`
    if (!name.startsWith(prefix)) continue
    const found = nodeNamed(imported.compiled, name.slice(prefix.length), kind)
    if (found.ok) return found
  }
  const known = own
    .map(({ element }) => element.name)
    .slice(0, 20)
    .join(', ')
  return refused({ code: 'rules.dmn_unknown_decision', params: { name: name.slice(0, 100), known } })
}

/** The values that a service's caller gives in place of decisions and inputs, and what was decided with them. */
interface Frame {
  readonly overrides: ReadonlyMap<Decision | InputData, FeelValue>
  readonly made: Map<object, FeelValue>
}

class Evaluation {
  readonly run: FeelRun
  readonly trace: DecisionTrace[] = []
  readonly outermost: Frame = { overrides: new Map(), made: new Map() }
  readonly #asked: CompiledModel
  readonly #input: FeelContext
  readonly #isoTexts: boolean
  readonly #environments = new Map<CompiledModel, BoxedEnvironment>()
  #tables: TableTrace[] = []

  constructor(asked: CompiledModel, run: FeelRun, input: FeelContext, isoTexts: boolean) {
    this.#asked = asked
    this.run = run
    this.#input = input
    this.#isoTexts = isoTexts
  }

  decide(owner: CompiledModel, decision: Decision, frame: Frame): FeelValue {
    const known = frame.made.get(decision)
    if (known !== undefined) return known
    const variable = decision.variable?.name ?? decision.name
    const type = owner.typeNamed(decision.variable?.typeRef ?? null)
    this.run.enter()
    const scope = this.#scope(
      owner,
      [...decision.requiredInputs, ...decision.requiredDecisions, ...decision.requiredKnowledge],
      frame,
    )
    const [tables, notesBefore] = [this.#tables, this.run.notes.length]
    this.#tables = []
    const made =
      decision.logic === null
        ? this.run.nothing('no_logic', { name: decision.name })
        : evaluateBoxed(decision.logic, scope, this.#environment(owner))
    const value = fitted(made, type, this.run, variable)
    this.run.leave()
    this.trace.push({
      decision: decision.name,
      namespace: owner.model.namespace,
      value,
      tables: this.#tables,
      notes: this.run.notes.slice(notesBefore),
    })
    this.#tables = tables
    frame.made.set(decision, value)
    return value
  }

  /** Called from outside: inputs by name, missing ones null, wrong ones null with a note. */
  serve(owner: CompiledModel, service: DecisionService): FeelValue {
    const overrides = new Map<Decision | InputData, FeelValue>()
    for (const { owner: from, element } of this.#serviceInputs(owner, service)) {
      const type = from.typeNamed(element.variable?.typeRef ?? null)
      overrides.set(element, fitted(this.given(from, element.name, type), type, this.run, element.name))
    }
    return this.#outputs(owner, service, { overrides, made: new Map() })
  }

  knowledgeFunction(owner: CompiledModel, knowledge: KnowledgeModel, frame: Frame): FeelValue {
    const known = frame.made.get(knowledge)
    if (known !== undefined) return known
    if (knowledge.logic === null) return this.run.nothing('no_logic', { name: knowledge.name })
    // The scope comes to be when it is first called: knowledge models may need each other.
    const own = new Map<string, FeelValue>()
    const scope = new FeelScope(this.run, own)
    let isFilled = false
    const made = functionValue(knowledge.logic, knowledge.name, scope, this.#environment(owner))
    if (!(made instanceof FeelFunction)) return made
    const value = new FeelFunction(made.name, made.parameters, made.result, (args, run) => {
      if (!isFilled) {
        isFilled = true
        this.#fill(own, owner, knowledge.requiredKnowledge, frame)
      }
      return made.invoke(args, run)
    })
    frame.made.set(knowledge, value)
    return value
  }

  /** What the caller gave under a name, ready for its type. */
  given(owner: CompiledModel, name: string, type: FeelType): FeelValue {
    const value =
      this.#input.get(`${owner.model.namespace}#${name}`) ??
      this.#input.get(name) ??
      withinImport(this.#asked, owner, name, this.#input)
    return received(value, type, this.#isoTexts)
  }

  #outputs(owner: CompiledModel, service: DecisionService, frame: Frame): FeelValue {
    const outputs = this.#nodes(owner, service.outputDecisions).flatMap(({ owner: from, node }) =>
      node.kind === 'decision'
        ? [[node.element.variable?.name ?? node.element.name, this.#valueOf(from, node, frame)] as const]
        : [],
    )
    const [only] = outputs
    const value = outputs.length === 1 && only !== undefined ? only[1] : new Map(outputs)
    return fitted(value, owner.typeNamed(this.#resultType(owner, service)), this.run, service.name)
  }

  /** A service's variable has the type of its result, or a function type with that result. */
  #resultType(owner: CompiledModel, service: DecisionService): string | null {
    const typeRef = service.variable?.typeRef ?? null
    return typeRef !== null && owner.typeNamed(typeRef).kind === 'function' ? null : typeRef
  }

  #serviceInputs(
    owner: CompiledModel,
    service: DecisionService,
  ): { readonly owner: CompiledModel; readonly element: Decision | InputData }[] {
    // In the order in which arguments come: data before decisions (as the public test kit reads DMN 1.5 clause 10.4).
    return this.#nodes(owner, [...service.inputData, ...service.inputDecisions]).flatMap(
      ({ owner: from, node }) =>
        node.kind === 'decision' || node.kind === 'input' ? [{ owner: from, element: node.element }] : [],
    )
  }

  #serviceFunction(owner: CompiledModel, service: DecisionService, frame: Frame): FeelFunction {
    const inputs = this.#serviceInputs(owner, service)
    const parameters = inputs.map(({ owner: from, element }) => ({
      name: element.variable?.name ?? element.name,
      type: from.typeNamed(element.variable?.typeRef ?? null),
    }))
    const result = owner.typeNamed(this.#resultType(owner, service))
    return new FeelFunction(service.name, parameters, result, (args) => {
      const overrides = new Map(frame.overrides)
      for (const [index, { element }] of inputs.entries()) {
        const given = args[index] ?? null
        const { name, type } = parameters[index] ?? { name: element.name, type: result }
        const value = fitted(given, type, this.run, name)
        if (value === null && given !== null) return null
        overrides.set(element, value)
      }
      return this.#outputs(owner, service, { overrides, made: new Map() })
    })
  }

  #scope(owner: CompiledModel, references: readonly DmnReference[], frame: Frame): FeelScope {
    const values = new Map<string, FeelValue>()
    this.#fill(values, owner, references, frame)
    return new FeelScope(this.run, values)
  }

  /** Puts what is required under its name, what is imported within the import's name. */
  #fill(
    values: Map<string, FeelValue>,
    owner: CompiledModel,
    references: readonly DmnReference[],
    frame: Frame,
  ): void {
    const imported = new Map<string, Map<string, FeelValue>>()
    for (const { owner: from, node } of this.#nodes(owner, references)) {
      const name = node.element.variable?.name ?? node.element.name
      const importName = from === owner ? '' : (owner.imports.get(from.model.namespace)?.name ?? '')
      const value = this.#valueOf(from, node, frame)
      if (importName === '') values.set(name, value)
      else
        imported.set(importName, (imported.get(importName) ?? new Map<string, FeelValue>()).set(name, value))
    }
    for (const [name, entries] of imported) values.set(name, entries)
  }

  #valueOf(owner: CompiledModel, node: DmnNode, frame: Frame): FeelValue {
    if (node.kind === 'knowledge') return this.knowledgeFunction(owner, node.element, frame)
    if (node.kind === 'service') return this.#serviceFunction(owner, node.element, frame)
    const override = frame.overrides.get(node.element)
    if (override !== undefined) return override
    if (node.kind === 'decision') return this.decide(owner, node.element, frame)
    const known = frame.made.get(node.element)
    if (known !== undefined) return known
    const type = owner.typeNamed(node.element.variable?.typeRef ?? null)
    const value = fitted(this.given(owner, node.element.name, type), type, this.run, node.element.name)
    frame.made.set(node.element, value)
    return value
  }

  #nodes(
    owner: CompiledModel,
    references: readonly DmnReference[],
  ): { readonly owner: CompiledModel; readonly node: DmnNode }[] {
    return references.flatMap(({ namespace, id }) => {
      const from = namespace === owner.model.namespace ? owner : owner.imports.get(namespace)?.compiled
      const node = from?.nodes.get(id)
      if (from === undefined || node === undefined) {
        this.run.nothing('unknown_name', { name: id })
        return []
      }
      return [{ owner: from, node }]
    })
  }

  #environment(compiled: CompiledModel): BoxedEnvironment {
    const known = this.#environments.get(compiled)
    if (known !== undefined) return known
    const environment: BoxedEnvironment = {
      compiled,
      furtherNames: new Set(
        [...namesIn(this.#input)].filter((name) => !PLAIN_NAME.test(name) && !compiled.names.has(name)),
      ),
      onTable: (_, answer) => this.#tables.push(answer),
    }
    this.#environments.set(compiled, environment)
    return environment
  }
}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** Input of an imported model may stand within the import's name: `{ "Model B": { "x": 1 } }`, at any depth of imports. */
function withinImport(
  from: CompiledModel,
  owner: CompiledModel,
  name: string,
  given: FeelContext,
): FeelValue {
  for (const imported of from.imports.values()) {
    const nested = given.get(imported.name)
    if (nested === undefined || !isContext(nested)) continue
    const value =
      imported.compiled === owner
        ? nested.get(name)
        : (withinImport(imported.compiled, owner, name, nested) ?? undefined)
    if (value !== undefined) return value
  }
  return null
}
