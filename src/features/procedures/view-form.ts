import type { Json } from '#domain/kernel'
import type { CaseState, Possibility, ProcedureDefinition, StepNode, VisibleData } from '#domain/cases'
import type { Context } from '#platform/http'
import type { CaseView, MayView } from './contract.ts'
import { definitionsInForce } from './definitions.ts'
import type { Names } from './parties.ts'
import type { Tx } from './store.ts'
import { viewField } from './view-definition.ts'

type ActionView = CaseView['actions'][number]
type FormView = CaseView['forms'][number]

/** The forms of the steps at which it is my turn. */
export function formViews(
  definition: ProcedureDefinition,
  state: CaseState,
  visible: VisibleData,
  may: readonly Possibility[],
): FormView[] {
  const mine = new Set(may.flatMap((entry) => (entry.kind === 'act' ? [entry.activation] : [])))
  return [...mine].flatMap((activation) => {
    const step = state.steps.find(({ id }) => id === activation)
    if (step === undefined) return []
    const permissions = visible.permissions[activation] ?? {}
    const around = branchData(state, visible, step.branch)
    const node = definition.nodes[step.node]
    const named = node?.kind === 'step' ? fieldsOfStep(node) : new Set<string>()
    const values: Record<string, Json> = {}
    const fields: FormView['fields'] = []
    for (const [code, field] of Object.entries(definition.fields)) {
      const permission = permissions[code]
      if (permission === undefined || permission === 'hidden' || !named.has(code)) continue
      fields.push({ field: viewField(code, field), permission })
      const value = around[code] ?? visible.data[code]
      if (value !== undefined) values[code] = value
    }
    return [{ activation, fields, values: values as FormView['values'] }]
  })
}

/** What the step is about: the rest of the case stands beside the form, not in it. */
function fieldsOfStep(node: StepNode): ReadonlySet<string> {
  return new Set([
    ...Object.keys(node.fields ?? {}),
    ...Object.values(node.actions).flatMap(({ needs = [] }) => needs),
  ])
}

function branchData(
  state: CaseState,
  visible: VisibleData,
  branchId: string | null,
): Readonly<Record<string, Json>> {
  let data: Record<string, Json> = {}
  for (let id = branchId; id !== null;) {
    data = { ...visible.branches[id], ...data }
    id = state.branches.find((branch) => branch.id === id)?.parent ?? null
  }
  return data
}

export function actionViews(
  definition: ProcedureDefinition,
  state: CaseState,
  may: readonly Possibility[],
): ActionView[] {
  return may.flatMap((entry) => {
    if (entry.kind !== 'act') return []
    const step = state.steps.find(({ id }) => id === entry.activation)
    const node = step === undefined ? undefined : definition.nodes[step.node]
    const action = node?.kind === 'step' ? node.actions[entry.action] : undefined
    if (action === undefined) return []
    return [
      {
        activation: entry.activation,
        action: entry.action,
        name: action.name,
        tone: action.tone ?? 'plain',
        opinion: action.opinion ?? 'optional',
        needs: [...(action.needs ?? [])],
        blocked: entry.blocked
          ? (action.guardText ?? { zh: '条件尚未具备', en: 'Its condition does not hold yet' })
          : null,
      },
    ]
  })
}

export function mayViews(
  definition: ProcedureDefinition,
  state: CaseState,
  may: readonly Possibility[],
  names: Names,
): MayView[] {
  return may.flatMap((entry): MayView[] => {
    switch (entry.kind) {
      case 'act':
        return []
      case 'return':
        return [
          {
            kind: 'return',
            activation: entry.activation,
            targets: entry.targets.map(({ to, node }) => ({
              to,
              name: definition.nodes[node]?.name ?? { zh: node, en: node },
            })),
          },
        ]
      case 'remove-signer': {
        const step = state.steps.find(({ id }) => id === entry.activation)
        return [
          {
            kind: 'remove-signer',
            activation: entry.activation,
            seats: entry.seats.flatMap((id) => {
              const seat = step?.seats.find((candidate) => candidate.id === id)
              return seat === undefined ? [] : [{ seat: id, party: names.of(seat.party) }]
            }),
          },
        ]
      }
      case 'transfer':
      case 'delegate':
      case 'add-before':
      case 'add-after':
      case 'urge':
      case 'withdraw':
      case 'pause':
      case 'resume':
      case 'extend':
      case 'terminate':
      case 'copy':
      case 'comment':
        return [entry]
    }
  })
}

/** Procedures that can be raised from a running case, e.g. a supervision notice. */
export async function raisable(tx: Tx, ctx: Context, own: ProcedureDefinition): Promise<MayView[]> {
  return (await definitionsInForce(tx, ctx.place))
    .filter(
      (definition) =>
        definition.raisedFromCases === true &&
        definition.code !== own.code &&
        definition.openedBy.some((role) => ctx.caller.roles.includes(role)),
    )
    .map((definition) => ({ kind: 'raise', procedure: definition.code, name: definition.name }))
}
