import type { CaseActor, Party, PersonRef } from './case-state.ts'

export interface ParsedParty {
  readonly kind: 'org' | 'user' | 'role'
  readonly id: string
}

/** Reads `org:<id>`, `user:<id>` or `role:<account role>`; null for anything else. */
export function parseParty(party: Party): ParsedParty | null {
  const at = party.indexOf(':')
  const kind = party.slice(0, at)
  const id = party.slice(at + 1)
  if (at < 1 || id === '') return null
  return kind === 'org' || kind === 'user' || kind === 'role' ? { kind, id } : null
}

export function organisationParty(id: string): Party {
  return `org:${id}`
}

export function userParty(id: string): Party {
  return `user:${id}`
}

export function roleParty(role: string): Party {
  return `role:${role}`
}

/**
 * Whether somebody may act for a party, in person or for an absent person. Of an organisation only people with one of
 * `allowedRoles` act, where the participant names roles; a person who is named may always.
 */
export function holdsParty(actor: CaseActor, party: Party, allowedRoles?: readonly string[]): boolean {
  return actingFor(actor, party, allowedRoles) !== null
}

/** The person as recorded when acting for a party; with `onBehalfOf` where it is by substitution (代办); null if not at all. */
export function actingFor(
  actor: CaseActor,
  party: Party,
  allowedRoles?: readonly string[],
): PersonRef | null {
  const parsed = parseParty(party)
  if (parsed === null) return null
  if (isHeldBy(parsed, actor, allowedRoles)) return recorded(actor)
  for (const absent of actor.substitutesFor) {
    if (isHeldBy(parsed, absent, allowedRoles))
      return { ...recorded(actor), onBehalfOf: { userId: absent.userId, name: absent.name } }
  }
  return null
}

/** What is recorded of an actor: not the roles, which are of the moment. */
export function recorded({ userId, organisationId, name, onBehalfOf }: CaseActor): PersonRef {
  return { userId, organisationId, name, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
}

function isHeldBy(
  party: ParsedParty,
  person: {
    readonly userId: string
    readonly organisationId?: string
    readonly roles?: readonly string[]
  },
  allowedRoles: readonly string[] | undefined,
): boolean {
  switch (party.kind) {
    case 'user':
      return party.id === person.userId
    case 'role':
      return person.roles?.includes(party.id) ?? false
    case 'org':
      if (party.id !== person.organisationId) return false
      return allowedRoles === undefined || allowedRoles.some((role) => person.roles?.includes(role) ?? false)
  }
}
