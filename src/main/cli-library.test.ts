import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase, findRunningPostgres, openPostgres, type PostgresServer } from '#platform/postgres'
import { runCommand } from '#tests/run-command'
import { endDataFolder } from '#tests/test-server'

/**
 * Commands on a library of their own. The first start and stop its database themselves; the others join the one that
 * runs, as beside a server.
 */
const EDITION = `东岭高新区提升计划（2024—2026年）

一、主要目标
到2026年，新建公共技术平台12家。

二、重点任务
（一）建设技术平台
由高新区管委会牵头，编制公共技术平台建设方案并组织验收。
（二）完善服务机制
由高新区管委会建立企业服务专员制度。
`

let folder = ''
let dataDir = ''
beforeAll(async () => {
  folder = join(inject('testServer').scratch, `cli-${process.pid}`)
  dataDir = join(folder, 'data')
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await writeFile(join(folder, 'plan.txt'), EDITION)
})
afterAll(() => endDataFolder(dataDir))

function run(args: readonly string[], input = '') {
  return runCommand(args, {
    cwd: folder,
    // The demonstration zone; an empty DATABASE_URL of the run must not lead elsewhere.
    env: { DUOYUAN_DATA: dataDir, DUOYUAN_DEMO: 'on', LOG_LEVEL: 'error' },
    input,
  })
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await run([...args, '--json'])
  if (code !== 0) throw new Error(`${args.join(' ')}: ${err}`)
  return JSON.parse(out) as T
}

interface Summary {
  id: string
  title: string
  versionNo: number
  state: string
  planId: string | null
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe('without a server', () => {
  it('prepares an empty data folder with the first import, which says as whom it imports and what came of each file', async () => {
    const { code, out, err } = await run(['document', 'import', 'plan.txt', 'missing.txt'])
    expect(code).toBe(2)
    expect(out).toBe('1 new, 1 refused\n')
    const lines = err.trimEnd().split('\n')
    expect(lines[0]).toBe('Preparing the zone for its first use …')
    expect(lines[1]).toMatch(/^Importing as office \(/)
    expect(lines[2]).toMatch(/^\[1\/2\] plan\.txt: new document “东岭高新区提升计划.*”, \d+ items read$/)
    expect(lines[3]).toMatch(/^\[2\/2\] missing\.txt: there is no such file\. .* \[documents\.not_found\]$/)
  })

  it('recognises the same file by its bytes, whatever its name, and leaves no database running', async () => {
    await writeFile(join(folder, 'copy.txt'), EDITION)
    const results = await json<{ outcome: string }[]>('document', 'import', 'plan.txt', 'copy.txt')
    expect(results.map(({ outcome }) => outcome)).toEqual(['same', 'same'])
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })
})

describe('beside a server', () => {
  let server: PostgresServer | null = null
  beforeAll(async () => {
    server = await openPostgres({ dataDir, databaseUrl: null, log: quiet })
  })
  afterAll(() => server?.stop())

  it('takes a changed edition as a new version of the same document', async () => {
    await writeFile(join(folder, 'changed.txt'), EDITION.replace('12家', '15家'))
    const [result] = await json<{ outcome: string; documentId: string }[]>(
      'document',
      'import',
      'changed.txt',
    )
    expect(result?.outcome).toBe('new-version')
    const documents = await json<Summary[]>('document', 'list')
    const own = documents.filter(({ title }) => title.startsWith('东岭高新区'))
    expect(own).toMatchObject([{ id: result?.documentId, versionNo: 2, state: 'review' }])
  })

  it('acts only as accounts that may import', async () => {
    const leader = await run(['document', 'import', 'plan.txt', '--user', 'leader'])
    expect(leader).toMatchObject({ code: 1, out: '' })
    expect(leader.err).toContain('“leader” may not do this')
    const nobody = await run(['document', 'import', 'plan.txt', '--user', 'nobody'])
    expect(nobody.code).toBe(1)
    expect(nobody.err).toContain('There is no account “nobody”')
  })

  it('gives each organisation its own library', async () => {
    const results = await json<{ outcome: string }[]>('document', 'import', 'plan.txt', '--user', 'haidian')
    expect(results[0]?.outcome).toBe('new')
    const seen = await json<Summary[]>('document', 'list', '--user', 'xicheng')
    expect(seen.filter(({ title }) => title.startsWith('东岭'))).toEqual([])
  })

  it('shows a published plan by a part of its id, with targets and tasks', async () => {
    const [plan] = await json<(Summary & { id: string })[]>('plan', 'list')
    if (plan === undefined) throw new Error('the demonstration zone has no published plan')
    const { code, out } = await run(['plan', 'show', plan.id.slice(0, 13)])
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toBe(plan.title)
    expect(out).toMatch(/^ *\* target: .+\d/m)
    expect(out).toMatch(/^ *- .+/m)
    const { items } = await json<{ items: { kind: string }[] }>('plan', 'show', plan.id)
    expect(items.some(({ kind }) => kind === 'task')).toBe(true)
  })

  it('says what to do when a document is not published yet or nothing has the id', async () => {
    const documents = await json<Summary[]>('document', 'list')
    const waiting = documents.find(({ title }) => title.startsWith('东岭'))
    const unpublished = await run(['plan', 'show', waiting?.id ?? ''])
    expect(unpublished.code).toBe(1)
    expect(unpublished.err).toContain('is published yet. Review it in the reading room')
    const unknown = await run(['plan', 'show', 'ffffffff-none'])
    expect(unknown.code).toBe(1)
    expect(unknown.err).toContain('No document or plan has an id that begins with “ffffffff-none”')
  })

  it('reconciles the library, or one document with the others', async () => {
    const all = await json<{ message: string; items: { documentId: string }[] }[]>('plan', 'check')
    const documents = await json<Summary[]>('document', 'list')
    const one = documents.find(({ title }) => title.includes('样例'))
    const some = await json<typeof all>('plan', 'check', one?.id ?? '')
    expect(some.length).toBeGreaterThan(0)
    expect(some.length).toBeLessThan(all.length)
    for (const { items } of some) expect(items.some(({ documentId }) => documentId === one?.id)).toBe(true)
    const text = await run(['plan', 'check', one?.id ?? '', '--lang', 'en'])
    expect(text.out).toMatch(/line \d+ “/)
    expect(text.out).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })

  it('adds an account whose password comes from standard input, and audits it', async () => {
    const added = await run(
      [
        'user',
        'add',
        'wang.min',
        '--name',
        '王敏',
        '--organisation',
        'office',
        '--role',
        'zone_office',
        '--password-stdin',
      ],
      'a-long-password\n',
    )
    expect(added).toMatchObject({ code: 0, err: '' })
    expect(added.out).toContain('wang.min (王敏) created: zone_office')
    const users = await json<{ login: string; roles: string[] }[]>('user', 'list')
    expect(users.find(({ login }) => login === 'wang.min')?.roles).toEqual(['zone_office'])
    const imported = await json<{ outcome: string }[]>('document', 'import', 'plan.txt', '--user', 'wang.min')
    expect(imported[0]?.outcome).toBe('same')
  })

  it.each([
    [
      ['--role', 'system_admin', '--role', 'zone_office', '--organisation', 'office'],
      1,
      'separate (三员分设)',
    ],
    [['--role', 'system_admin', '--role', 'audit_admin'], 1, 'separate (三员分设)'],
    [['--role', 'zone_office'], 1, 'add --organisation CODE'],
    [['--role', 'zone_ofice'], 2, 'Did you mean “zone_office”?'],
    [['--organisation', 'nowhere'], 1, 'no organisation with the code “nowhere”'],
  ])('does not add an account with %j', async (options, code, message) => {
    const refused = await run(
      ['user', 'add', 'new.user', '--name', '新', ...options, '--password-stdin'],
      'a-long-password\n',
    )
    expect(refused.code).toBe(code)
    expect(refused.err).toContain(message)
  })

  it('has created nothing that it refused', async () => {
    const users = await json<{ login: string }[]>('user', 'list')
    expect(users.map(({ login }) => login)).toContain('wang.min')
    expect(users.map(({ login }) => login)).not.toContain('new.user')
  })

  it('refuses a taken name, a short password, and to ask where nobody can answer', async () => {
    const taken = await run(['user', 'add', 'office', '--name', 'X', '--password-stdin'], 'a-long-password\n')
    expect(taken).toMatchObject({ code: 1 })
    expect(taken.err).toContain('“office” is taken')
    const short = await run(['user', 'add', 'short', '--name', 'X', '--password-stdin'], 'short\n')
    expect(short).toMatchObject({ code: 2 })
    expect(short.err).toContain('10 to 200 characters')
    const noTerminal = await run(['user', 'add', 'silent', '--name', 'X'], 'a-long-password\n')
    expect(noTerminal).toMatchObject({ code: 2 })
    expect(noTerminal.err).toContain('--password-stdin')
  })

  it('sets a password', async () => {
    const set = await run(['user', 'set-password', 'wang.min', '--password-stdin'], 'another-long-one\n')
    expect(set).toMatchObject({ code: 0, err: '' })
    const unknown = await run(['user', 'set-password', 'nobody', '--password-stdin'], 'another-long-one\n')
    expect(unknown).toMatchObject({ code: 1 })
    expect(unknown.err).toContain('There is no account “nobody”')
  })

  it('audit verify confirms an untouched trail and ends with 1 when an entry was changed behind its back', async () => {
    const intact = await run(['audit', 'verify'])
    expect(intact).toMatchObject({ code: 0, err: '' })
    expect(intact.out).toMatch(/^The audit trail is intact: \d+ entries\.\n$/)

    const db = createDatabase(server?.ownerUrl ?? '')
    try {
      await db.updateTable('auditEntry').set({ actorName: '某人' }).where('sequence', '=', 2).execute()
    } finally {
      await db.destroy()
    }
    const broken = await run(['audit', 'verify'])
    expect(broken.code).toBe(1)
    expect(broken.err).toContain('tampered')
    expect(broken.out).toMatch(/^entry 2: .*\[audit\.wrong_hash\]$/m)
  })
})
