import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { callerOf, findAccount } from '#features/access'
import { beginCase, fireDueTimers, runCommand } from '#features/procedures'
import { loadZone } from '#features/registry'
import { readConfig } from '#platform/config'
import { createContext, type Context } from '#platform/http'
import { beijing } from '#tests/calendars'
import { runCommand as runProgram } from '#tests/run-command'
import { endDataFolder } from '#tests/test-server'
import { createLog, loadReferenceData, openSystem, zoneFolder, type System } from './system.ts'

/** A library with one case: a project in the green channel whose body paused its clock, and is late since. */
let dataDir = ''
let system: System
let caseId = ''
let number = ''

beforeAll(async () => {
  dataDir = join(inject('testServer').scratch, `cli-cases-${process.pid}`)
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const config = { ...readConfig({ DUOYUAN_DATA: dataDir, DUOYUAN_DEMO: 'off' }), databaseUrl: null }
  system = await openSystem(config, createLog('silent'))
  await loadZone(system.ownerDb, zoneFolder(config))
  await loadReferenceData(system.ownerDb)
  await addAccount('office', 'zone_office', 'office')
  await addAccount('science', 'department', 'department.science')

  const now = beijing('2026-03-02 10:00')
  const id = await beginCase(await at('office', now), {
    procedure: 'green-channel',
    origin: null,
    data: {
      projectName: '先进封装中试线',
      projectCode: 'P-2026-01',
      park: await organisation('park.haidian'),
      channelBodies: [await organisation('department.science')],
      formalities: [{ body: await organisation('department.science'), formality: '规划条件' }],
    },
  })
  caseId = id
  const { activation } = await system.ownerDb
    .selectFrom('caseTask')
    .select('activation')
    .where('caseId', '=', id)
    .executeTakeFirstOrThrow()
  const office = await at('office', now)
  const submitted = await office.inTransaction((tx) =>
    runCommand(tx, office, id, null, {
      kind: 'act',
      activation,
      action: 'submit',
      opinion: null,
      data: {},
      attachments: [],
    }),
  )
  number = submitted.number ?? ''
  const clock = submitted.clocks.find(({ code }) => code === 'body')?.id ?? ''
  const pausing = await at('science', beijing('2026-03-03 09:30'))
  await pausing.inTransaction((tx) =>
    runCommand(tx, pausing, id, null, {
      kind: 'pause',
      clock,
      reason: 'material',
      note: '等待环评批复复印件',
      evidence: [],
      expiresAt: beijing('2026-03-05 09:30'),
    }),
  )
  await fireDueTimers(system.services, new Date(beijing('2026-03-30 09:00')))
})
afterAll(async () => {
  await system.close()
  await endDataFolder(dataDir)
})

async function addAccount(login: string, role: string, code: string): Promise<void> {
  const { id } = await system.ownerDb
    .insertInto('userAccount')
    .values({
      login,
      name: login === 'science' ? '周岚' : '许闻',
      organisationId: await organisation(code),
      passwordHash: 'nobody logs in',
      mustChangePassword: false,
      lockedUntil: null,
      lastSignInAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await system.ownerDb.insertInto('userRole').values({ userId: id, role, grantedBy: null }).execute()
}

async function organisation(code: string): Promise<string> {
  const { id } = await system.ownerDb
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return id
}

async function at(login: string, now: number): Promise<Context> {
  const account = await system.ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
  if (account === null) throw new Error(`No account ${login}`)
  return createContext(system.services, callerOf(account), new Date(now))
}

function run(...args: string[]) {
  return runProgram(args, {
    cwd: dataDir,
    env: { DUOYUAN_DATA: dataDir, DUOYUAN_DEMO: 'off', LOG_LEVEL: 'error' },
  })
}

describe('clock explain', () => {
  it('tells intervals with reason, person and source, and sums that make the whole time', async () => {
    const { code, out, err } = await run('clock', 'explain', number)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n')[0]).toBe(`${number} 先进封装中试线`)
    expect(out).toMatch(/2026-03-03 09:30 +2026-03-05 09:30 +暂停 .*等待环评批复复印件 · 周岚/)
    expect(out).toContain('依据：建议值')
    expect(out.match(/等于全部经过时间/g)).toHaveLength(2)
    expect(out).not.toContain('不等于')
    const english = await run('clock', 'explain', caseId.slice(0, 8), '--pieces', '--lang', 'en')
    expect(english.out).toMatch(/2026-03-07 00:00 .* closed .* weekend/)
    expect(english.out).toContain('all the time that passed')
  })

  it('gives the same as data, to the millisecond', async () => {
    const { out } = await run('clock', 'explain', number, '--json')
    const { clocks } = JSON.parse(out) as {
      clocks: { wallMs: number; sums: Record<string, number>; pieces: { from: string; to: string }[] }[]
    }
    expect(clocks).toHaveLength(2)
    for (const { wallMs, sums, pieces } of clocks) {
      const length = pieces.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0)
      expect(length).toBe(wallMs)
      expect(sums['total']).toBe(wallMs)
    }
  })

  it('says so when there is no such case', async () => {
    const { code, err } = await run('clock', 'explain', '绿〔1999〕1号')
    expect(code).toBe(1)
    expect(err).toContain('No case has the number or id “绿〔1999〕1号”')
  })
})

describe('case replay', () => {
  it('finds state and clocks equal to what the events say, of one case or of all', async () => {
    const one = await run('case', 'replay', number)
    expect(one).toMatchObject({ code: 0, err: '' })
    expect(one.out).toMatch(new RegExp(`^${number}：由 \\d+ 条记录重算，状态和 2 个时钟与存储一致。\n$`))
    const all = await run('case', 'replay', '--all', '--json')
    expect(all.code).toBe(0)
    expect(JSON.parse(all.out)).toMatchObject({ equal: true, cases: 1, clocks: 2, differing: [] })
  })

  it('names what was changed behind the back of the record, and ends with 1', async () => {
    await sql`update case_clock set due_at = due_at + interval '1 day' where case_id = ${caseId}::uuid and code = 'body'`.execute(
      system.ownerDb,
    )
    await sql`update procedure_case set state = jsonb_set(state, '{data,park}', '"elsewhere"') where id = ${caseId}::uuid`.execute(
      system.ownerDb,
    )
    const { code, out, err } = await run('case', 'replay', caseId, '--lang', 'en')
    expect(code).toBe(1)
    expect(err).toContain(`${number}: differs from what is stored in 2 places.`)
    expect(out).toContain('state.data.park: stored "elsewhere", recomputed')
    expect(out).toMatch(/clock .*\.dueAt: stored "/)
    const all = await run('case', 'replay', '--all')
    expect(all.code).toBe(1)
    expect(all.out).toContain('1 件不一致')
  })

  it('wants a case or --all', async () => {
    expect(await run('case', 'replay')).toMatchObject({ code: 2, out: '' })
    expect(await run('case', 'replay', number, '--all')).toMatchObject({ code: 2, out: '' })
  })
})
