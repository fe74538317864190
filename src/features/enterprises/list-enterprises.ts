import { sql, type RawBuilder } from 'kysely'
import type { FastifyReply } from 'fastify'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseRow } from './contract.ts'
import type * as contract from './contract.ts'
import { ENTERPRISE_COLUMNS } from './places.ts'
import { MOST_FOUND, foundSql } from './search-enterprises.ts'
import { todayInChina, type Tx } from './store.ts'

type Filter = Omit<QueryOf<typeof contract.exportEnterprises>, 'format'>

const ORDER = {
  name: sql`s.initials, s.name`,
  code: sql`e.credit_code`,
  park: sql`s.registration_park_id, s.initials`,
  industry: sql`s.industry, s.initials`,
} as const

/** The register of a day, as far as the caller may see it. */
export async function listEnterprises(
  ctx: Context,
  { sort, offset, limit, ...filter }: QueryOf<typeof contract.listEnterprises>,
): Promise<ResponseOf<typeof contract.listEnterprises>> {
  return ctx.read(async (tx) => {
    const on = filter.on ?? todayInChina(ctx.now)
    // Whoever narrows the list down wants all that is left; else the best are enough.
    const most = isNarrowed(filter) ? Infinity : MOST_FOUND
    const all = await foundIds(tx, filter, most === Infinity ? null : most + 1)
    const found = all.slice(0, most)
    const matching = where(filter, on, found)
    // Names of places only for the page that is shown.
    const { rows } = await sql<EnterpriseRow & { matched: number }>`
      SELECT ${ENTERPRISE_COLUMNS}, s.matched
        FROM (SELECT s.*, ${all.length > 0 ? sql`count(*) OVER ()::int` : sql`0`} AS matched
                FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
               WHERE ${matching} ORDER BY ${ORDER[sort]}, e.id LIMIT ${limit} OFFSET ${offset}) s
        JOIN enterprise e ON e.id = s.enterprise_id ORDER BY ${ORDER[sort]}, e.id`.execute(tx)
    // Of the few that a search found, the rows know how many they are: who may see them is asked once.
    const total = all.length > 0 && rows[0] !== undefined ? rows[0].matched : await countOf(tx, matching)
    return {
      on,
      total,
      more: all.length > most,
      enterprises: rows.map(({ matched: _matched, ...row }) => row),
    }
  })
}

async function countOf(tx: Tx, matching: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE ${matching}`.execute(tx)
  return rows[0]?.total ?? 0
}

function isNarrowed({ park, status, industry, field, size, rung, highTech }: Filter): boolean {
  return [park, status, industry, field, size, rung, highTech].some((one) => one !== undefined)
}

async function foundIds(tx: Tx, { search = '', asOf }: Filter, most: number | null): Promise<string[]> {
  if (search === '' || asOf !== undefined) return []
  const { rows } = await sql<{ id: string }>`
    SELECT f.enterprise_id AS id FROM ${foundSql(search, most)} f`.execute(tx)
  return rows.map(({ id }) => id)
}

/** `found`: who has the words of the search; row-level security decides which of them are shown. */
function where(filter: Filter, on: string, found: readonly string[]): RawBuilder<unknown> {
  const { asOf, search, park, scope, status, industry, field, size, rung, highTech } = filter
  const conditions = [
    sql`s.valid @> ${on}::date`,
    asOf === undefined ? sql`upper_inf(s.known)` : sql`s.known @> ${asOf}::timestamptz`,
    ...(park === undefined
      ? []
      : [
          scope === 'operation'
            ? sql`s.operation_park_id = ${park}::uuid`
            : sql`s.registration_park_id = ${park}::uuid`,
        ]),
    ...(status === undefined ? [] : [sql`s.status = ${status}`]),
    ...(industry === undefined ? [] : [sql`s.industry LIKE ${`${escaped(industry)}%`}`]),
    ...(field === undefined ? [] : [sql`s.field = ${field}`]),
    ...(size === undefined ? [] : [sql`s.size_class = ${size}`]),
    ...(rung === undefined ? [] : [sql`s.rung = ${rung}`]),
    ...(highTech === undefined ? [] : [sql`s.high_tech = ${highTech === 'yes'}`]),
    ...(search === undefined || search === ''
      ? []
      : [
          asOf === undefined
            ? sql`s.enterprise_id = ANY (${found}::uuid[])`
            : // Names that were corrected since are in no index.
              sql`(s.name LIKE ${`%${escaped(search)}%`} OR s.initials LIKE ${`${escaped(search.toLowerCase())}%`}
               OR e.credit_code LIKE ${`${escaped(search.toUpperCase())}%`})`,
        ]),
  ]
  return sql.join(conditions, sql` AND `)
}

function escaped(words: string): string {
  return words.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)
}

const COLUMNS: readonly ExportColumn[] = [
  { key: 'creditCode', heading: '统一社会信用代码', type: 'text' },
  { key: 'name', heading: '企业名称', type: 'text' },
  { key: 'status', heading: '状态', type: 'text' },
  { key: 'registrationPark', heading: '注册地分园', type: 'text' },
  { key: 'operationPark', heading: '经营地分园', type: 'text' },
  { key: 'cluster', heading: '组团', type: 'text' },
  { key: 'industry', heading: '行业代码', type: 'text' },
  { key: 'field', heading: '技术领域', type: 'text' },
  { key: 'sizeClass', heading: '规模', type: 'text' },
  { key: 'rung', heading: '梯度', type: 'text' },
  { key: 'highTech', heading: '高新技术企业', type: 'text' },
  { key: 'aboveScale', heading: '规模以上', type: 'text' },
  { key: 'validFrom', heading: '自', type: 'date' },
]
const STATUS = { active: '在业', closed: '注销', merged: '被合并' } as const
const BATCH = 1000

/** The register of a day as a file, without a ceiling. */
export async function exportEnterprises(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof contract.exportEnterprises>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = filter.on ?? todayInChina(ctx.now)
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'enterprise.export',
      subjectKind: 'register',
      subjectId: on,
      detail: { format },
    }),
  )
  const mediaType =
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8'
  return sendExport(reply, { name: `企业名录-${on}.${format}`, mediaType }, (save) =>
    ctx.read(async (tx) => {
      const names = await namesOfCodes(tx)
      const rows = exportRows(tx, filter, on, names)
      const notes = [`名录日期：${on}`, `导出人：${ctx.caller.name}`]
      await save(
        format === 'xlsx'
          ? writeWorkbook([
              { name: '企业名录', title: '企业名录', notes, columns: COLUMNS, rows, frozenColumns: 2 },
            ])
          : writeCsv(COLUMNS, rows),
      )
    }),
  )
}

async function namesOfCodes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('classificationCode').select(['list', 'code', 'nameZh']).execute()
  return new Map(rows.map(({ list, code, nameZh }) => [`${list}:${code}`, nameZh]))
}

async function* exportRows(
  tx: Tx,
  filter: Filter,
  on: string,
  names: ReadonlyMap<string, string>,
): AsyncGenerator<ExportRow, void, undefined> {
  const found = await foundIds(tx, filter, null)
  await sql`
    DECLARE registered NO SCROLL CURSOR FOR
    SELECT ${ENTERPRISE_COLUMNS} FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE ${where(filter, on, found)} ORDER BY ${ORDER.name}, e.id`.execute(tx)
  const named = (list: string, code: string | null) =>
    code === null ? null : (names.get(`${list}:${code}`) ?? code)
  for (;;) {
    const { rows } = await sql<EnterpriseRow>`FETCH ${sql.lit(BATCH)} FROM registered`.execute(tx)
    if (rows.length === 0) return
    for (const row of rows)
      yield {
        ...row,
        successor: null,
        status: STATUS[row.status],
        registrationPark: row.registrationPark?.name ?? '',
        operationPark: row.operationPark?.name ?? '',
        registrationDistrict: null,
        operationDistrict: null,
        field: named('field', row.field),
        sizeClass: named('size', row.sizeClass),
        rung: named('rung', row.rung),
        highTech: row.highTech ? '是' : '否',
        aboveScale: row.aboveScale ? '是' : '否',
      }
  }
}

/** The lists of codes. */
export async function listClassifications(
  ctx: Context,
): Promise<ResponseOf<typeof contract.listClassifications>> {
  return ctx.read(async (tx) => ({
    codes: await tx
      .selectFrom('classificationCode')
      .select(['list', 'code', 'parent', 'level', 'nameZh as zh', 'nameEn as en'])
      .orderBy('list')
      .orderBy('position')
      .execute(),
  }))
}
