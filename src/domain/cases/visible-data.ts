import type { Json } from '#domain/kernel'
import { stepNodeOf } from './case-run.ts'
import type { Branch, CaseActor, CaseData, CaseState, StepActivation } from './case-state.ts'
import type { FieldPermission, ProcedureDefinition, StepNode } from './definition.ts'
import { rolesOf } from './participants.ts'
import { holdsParty, organisationParty } from './parties.ts'
import { isParallelBranch, isWithin, siblingsOf } from './scopes.ts'

/** `seesAll` opens what a step hides; it opens neither what is confidential nor what is sealed until the join. */
export type CaseViewer = CaseActor & { readonly seesAll: boolean }

export interface VisibleData {
  readonly data: CaseData
  readonly branches: Readonly<Record<string, CaseData>>
  /** Of the steps where the viewer has the turn, of every field. */
  readonly permissions: Readonly<Record<string, Readonly<Record<string, FieldPermission>>>>
}

/** A step that somebody has a seat at: `open` while it is active. */
interface Seating {
  readonly step: StepActivation
  readonly node: StepNode
  readonly open: boolean
}

/**
 * What a reader of the case gets to see. A field is read by everybody who reads the case, unless
 * - it is confidential: then by its `readers` and those whose step shows it to them, at their turn and after they have signed
 *   (so the initiator reads what he filled in himself, not what others wrote about him);
 * - the step where the reader has the turn hides it, whatever he has read or written before: judgements stay independent;
 * - every step that the reader has to do with hides it;
 * - it is kept in a branch and sealed until the parallel work is over: then by those of that branch only.
 */
export function visibleData(
  definition: ProcedureDefinition,
  state: CaseState,
  viewer: CaseViewer,
): VisibleData {
  const seatings = seatingsOf(definition, state, viewer)
  const isInitiator =
    state.initiator.userId === viewer.userId ||
    holdsParty(viewer, organisationParty(state.initiator.organisationId))
  const maySee = (field: string, branch: Branch | null): boolean => {
    const own = definition.fields[field]
    if (own === undefined) return false
    if (branch !== null && own.branch === 'after-join' && !isOwnBranch(branch) && !isJoined(state, branch))
      return false
    const concerned = seatings.filter(({ step }) => branch === null || !isInSibling(state, step, branch))
    const said = concerned.map(({ node }) => permissionIn(node, field))
    const atTurn = concerned.filter(({ open }) => open).map(({ node }) => permissionIn(node, field))
    const hidesNow =
      atTurn.includes('hidden') &&
      atTurn.every((permission) => permission === null || permission === 'hidden')
    if (hidesNow && !viewer.seesAll) return false
    if (said.some((permission) => permission !== null && permission !== 'hidden')) return true
    if (own.confidential === true) return own.readers?.some((role) => viewer.roles.includes(role)) ?? false
    // A step that says nothing of a field lets it be read.
    const isHidden = said.length > 0 && said.every((permission) => permission === 'hidden')
    return viewer.seesAll || isInitiator || !isHidden
  }
  const isOwnBranch = (branch: Branch): boolean =>
    seatings.some(({ step }) => isWithin(state, step.branch, branch.id)) ||
    (branch.key !== null && branch.key === `user:${viewer.userId}`)

  return {
    data: only(state.data, (field) => maySee(field, null)),
    branches: Object.fromEntries(
      state.branches
        .filter((branch) => isParallelBranch(definition, branch))
        .map((branch) => [branch.id, only(branch.data, (field) => maySee(field, branch))]),
    ),
    permissions: Object.fromEntries(
      seatings
        .filter(({ open }) => open)
        .map(({ step, node }) => [
          step.id,
          Object.fromEntries(
            Object.entries(definition.fields).map(([field, own]): [string, FieldPermission] => [
              field,
              permissionIn(node, field) ??
                (own.confidential === true && !maySee(field, null) ? 'hidden' : 'read'),
            ]),
          ),
        ]),
    ),
  }
}

/** Steps where the viewer has the turn or has signed. Turns that passed by give no right to read. */
function seatingsOf(definition: ProcedureDefinition, state: CaseState, viewer: CaseViewer): Seating[] {
  return state.steps.flatMap((step): Seating[] => {
    const node = stepNodeOf(definition, step.node)
    if (node === null) return []
    const roles = rolesOf(definition, node.by)
    const mine = step.seats.filter(({ party }) => holdsParty(viewer, party, roles))
    const open = step.status === 'active' && mine.some(({ state: seatState }) => seatState === 'active')
    if (!open && !mine.some(({ state: seatState }) => seatState === 'acted')) return []
    return [{ step, node, open }]
  })
}

/** What a step says of a field, if it says anything; what an action of it asks for is to be filled in. */
function permissionIn(node: StepNode, field: string): FieldPermission | null {
  const said = node.fields !== undefined && Object.hasOwn(node.fields, field) ? node.fields[field] : undefined
  if (said === 'edit' || said === 'required') return said
  const isNeeded = Object.values(node.actions).some(
    ({ needs, bySystem }) => bySystem !== true && needs?.includes(field) === true,
  )
  return isNeeded ? 'edit' : (said ?? null)
}

/** What a step of one branch shows says nothing of the data of another, of this round of parallel work or an earlier one. */
function isInSibling(state: CaseState, step: StepActivation, branch: Branch): boolean {
  return state.branches.some(
    ({ id, node }) => id !== branch.id && node === branch.node && isWithin(state, step.branch, id),
  )
}

function isJoined(state: CaseState, branch: Branch): boolean {
  return siblingsOf(state, branch).every(({ status }) => status !== 'active')
}

function only(data: CaseData, keep: (field: string) => boolean): CaseData {
  return Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => keep(entry[0])))
}
