import type { Json } from '#domain/kernel'
import type { CaseActor, CaseState, Party } from './case-state.ts'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'
import { holdsParty, organisationParty, roleParty, userParty } from './parties.ts'
import { branchesAround, dataIn, type Scope } from './scopes.ts'

/** Whom a participant of the definition is, as things stand, in the order of its list; nobody while its field is empty. */
export function partiesOf(
  definition: ProcedureDefinition,
  state: CaseState,
  code: string,
  scope: Scope,
): readonly Party[] {
  const participant = definition.participants[code]
  if (participant === undefined) throw new Error(`Procedure ${definition.code} has no participant ${code}.`)
  switch (participant.kind) {
    case 'initiator':
      return [organisationParty(state.initiator.organisationId)]
    case 'initiator-person':
      return [userParty(state.initiator.userId)]
    case 'account-role':
      return [roleParty(participant.role)]
    case 'branch': {
      const key = branchesAround(state, scope).find((branch) => branch.key !== null)?.key ?? null
      return key === null ? [] : [key]
    }
    case 'field': {
      const field = definition.fields[participant.field]
      if (field === undefined)
        throw new Error(`Procedure ${definition.code} has no field ${participant.field}.`)
      return partiesIn(field, dataIn(state, scope)[participant.field])
    }
  }
}

/** Account roles of which one is needed to act for an organisation that is this participant. */
export function rolesOf(definition: ProcedureDefinition, code: string): readonly string[] | undefined {
  const participant = definition.participants[code]
  return participant?.kind === 'field' || participant?.kind === 'branch' ? participant.roles : undefined
}

export function isParticipant(
  definition: ProcedureDefinition,
  state: CaseState,
  code: string,
  scope: Scope,
  actor: CaseActor,
): boolean {
  const roles = rolesOf(definition, code)
  return partiesOf(definition, state, code, scope).some((party) => holdsParty(actor, party, roles))
}

function partiesIn(field: FieldDefinition, value: Json | undefined): readonly Party[] {
  const values: readonly Json[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const format = formatOf(field.schema) ?? formatOf(field.schema.items)
  const parties = values.flatMap((id) => {
    if (typeof id !== 'string' || id === '') return []
    return [format === 'person' ? userParty(id) : organisationParty(id)]
  })
  return [...new Set(parties)]
}

function formatOf(schema: Json | undefined): string | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return null
  const format = (schema as Readonly<Record<string, Json>>).format
  return typeof format === 'string' ? format : null
}
