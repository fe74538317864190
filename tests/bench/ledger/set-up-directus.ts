import { COPIED_TABLES, jsonColumns } from './copy-to-directus.ts'
import { textAt, type Directus } from './start-directus.ts'
import type { Asker } from './workload.ts'

const RELATIONS = [
  { table: 'duty', field: 'owner_id', to: 'organisation' },
  { table: 'duty', field: 'lead_id', to: 'organisation' },
  { table: 'duty', field: 'park_id', to: 'organisation' },
  { table: 'duty', field: 'parent_id', to: 'duty', back: 'parts' },
  { table: 'duty_support', field: 'duty_id', to: 'duty', back: 'supports' },
  { table: 'duty_support', field: 'organisation_id', to: 'organisation' },
  { table: 'duty_change', field: 'duty_id', to: 'duty', back: 'history' },
  { table: 'duty_report', field: 'duty_id', to: 'duty', back: 'reports' },
  { table: 'duty_report', field: 'organisation_id', to: 'organisation' },
  { table: 'duty_link', field: 'from_id', to: 'duty', back: 'links_out' },
  { table: 'duty_link', field: 'to_id', to: 'duty', back: 'links_in' },
] as const

const MINE = '$CURRENT_USER.organisation'
const SUPPORTED = { organisation_id: { _eq: MINE } }
/** The row security of `duty` as an item permission, with how it says that a supporting body is mine. */
const readableBy = (supports: object) => ({
  _or: [
    { visibility: { _neq: 'organisation' } },
    { owner_id: { _eq: MINE } },
    { lead_id: { _eq: MINE } },
    { supports },
  ],
})
/** Without `_some` it would join once for this and for a filter by supporting body, and lose rows … */
const READABLE = readableBy({ _some: SUPPORTED })
/** … but it refuses `_some` behind another relation. */
const OF_READABLE = readableBy(SUPPORTED)

/**
 * Tells Directus of the tables, their relations and who may do what, as an administrator would on its pages: a role that sees
 * all, and one that sees what our row security shows it. Acts and revisions are recorded. Answers a token for each asker.
 */
export async function setUpDirectus(
  directus: Directus,
  databaseUrl: string,
  askers: readonly Asker[],
): Promise<ReadonlyMap<string, string>> {
  for (const table of ['organisation', ...COPIED_TABLES])
    await directus.call('PATCH', `/collections/${table}`, { meta: { accountability: 'all' } })
  for (const table of COPIED_TABLES)
    for (const column of await jsonColumns(databaseUrl, table))
      await directus.call('PATCH', `/fields/${table}/${column}`, { meta: { special: ['cast-json'] } })
  for (const { table, field, to, ...more } of RELATIONS) {
    const back = 'back' in more ? more.back : null
    if (back !== null)
      await directus.call('POST', `/fields/${to}`, {
        field: back,
        type: 'alias',
        meta: { special: ['o2m'], interface: 'list-o2m' },
      })
    await directus.call('POST', '/relations', {
      collection: table,
      field,
      related_collection: to,
      schema: { on_delete: 'NO ACTION' },
      meta: { one_field: back },
    })
  }
  await directus.call('POST', '/fields/directus_users', {
    field: 'organisation',
    type: 'uuid',
    schema: {},
    meta: {},
  })

  const roles = { all: await addRole(directus, true), own: await addRole(directus, false) }
  const tokens = new Map<string, string>()
  for (const { login, organisationId, seesAll } of askers) {
    const email = `${login}@bench.example.com`
    const password = 'correct horse battery'
    await directus.call('POST', '/users', {
      email,
      password,
      role: seesAll ? roles.all : roles.own,
      organisation: organisationId,
    })
    tokens.set(login, await directus.signIn(email, password))
  }
  return tokens
}

async function addRole(directus: Directus, seesAll: boolean): Promise<string> {
  const name = seesAll ? 'Office' : 'Body'
  const role = textAt(await directus.call('POST', '/roles', { name }), 'id')
  const policy = textAt(await directus.call('POST', '/policies', { name, app_access: true }), 'id')
  await directus.call('POST', '/access', { role, policy })
  const ofReadable = seesAll ? {} : { duty_id: OF_READABLE }
  const read: Record<string, object> = {
    organisation: {},
    duty: seesAll ? {} : READABLE,
    duty_support: seesAll ? {} : { _or: [{ organisation_id: { _eq: MINE } }, { duty_id: OF_READABLE }] },
    duty_change: ofReadable,
    duty_report: ofReadable,
    duty_link: seesAll ? {} : { _and: [{ from_id: OF_READABLE }, { to_id: OF_READABLE }] },
  }
  for (const [collection, permissions] of Object.entries(read))
    await directus.call('POST', '/permissions', {
      policy,
      collection,
      action: 'read',
      permissions,
      fields: ['*'],
    })
  await directus.call('POST', '/permissions', {
    policy,
    collection: 'duty',
    action: 'create',
    permissions: {},
    validation: {
      _and: [
        { title: { _nempty: true } },
        { owner_id: { _eq: MINE } },
        { state: { _in: ['unassigned', 'assigned'] } },
        { visibility: { _in: ['organisation', 'zone', 'public'] } },
        { progress: { _eq: 0 } },
      ],
    },
    presets: { owner_id: MINE, progress: 0 },
    fields: ['*'],
  })
  await directus.call('POST', '/permissions', {
    policy,
    collection: 'duty_support',
    action: 'create',
    permissions: {},
    validation: { organisation_id: { _nnull: true } },
    fields: ['*'],
  })
  return role
}
