import { addUser, Password, Role } from '#contract/access'
import { listAllUsers, provisionUser, replacePassword } from '#features/access'
import { WrongUse, type Call, type ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { operatorOf, withLibrary } from './open-library.ts'
import { askPassword, print, printTable } from './terminal.ts'
import type { System } from '../system.ts'

const WRONG_INPUT: Readonly<Record<string, string>> = {
  login:
    'The log-in name must have 2 to 64 characters: lower-case letters, digits, dots, hyphens, underscores, the first one a letter or digit.',
  name: 'The name must have 1 to 100 characters.',
  password: 'The password must have 10 to 200 characters.',
}

/** `user add LOGIN --name NAME [--organisation CODE] [--role ROLE …] [--password-stdin]` */
export async function add(call: Call): Promise<ExitCode> {
  const request = {
    login: call.args[0] ?? '',
    name: call.valueOf('name') ?? '',
    organisationId: null,
    password: '',
  }
  // What can be told before asking for a password is told before.
  checkInput({ ...request, password: 'not asked for yet' })
  const password = await askPassword(call.isSet('password-stdin'))
  const { login, name } = checkInput({ ...request, password })
  const roles = call.valuesOf('role').map((role) => Role.parse(role))
  return withLibrary(
    async ({ system }) => {
      const organisationId = await organisationIdOf(system, call.valueOf('organisation'))
      const user = await provisionUser(operatorOf(system), { login, name, organisationId, roles, password })
      const granted = user.roles.length === 0 ? 'no role yet' : user.roles.join(', ')
      print(`Account ${user.login} (${user.name}) created: ${granted}.`)
      print('The password must be changed at the first log-in.')
      return 0
    },
    { prepare: true },
  )
}

/** `user list [--json]` */
export function list(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const users = await listAllUsers(system)
    if (call.isSet('json')) print(JSON.stringify(users, null, 1))
    else if (users.length === 0) print('There are no accounts yet. “user add” makes one.')
    else
      printTable([
        ['LOGIN', 'STATUS', 'ROLES', 'ORGANISATION', 'NAME'],
        ...users.map((user) => [
          user.login,
          user.status,
          user.roles.join(', '),
          user.organisation?.shortName ?? '',
          user.name,
        ]),
      ])
    return 0
  })
}

/** `user set-password LOGIN [--password-stdin]` */
export async function setPassword(call: Call): Promise<ExitCode> {
  const password = await askPassword(call.isSet('password-stdin'))
  if (!Password.safeParse(password).success) throw new WrongUse(WRONG_INPUT['password'])
  return withLibrary(async ({ system }) => {
    const user = await replacePassword(operatorOf(system), call.args[0] ?? '', password)
    print(`The password of ${user.login} (${user.name}) is set; it must be changed at the next log-in.`)
    return 0
  })
}

function checkInput(request: object) {
  const parsed = addUser.body.safeParse(request)
  if (parsed.success) return parsed.data
  const fields = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
  throw new WrongUse([...fields].map((field) => WRONG_INPUT[field] ?? `${field} is wrong.`).join('\n'))
}

async function organisationIdOf(
  { ownerDb, config }: System,
  code: string | undefined,
): Promise<string | null> {
  if (code === undefined) return null
  const found = await ownerDb
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst()
  if (found !== undefined) return found.id
  throw new CommandFailed(
    `There is no organisation with the code “${code}”. The codes are in data/zones/${config.zone}/zone.json, e.g. office.`,
  )
}
