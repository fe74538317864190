/** What a walk may try next: invented people acting with invented data. */
import type { Json } from '#domain/kernel'
import { mayEnter, requiredFields } from './act.ts'
import type { CaseActor, CaseData, CaseState, Party, Seat, StepActivation } from './case-state.ts'
import type { CaseCommand, CaseEnvironment } from './commands.ts'
import type { ProcedureDefinition, StepNode } from './definition.ts'
import { everyExpression } from './definition-expressions.ts'
import { evaluate, readExpression } from './expression.ts'
import { contextIn } from './expression-context.ts'
import { isEmpty } from './form.ts'
import { parseParty } from './parties.ts'
import { possibilities } from './possibilities.ts'
import { branchesAround } from './scopes.ts'
import { walkValues, type WalkValues } from './walk-values.ts'

export interface WalkMove {
  /** What it is about: `review.agree`, `review.return/previous`, `handover.over`. */
  readonly about: string
  readonly commands: readonly { readonly command: CaseCommand; readonly actor: CaseActor | null }[]
}

/** Data tried for one action; most definitions look at few fields at once. */
const MOST_COMBINATIONS = 240
const MOST_VARIANTS = 10

export class WalkMoves {
  readonly initiator: CaseActor
  private readonly definition: ProcedureDefinition
  private readonly values: WalkValues
  private readonly roles: readonly string[]
  private readonly carried: readonly string[]
  private readonly guards: readonly { readonly text: string; readonly names: ReadonlySet<string> }[]

  constructor(definition: ProcedureDefinition) {
    this.definition = definition
    this.values = walkValues(definition)
    this.roles = rolesIn(definition)
    this.initiator = this.invent('initiator', 'organisation-initiator')
    this.guards = everyExpression(definition).flatMap(({ text, isGuard }) => {
      const reading = readExpression(text)
      return isGuard && reading.ok ? [{ text, names: new Set(reading.names) }] : []
    })
    this.carried = carriedFields(definition, new Set(this.guards.flatMap(({ names }) => [...names])))
  }

  /** Choices that a guard sees only later, when an action or choice has copied them into a field of its own. */
  private choicesIn(data: Readonly<Record<string, Json | undefined>>): string {
    return this.carried.map((field) => JSON.stringify(data[field] ?? null)).join(',')
  }

  /** Yes, no or unknown of every guard, as seen from the case and from each place where work is open. */
  outlook(state: CaseState, env: CaseEnvironment): string {
    const scopes = new Set<string | null>([null])
    for (const step of state.steps) if (step.status === 'active') scopes.add(step.branch)
    return [...scopes]
      .map((scope) => {
        const context = contextIn(this.definition, state, env, scope)
        return `${scope === null ? '' : nodesOf(state, scope)}=${this.guards
          .map(({ text }) => mark(evaluate(text, context)))
          .join('')}`
      })
      .concat(this.choicesIn(state.data))
      .sort()
      .join(';')
  }

  /** Data with which a case may be opened by the system: what no step of its own can fill in. */
  foreignData(env: CaseEnvironment, state: CaseState): readonly CaseData[] {
    const nodes = Object.values(this.definition.nodes)
    const foreign = Object.keys(this.definition.fields).filter(
      (field) =>
        this.definition.fields[field]?.branch === undefined &&
        !nodes.some(
          (node) =>
            (node.kind === 'choice' && Object.hasOwn(node.set ?? {}, field)) ||
            (node.kind === 'step' &&
              Object.values(node.actions).some(
                (action) =>
                  mayEnter(node, field, action.needs ?? []) || Object.hasOwn(action.set ?? {}, field),
              )),
        ),
    )
    return [{}, ...this.combinations(foreign, new Set(foreign), {}, state, env, null, {})]
  }

  from(state: CaseState, env: CaseEnvironment): readonly WalkMove[] {
    const moves: WalkMove[] = []
    const seen = new Set<string>()
    for (const step of state.steps) {
      if (step.status !== 'active') continue
      // Branches in the same condition promise the same.
      const alike = `${step.node} ${step.branch === null ? '' : nodesOf(state, step.branch)} ${seatsOf(step)}`
      if (seen.has(alike)) continue
      seen.add(alike)
      const node = this.definition.nodes[step.node]
      if (node?.kind === 'subcase') moves.push(...this.subcaseMoves(state, step))
      if (node?.kind === 'step') moves.push(...this.stepMoves(state, step, node, env))
    }
    return moves
  }

  private stepMoves(
    state: CaseState,
    step: StepActivation,
    node: StepNode,
    env: CaseEnvironment,
  ): readonly WalkMove[] {
    const seat = step.seats.find((found: Seat) => found.state === 'active')
    if (seat === undefined) return []
    const actor = this.holderOf(seat.party)
    const moves: WalkMove[] = []
    for (const [action, definition] of Object.entries(node.actions)) {
      if (definition.bySystem === true) continue
      const needs = definition.needs ?? []
      const fields = Object.keys(this.definition.fields).filter((field) => mayEnter(node, field, needs))
      const required = new Set(requiredFields(node, definition))
      const known = contextIn(this.definition, state, env, step.branch)
      const variants = this.combinations(
        fields,
        required,
        known,
        state,
        env,
        step.branch,
        definition.set ?? {},
      )
      for (const data of variants) {
        const command: CaseCommand = {
          ...{ kind: 'act', activation: step.id, action, opinion: '意见', data, attachments: [] },
        }
        moves.push({ about: `${step.node}.${action}`, commands: [{ command, actor }] })
      }
    }
    if ((node.returns?.length ?? 0) > 0)
      for (const possibility of possibilities(this.definition, state, actor, env)) {
        if (possibility.kind !== 'return' || possibility.activation !== step.id) continue
        for (const { to } of possibility.targets) {
          const mode = to === 'initiator' || to === 'previous' ? to : 'earlier'
          const command: CaseCommand = { kind: 'return', activation: step.id, to, reason: '退回' }
          moves.push({ about: `${step.node}.return/${mode}`, commands: [{ command, actor }] })
        }
      }
    return moves
  }

  /** All cases waited for are opened and come to the same end; each end that a guard names, and one that none does. */
  private subcaseMoves(state: CaseState, step: StepActivation): readonly WalkMove[] {
    const node = this.definition.nodes[step.node]
    if (node?.kind !== 'subcase') return []
    const { procedure } = node
    const named = JSON.stringify(node.to).matchAll(/outcome = \\"([^"\\]+)\\"/g)
    const outcomes = new Set([...[...named].map((match) => match[1] ?? ''), 'completed'])
    const ids = Array.from(
      { length: step.awaits ?? 1 },
      (_, index) => `${state.id}-${step.id}-${String(index)}`,
    )
    return [...outcomes].map((outcome) => ({
      about: `${step.node}.over`,
      commands: [
        ...ids.map((caseId) => ({
          command: { kind: 'subcase-opened', activation: step.id, caseId, procedure } as const,
          actor: null,
        })),
        ...ids.map((caseId) => ({
          command: { kind: 'subcase-closed', caseId, outcome } as const,
          actor: null,
        })),
      ],
    }))
  }

  /**
   * Data for the fields of a form: the least that is required, everything, and whatever makes a guard that looks at these
   * fields answer otherwise.
   */
  private combinations(
    fields: readonly string[],
    required: ReadonlySet<string>,
    known: Readonly<Record<string, Json | undefined>>,
    state: CaseState,
    env: CaseEnvironment,
    scope: string | null,
    set: Readonly<Record<string, string>>,
  ): readonly CaseData[] {
    const least: Record<string, Json> = {}
    for (const field of fields) {
      const [plain] = this.values.of(field)
      if (required.has(field) && isEmpty(known[field]) && plain !== undefined) least[field] = plain
    }
    const whole: Record<string, Json> = { ...least }
    for (const field of fields) {
      const [plain] = this.values.of(field)
      if (isEmpty(known[field]) && plain !== undefined) whole[field] = plain
    }
    const choices = choiceSets(this.definition)
    const touched = new Set([...fields, ...Object.keys(set), ...choices.map(([field]) => field)])
    const guards = this.guards.filter(({ names, text }) =>
      [...touched].some(
        (field) => names.has(field) || text.includes(`.${field}`) || text.includes(`(${field}`),
      ),
    )
    const watched = fields.filter((field) => this.values.watched.has(field))
    let combinations: Record<string, Json>[] = [least, whole, ...this.together(watched, whole)]
    for (const field of watched) {
      const options: Json[] = [...this.values.of(field)]
      if (!required.has(field)) options.push(null)
      const singles = options.map((value) => ({ ...whole, [field]: value }))
      const product = combinations.flatMap((data) => options.map((value) => ({ ...data, [field]: value })))
      combinations =
        combinations.length + product.length <= MOST_COMBINATIONS
          ? [...combinations, ...product]
          : [
              ...combinations,
              ...singles,
              ...product.filter((_, index) => index % Math.ceil(product.length / 40) === 0),
            ]
    }
    const base = contextIn(this.definition, state, env, scope)
    const kept = new Map<string, CaseData>()
    for (const data of combinations) {
      const key = `${signature(this.definition, base, data, set, choices, guards)}|${this.choicesIn({ ...known, ...data })}`
      if (!kept.has(key)) kept.set(key, data)
      if (kept.size >= MOST_VARIANTS * 3) break
    }
    return [...kept.values()]
  }

  /** All numbers of a form low, all high, all in the middle: scores decide by their sum. */
  private together(fields: readonly string[], whole: CaseData): Record<string, Json>[] {
    const numbers = fields.flatMap((field) => {
      const values = this.values.of(field).filter((value) => typeof value === 'number')
      return values.length > 1 ? [{ field, values: values.toSorted((a, b) => a - b) }] : []
    })
    if (numbers.length < 2) return []
    return [0, 0.5, 1].map((share) => ({
      ...whole,
      ...Object.fromEntries(
        numbers.map(({ field, values }) => [field, values[Math.round(share * (values.length - 1))] ?? null]),
      ),
    }))
  }

  private holderOf(party: Party): CaseActor {
    const parsed = parseParty(party)
    if (parsed?.kind === 'user')
      return parsed.id === this.initiator.userId
        ? this.initiator
        : this.invent(parsed.id, `organisation-${parsed.id}`)
    if (parsed?.kind === 'org')
      return parsed.id === this.initiator.organisationId
        ? this.initiator
        : this.invent(`person-${parsed.id}`, parsed.id)
    return this.invent(`person-${parsed?.id ?? ''}`, 'organisation-office')
  }

  private invent(userId: string, organisationId: string): CaseActor {
    return { userId, organisationId, name: userId, roles: this.roles, substitutesFor: [] }
  }
}

/** What guards would say once data are entered, the action's fields set and those of choices behind it. */
function signature(
  definition: ProcedureDefinition,
  base: Readonly<Record<string, Json | undefined>>,
  data: CaseData,
  set: Readonly<Record<string, string>>,
  choices: readonly (readonly [string, string])[],
  guards: readonly { readonly text: string }[],
): string {
  const context: Record<string, Json | undefined> = { ...base, ...data }
  // Guards inside of branches look at the entries of `branches` later.
  const own = Object.entries(data).filter(([field]) => definition.fields[field]?.branch !== undefined)
  const lists = Object.entries(data).map(([field, value]) =>
    Array.isArray(value) ? `${field}:${String(value.length > 1)}` : '',
  )
  const before = guards.map(({ text }) => mark(evaluate(text, context))).join('')
  for (const [field, text] of [...Object.entries(set), ...choices]) context[field] = evaluate(text, context)
  const marks = guards.map(({ text }) => mark(evaluate(text, context))).join('')
  return `${before}|${marks}|${JSON.stringify(own)}|${lists.join('')}`
}

/** Fields with few values from which `set` makes what guards look at, directly or by way of others. */
function carriedFields(definition: ProcedureDefinition, watched: ReadonlySet<string>): readonly string[] {
  const sets = Object.values(definition.nodes).flatMap((node) => {
    if (node.kind === 'choice') return Object.entries(node.set ?? {})
    return node.kind === 'step'
      ? Object.values(node.actions).flatMap(({ set }) => Object.entries(set ?? {}))
      : []
  })
  const reached = new Set(watched)
  for (let before = -1; before !== reached.size;) {
    before = reached.size
    for (const [field, text] of sets) {
      const reading = readExpression(text)
      if (reached.has(field) && reading.ok) for (const name of reading.names) reached.add(name)
    }
  }
  return [...reached].filter((name) => {
    const schema = Object.hasOwn(definition.fields, name) ? definition.fields[name]?.schema : undefined
    return (
      !watched.has(name) &&
      schema !== undefined &&
      (Array.isArray(schema['enum']) || schema['type'] === 'boolean')
    )
  })
}

function choiceSets(definition: ProcedureDefinition): readonly (readonly [string, string])[] {
  return Object.values(definition.nodes).flatMap((node) =>
    node.kind === 'choice' ? Object.entries(node.set ?? {}) : [],
  )
}

function mark(value: Json): string {
  return value === true ? '1' : value === false ? '0' : '-'
}

function seatsOf(step: StepActivation): string {
  return step.seats
    .map(({ state, action }) => `${state}${action ?? ''}`)
    .sort()
    .join(',')
}

/** Where a scope lies, without saying whose branch it is. */
function nodesOf(state: CaseState, scope: string): string {
  return branchesAround(state, scope)
    .map(({ node, entry }) => `${node}/${entry}`)
    .join('<')
}

/** Where a case stands, apart from who does it and what was entered: the walk need not go on twice from the same place. */
export function placeOfCase(state: CaseState): string {
  if (state.closedAt !== null) return `closed ${state.outcome ?? ''}`
  const steps = state.steps
    .filter(({ status }) => status === 'active')
    .map(
      (step) =>
        `${step.node}@${step.branch === null ? '' : nodesOf(state, step.branch)}[${seatsOf(step)}]${step.returnTo === null ? '' : '↩'}`,
    )
  const branches = state.branches
    .filter(({ status, parent }) => status === 'done' && isOpenAround(state, parent))
    .map(({ node, entry, outcome }) => `${node}/${entry}=${outcome ?? ''}`)
  return [...steps.sort(), '|', ...new Set(branches.sort())].join(' ')
}

function isOpenAround(state: CaseState, scope: string | null): boolean {
  return scope === null || branchesAround(state, scope).every(({ status }) => status === 'active')
}

function rolesIn(definition: ProcedureDefinition): readonly string[] {
  const roles = new Set(definition.openedBy)
  for (const who of Object.values(definition.participants)) {
    if (who.kind === 'account-role') roles.add(who.role)
    if (who.kind === 'field' || who.kind === 'branch') for (const role of who.roles ?? []) roles.add(role)
  }
  return [...roles]
}
