/** Columns of a party: exactly one is set. */
export function addressee(party: `org:${string}` | `user:${string}` | `role:${string}`): {
  organisationId: string | null
  userId: string | null
  role: string | null
} {
  const colon = party.indexOf(':')
  const kind = party.slice(0, colon)
  const id = party.slice(colon + 1)
  return {
    organisationId: kind === 'org' ? id : null,
    userId: kind === 'user' ? id : null,
    role: kind === 'role' ? id : null,
  }
}
