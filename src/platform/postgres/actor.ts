/**
 * Who asks. Row-level security sees exactly this and nothing else: each field becomes a setting of the transaction, and
 * policies read the settings. In SQL:
 *
 * | field          | read it as                                                            | absent means |
 * | -------------- | --------------------------------------------------------------------- | ------------ |
 * | userId         | nullif(current_setting('duoyuan.user_id', true), '')::uuid             | NULL, nobody |
 * | organisationId | nullif(current_setting('duoyuan.organisation_id', true), '')::uuid     | NULL, none   |
 * | seesAll        | current_setting('duoyuan.sees_all', true) = 'on'                       | not true     |
 * | roles          | 'x' = any(string_to_array(current_setting('duoyuan.roles', true), ',')) | not true     |
 *
 * The `, true` and the nullif matter: a setting that was never made is NULL in a fresh session but '' in one that has
 * had a transaction with it.
 */
export interface Actor {
  readonly userId: string | null
  readonly organisationId: string | null
  /** Role codes: lower-case letters and underscores. */
  readonly roles: readonly string[]
  /** True only where rows of every organisation may be seen. */
  readonly seesAll: boolean
}

/** Sees nothing that is not open to everybody: log-in, health, public pages. */
export const nobody: Actor = { userId: null, organisationId: null, roles: [], seesAll: false }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const roleCode = /^[a-z_]+$/

/**
 * The statements that tell the transaction who asks. `SET LOCAL` and not `set_config`, because Citus hands only the
 * former on to its workers; it takes no parameters, so every value is checked against its whole alphabet first.
 */
export function settingsOf(actor: Actor): string {
  const roles = actor.roles.map((role) => {
    if (!roleCode.test(role)) throw new Error(`not a role code: ${JSON.stringify(role)}`)
    return role
  })
  return [
    `SET LOCAL duoyuan.user_id = '${checkedUuid(actor.userId)}'`,
    `SET LOCAL duoyuan.organisation_id = '${checkedUuid(actor.organisationId)}'`,
    `SET LOCAL duoyuan.sees_all = '${actor.seesAll === true ? 'on' : 'off'}'`,
    `SET LOCAL duoyuan.roles = '${roles.join(',')}'`,
  ].join('; ')
}

function checkedUuid(value: string | null): string {
  if (value === null) return ''
  if (!uuid.test(value)) throw new Error(`not a uuid: ${JSON.stringify(value)}`)
  return value
}
