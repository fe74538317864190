import type { User } from '#contract/access'

export type UserState = 'active' | 'disabled' | 'locked'

/** A lock that has run out is no lock; a disabled account is disabled, locked or not. */
export function userState(user: Pick<User, 'status' | 'lockedUntil'>, now: number): UserState {
  if (user.status === 'disabled') return 'disabled'
  return user.lockedUntil !== null && Date.parse(user.lockedUntil) > now ? 'locked' : 'active'
}

/** By account, name or organisation; words in any order, upper and lower case alike. */
export function matchesUser(user: User, query: string): boolean {
  const text = [user.login, user.name, user.organisation?.name, user.organisation?.shortName]
    .join(' ')
    .toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
