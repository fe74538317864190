import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AnalyticsBroken,
  AnalyticsBusy,
  AnalyticsNotBuilt,
  AnalyticsStore,
  AnalyticsTimeout,
  quoteIdentifier,
  type AnalyticsWriter,
  type TableDeclaration,
} from './index.ts'

let folder: string
const opened: AnalyticsStore[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-analytics-'))
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function openStore(): Promise<AnalyticsStore> {
  const store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  opened.push(store)
  return store
}

const numbers: TableDeclaration = {
  name: 'numbers',
  columns: [
    { name: 'n', type: 'count', required: true },
    { name: 'figure', type: 'figure' },
  ],
}

async function fillNumbers(writer: AnalyticsWriter, count: number): Promise<void> {
  await writer.createTable(numbers)
  await writer.run('INSERT INTO numbers SELECT range, range / 2 FROM range($1::BIGINT)', [count])
}

const countNumbers = async (store: AnalyticsStore) =>
  (await store.query<{ count: number }>('SELECT count(*) AS count FROM numbers'))[0]?.count

/** Overwrites a little of every block in the first half of the store's file, as a bad disk would; what is where stands behind. */
async function damage(): Promise<void> {
  const name = (await readdir(folder)).find((one) => /^store-\d+\.duckdb$/.test(one)) ?? ''
  const { size } = await stat(join(folder, name))
  const file = await open(join(folder, name), 'r+')
  for (let at = 20_000; at < size / 2; at += 262_144) await file.write(Buffer.alloc(512, 7), 0, 512, at)
  await file.close()
}

describe('a file of the store', () => {
  it('says that there is nothing to ask before the first rebuild', async () => {
    const store = await openStore()
    expect(store.isBuilt).toBe(false)
    await expect(store.query('SELECT 1')).rejects.toThrow(AnalyticsNotBuilt)
    await expect(store.write(() => Promise.resolve())).rejects.toThrow(AnalyticsNotBuilt)
  })

  it('keeps what was built and written when it is opened again', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 1000))
    await store.write((writer) => writer.run('INSERT INTO numbers VALUES (5000, NULL)'))
    await store.close()
    const again = await openStore()
    expect(await countNumbers(again)).toBe(1001)
  })

  it('stays as it was when a rebuild fails, and nothing of that is left', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 10))
    await expect(
      store.rebuild(async (writer) => {
        await fillNumbers(writer, 20)
        throw new Error('the source went away')
      }),
    ).rejects.toThrow('the source went away')
    expect(await countNumbers(store)).toBe(10)
    expect((await readdir(folder)).filter((name) => name.startsWith('store-'))).toEqual(['store-1.duckdb'])
  })

  it('is swapped at once: queries that run go on in the old one', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 300_000))
    const long = store.query<{ count: number }>(
      'SELECT count(*) AS count FROM numbers a JOIN numbers b ON a.n % 5000 = b.n % 5000 WHERE a.figure < b.figure',
    )
    await store.rebuild((writer) => fillNumbers(writer, 7))
    expect(await countNumbers(store)).toBe(7)
    // Of each of 5,000 remainders there are 60 numbers, of which 60 * 59 / 2 pairs are in order.
    expect(await long).toEqual([{ count: (5000 * 60 * 59) / 2 }])
    expect((await readdir(folder)).filter((name) => name.startsWith('store-'))).toEqual(['store-2.duckdb'])
  })

  it('takes a write as a whole or not at all', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 10))
    await expect(
      store.write(async (writer) => {
        await writer.run('DELETE FROM numbers')
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await countNumbers(store)).toBe(10)
  })
})

describe('what cannot be trusted', () => {
  it('is thrown away when a query meets a block that does not match its checksum', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 2_000_000))
    await store.close()
    await damage()
    const again = await openStore()
    await expect(again.query('SELECT sum(n) AS n, sum(figure) AS f FROM numbers')).rejects.toThrow(
      AnalyticsBroken,
    )
    expect(again.isBuilt).toBe(false)
    await again.rebuild((writer) => fillNumbers(writer, 3))
    expect(await countNumbers(again)).toBe(3)
  })

  it.each([
    ['cut', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 3))],
    ['emptied', (file: string) => truncate(file, 0)],
    ['something else', (file: string) => writeFile(file, 'not a database at all')],
    ['gone', (file: string) => rm(file)],
  ])('is thrown away at opening when the file is %s', async (_name, harm) => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 100_000))
    await store.close()
    await harm(join(folder, 'store-1.duckdb'))
    const again = await openStore()
    expect(again.isBuilt).toBe(false)
    await again.rebuild((writer) => fillNumbers(writer, 5))
    expect(await countNumbers(again)).toBe(5)
  })

  it('includes a file that was never named as complete', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 10))
    await store.close()
    await writeFile(join(folder, 'store-9.duckdb'), await readFile(join(folder, 'store-1.duckdb')))
    await writeFile(join(folder, 'lock.duckdb'), '')
    const again = await openStore()
    expect(again.generation).toBe(1)
    expect((await readdir(folder)).filter((name) => name.startsWith('store-'))).toEqual(['store-1.duckdb'])
  })

  it('can be thrown away on purpose', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 10))
    await store.discard('it is of another database')
    expect(store.isBuilt).toBe(false)
    await store.close()
    expect((await openStore()).isBuilt).toBe(false)
  })
})

describe('the folder', () => {
  it('belongs to one place of one process', async () => {
    const store = await openStore()
    await expect(openStore()).rejects.toThrow(AnalyticsBusy)
    await store.close()
    await openStore()
  })

  it('is refused to a second process, which is told the first one’s number', async () => {
    await openStore()
    const { code, said } = await runChild('open')
    expect(said).toContain(`busy ${process.pid}`)
    expect(code).toBe(3)
  })

  it('is free again when its process was killed, with every write that was acknowledged and no half one', async () => {
    for (let round = 0; round < 6; round++) {
      const child = startChild('write')
      let acknowledged = 0
      let rest = ''
      child.stdout.on('data', (chunk: Buffer) => {
        rest += chunk.toString()
        const lines = rest.split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) acknowledged = Number(line)
      })
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, 30 + round * 45))
      child.kill('SIGKILL')
      await once(child, 'close')
      const store = await openStore()
      expect(store.isBuilt).toBe(true)
      const [row] = await store.query<{ most: number; rows: number; uneven: number }>(
        `SELECT max(n) AS most, count(*) AS rows,
                (SELECT count(*) FROM (SELECT n FROM numbers GROUP BY n HAVING count(*) <> 500)) AS uneven FROM numbers`,
      )
      expect(row?.uneven).toBe(0)
      expect(row?.most).toBeGreaterThanOrEqual(acknowledged)
      expect(row?.rows).toBe(500 * ((row?.most ?? -1) + 1))
      await store.close()
    }
  })
})

describe('a query', () => {
  it('is stopped when its time is over, and the next one is answered', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 1_000_000))
    const endless = 'SELECT count(*) AS count FROM numbers a, numbers b WHERE a.figure * b.figure > 7'
    await expect(store.query(endless, [], { timeoutMs: 100 })).rejects.toThrow(AnalyticsTimeout)
    expect(await countNumbers(store)).toBe(1_000_000)
  })

  it('is stopped when nobody waits for it any more', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 1_000_000))
    const asker = new AbortController()
    const asked = store.query('SELECT count(*) AS count FROM numbers a, numbers b WHERE a.n <> b.n', [], {
      signal: asker.signal,
    })
    setTimeout(() => asker.abort(new Error('left')), 100)
    await expect(asked).rejects.toThrow('left')
  })

  it('sees one state of the store together with others of the same reading', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 10))
    const count = 'SELECT count(*) AS count FROM numbers'
    const counts = await store.read(async (query) => {
      const before = await query(count)
      await store.write((writer) => writer.run('DELETE FROM numbers'))
      return [before, await query(count)]
    })
    expect(counts).toEqual([[{ count: 10 }], [{ count: 10 }]])
    expect(await countNumbers(store)).toBe(0)
    await expect(store.read((query) => query('DELETE FROM numbers'))).rejects.toThrow(/read-only/)
    expect(await countNumbers(store)).toBe(0)
  })

  it('does not keep the store from closing', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 1_000_000))
    const asked = store.query('SELECT count(*) AS count FROM numbers a, numbers b WHERE a.n <> b.n')
    asked.catch(() => undefined)
    await store.close()
    await expect(asked).rejects.toThrow()
  })

  it('takes values as parameters and names in quotes', async () => {
    const store = await openStore()
    const odd = 'a "quoted" name; DROP TABLE numbers'
    await store.rebuild(async (writer) => {
      await fillNumbers(writer, 3)
      await writer.createTable({ name: odd, columns: [{ name: odd, type: 'text' }] })
      await writer.run(`INSERT INTO ${quoteIdentifier(odd)} VALUES ($1), ($2)`, [
        "'; DROP TABLE numbers --",
        null,
      ])
    })
    expect(
      await store.query(
        `SELECT ${quoteIdentifier(odd)} AS text FROM ${quoteIdentifier(odd)} WHERE ${quoteIdentifier(odd)} IN (SELECT unnest($1))`,
        [["'; DROP TABLE numbers --", 'another']],
      ),
    ).toEqual([{ text: "'; DROP TABLE numbers --" }])
    expect(await countNumbers(store)).toBe(3)
  })

  it.each([
    ["SELECT * FROM read_text('/etc/hostname')"],
    ["COPY numbers TO '/tmp/taken.csv'"],
    ["ATTACH '/tmp/other.duckdb'"],
    ["SELECT * FROM 'https://example.org/a.csv'"],
    ['INSTALL httpfs'],
    ['SET enable_external_access = true'],
    ["SET memory_limit = '20GB'"],
  ])('cannot reach beyond the store: %s', async (sql) => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 3))
    await expect(store.query(sql)).rejects.toThrow(
      /disabled by configuration|has been locked|disabled through/,
    )
  })

  it('refuses to round a whole number that is no exact double', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 3))
    await expect(store.query('SELECT 9007199254740993::BIGINT AS n')).rejects.toThrow(RangeError)
  })
})

describe('loading a file of COPY', () => {
  it('keeps apart what is missing, empty and written as NULL, and every kind of line', async () => {
    const store = await openStore()
    const table: TableDeclaration = {
      name: 'texts',
      columns: [
        { name: 'n', type: 'count' },
        { name: 'text', type: 'text' },
        { name: 'figure', type: 'figure' },
        { name: 'moment', type: 'moment' },
        { name: 'flag', type: 'flag' },
      ],
    }
    const csv =
      '1,,1e+15,2026-01-02 03:04:05.678901,t\n2,"",-0.1,2026-01-02 03:04:05,f\n3,NULL,,,\n' +
      '4,"a ""b"", c\r\nd\ne\rf\\",123456789012345680,,t\n5,  园区 😀 ,5e-324,,f\n'
    await store.rebuild(async (writer) => {
      await writer.createTable(table)
      expect(await writer.loadCsv(table, (file) => writeFile(file, csv))).toBe(5)
    })
    expect(
      await store.query('SELECT n, text, figure, moment::VARCHAR AS moment, flag FROM texts ORDER BY n'),
    ).toEqual([
      { n: 1, text: null, figure: 1e15, moment: '2026-01-02 03:04:05.678901', flag: true },
      { n: 2, text: '', figure: -0.1, moment: '2026-01-02 03:04:05', flag: false },
      { n: 3, text: 'NULL', figure: null, moment: null, flag: null },
      { n: 4, text: 'a "b", c\r\nd\ne\rf\\', figure: 123456789012345680, moment: null, flag: true },
      { n: 5, text: '  园区 😀 ', figure: 5e-324, moment: null, flag: false },
    ])
    expect(await readdir(join(folder, 'loading'))).toEqual([])
  })

  it('has room for a wide form in little memory', async () => {
    const store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
    opened.push(store)
    const columns = Array.from({ length: 120 }, (_, index) => ({
      name: `F${index}`,
      type: 'figure' as const,
    }))
    const line = `${columns.map((_, index) => index * 1.5).join(',')}\n`
    const table = { name: 'wide', columns }
    await store.rebuild(async (writer) => {
      await writer.createTable(table)
      await writer.loadCsv(table, (file) => writeFile(file, line.repeat(125_000)))
    })
    expect(await store.query('SELECT count(*) AS count, max(F119) AS most FROM wide')).toEqual([
      { count: 125_000, most: 178.5 },
    ])
  })

  it('refuses a file that does not fit the table, and guesses nothing', async () => {
    const store = await openStore()
    await store.rebuild((writer) => fillNumbers(writer, 3))
    for (const csv of ['1,2,3\n', '1\n', 'n,figure\n', '1.5x,2\n'])
      await expect(
        store.write((writer) => writer.loadCsv(numbers, (file) => writeFile(file, csv))),
      ).rejects.toThrow()
    expect(await countNumbers(store)).toBe(3)
  })
})

function startChild(task: 'open' | 'write') {
  return spawn(process.execPath, [join(import.meta.dirname, 'analytics-child.ts'), folder, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function runChild(task: 'open' | 'write'): Promise<{ code: number | null; said: string }> {
  const child = startChild(task)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}
