import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { SampleLedger, type SampleRows } from './sample-duties.ts'

export interface Filled {
  readonly duties: number
  readonly supports: number
  readonly changes: number
  readonly reports: number
  readonly bodies: number
}

const BATCH = 1000
/** The zone's file names two departments; a real ledger has some forty bodies. */
const FIELDS = (
  '发展改革 教育 经济信息 公安 民政 财政 人力社保 规划资源 生态环境 住房城建 城市管理 交通 水务 农业农村 商务 文化旅游 ' +
  '卫生健康 审计 国有资产 市场监管 统计 金融 知识产权 政务服务'
).split(' ')

/** Adds the departments that the sample needs, before accounts are made for them. */
export async function addDepartments(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    for (const [index, field] of FIELDS.entries()) {
      const id = randomUUID()
      await client.query(
        "insert into organisation (id, code, kind, source) values ($1, $2, 'department', $3)",
        [id, `department.sample-${String(index + 1).padStart(2, '0')}`, 'synthetic'],
      )
      await client.query(
        `insert into organisation_name (organisation_id, name, short_name, name_en, initials, source)
         values ($1, $2, $2, $3, '', 'synthetic')`,
        [id, `${field}局（样本）`, `Sample department ${index + 1}`],
      )
    }
  })
}

/** Fills an empty ledger; the same rows each time but for the ids of the zone's bodies. */
export async function fillLedger(ownerUrl: string, duties: number, byLogin: string): Promise<Filled> {
  return withClient(ownerUrl, async (client) => {
    const bodies = await client.query<{ id: string; kind: string }>(
      "select id, kind from organisation where kind in ('office', 'park', 'department', 'district') order by code",
    )
    const office = bodies.rows.find(({ kind }) => kind === 'office')
    const by = await client.query<{ id: string; name: string }>(
      'select id, name from user_account where login = $1',
      [byLogin],
    )
    const codes = await client.query<{ code: string }>(
      "select code from ledger_code where list = 'action' order by position",
    )
    const author = by.rows[0]
    if (office === undefined || author === undefined)
      throw new Error('The zone has no office or no such account')
    const ledger = new SampleLedger(
      {
        office: office.id,
        parks: bodies.rows.filter(({ kind }) => kind === 'park').map(({ id }) => id),
        others: bodies.rows
          .filter(({ kind }) => kind === 'department' || kind === 'district')
          .map(({ id }) => id),
        categories: codes.rows.map(({ code }) => code),
      },
      author,
    )
    const filled = { duties: 0, supports: 0, changes: 0, reports: 0, bodies: bodies.rows.length }
    while (filled.duties < duties) {
      const rows = Array.from({ length: Math.min(BATCH, duties - filled.duties) }, () => ledger.next())
      const parts = partsOf(rows)
      await client.query('begin')
      for (const [table, records] of Object.entries(parts)) await insertRecords(client, table, records)
      await client.query('commit')
      filled.duties += parts.duty.length
      filled.supports += parts.duty_support.length
      filled.changes += parts.duty_change.length
      filled.reports += parts.duty_report.length
    }
    await client.query('vacuum analyze')
    return filled
  })
}

function partsOf(rows: readonly SampleRows[]) {
  return {
    duty: rows.map(({ duty }) => duty),
    duty_support: rows.flatMap(({ supports }) => supports),
    duty_change: rows.flatMap(({ changes }) => changes),
    duty_report: rows.flatMap(({ reports }) => reports),
  }
}

/** Inserts records that all have the keys of the first. */
async function insertRecords(
  client: pg.Client,
  table: string,
  records: readonly Record<string, unknown>[],
): Promise<void> {
  const [first] = records
  if (first !== undefined) await insertJson(client, table, Object.keys(first), JSON.stringify(records))
}

/** Inserts a JSON array of records; keys beside the columns are left out. */
export async function insertJson(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  json: string,
): Promise<void> {
  const names = columns.map((name) => pg.escapeIdentifier(name)).join(', ')
  const into = pg.escapeIdentifier(table)
  await client.query(
    `insert into ${into} (${names}) select ${names} from jsonb_populate_recordset(null::${into}, $1::jsonb)`,
    [json],
  )
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
