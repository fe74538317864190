import type { FastifyReply } from 'fastify'
import { chinaDay } from '#domain/kernel'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { PolicyRow, PolicyStanding } from './contract.ts'
import type * as contract from './contract.ts'
import { headOf, loadVersions, standingOn, type StoredVersion, type Tx } from './store.ts'
import { windowOn } from './windows.ts'

type Filter = Omit<QueryOf<typeof contract.listPolicies>, 'offset' | 'limit'>

export function listPolicies(
  ctx: Context,
  { offset, limit, ...filter }: QueryOf<typeof contract.listPolicies>,
): Promise<ResponseOf<typeof contract.listPolicies>> {
  const on = filter.on ?? chinaDay(ctx.now.getTime())
  return ctx.read(async (tx) => {
    const all = await policyRows(tx, on)
    const rows = sorted(
      all.filter((one) => fits(one, filter)),
      filter,
    )
    return {
      on,
      total: rows.length,
      policies: rows.slice(offset, offset + limit).map(({ row }) => row),
      themes: counted(all.flatMap(({ row }) => row.themes)).map(([theme, count]) => ({ theme, count })),
      standings: counted(all.map(({ row }) => row.standing)).map(([standing, count]) => ({
        standing,
        count,
      })),
      can: {
        draft: ctx.caller.roles.some((role) => role === 'zone_office' || role === 'park_committee'),
      },
    }
  })
}

function counted<T extends string>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
}

interface Found {
  readonly row: PolicyRow
  readonly words: string
  readonly changedAt: string
}

/** Every policy that the caller sees, as it stands on a day. */
export async function policyRows(tx: Tx, on: string): Promise<Found[]> {
  const byPolicy = Map.groupBy(await loadVersions(tx), ({ policyId }) => policyId)
  return [...byPolicy.values()].flatMap((versions) => {
    const standing = standingOn(versions, on)
    return standing === null
      ? []
      : [
          {
            row: policyRow(versions, standing.shown, standing.standing, on),
            words: standing.shown.words,
            changedAt: versions.reduce(
              (last, { changedAt }) => (changedAt > last ? changedAt : last),
              standing.shown.changedAt,
            ),
          },
        ]
  })
}

export function policyRow(
  versions: readonly StoredVersion[],
  shown: StoredVersion,
  standing: PolicyStanding,
  on: string,
): PolicyRow {
  const { title, summary, level, issuer, themes, status, procedure, benefit, valid, parks, ...head } = headOf(
    shown.head,
  )
  const year = Number(on.slice(0, 4))
  const work = versions.find(({ state }) => state === 'draft' || state === 'proposed')
  return {
    id: shown.policyId,
    code: shown.code,
    versionId: shown.id,
    number: shown.number,
    state: shown.state,
    standing,
    title,
    summary,
    level,
    issuer,
    themes,
    status,
    procedure,
    benefit,
    valid,
    window: windowOn(head, on),
    parks,
    budget: head.budget.find((one) => one.year === year)?.amount ?? null,
    owner: shown.ownerId === null ? null : { id: shown.ownerId, name: shown.ownerName ?? '' },
    shipped: shown.shipped,
    inWork:
      work === undefined
        ? null
        : {
            versionId: work.id,
            number: work.number,
            state: work.state,
            byName: work.changedByName,
          },
  }
}

function fits({ row, words }: Found, filter: Filter): boolean {
  const wanted = (filter.q ?? '').toLowerCase().split(/\s+/u).filter(Boolean)
  return (
    wanted.every((one) => words.includes(one)) &&
    (filter.level === undefined || row.level === filter.level) &&
    (filter.theme === undefined || row.themes.includes(filter.theme)) &&
    (filter.park === undefined || row.parks === null || row.parks.includes(filter.park)) &&
    (filter.procedure === undefined || row.procedure === filter.procedure) &&
    (filter.status === undefined || row.status === filter.status) &&
    (filter.standing === undefined || row.standing === filter.standing) &&
    (filter.inWork === undefined || row.inWork?.state === filter.inWork)
  )
}

const LEVELS = ['national', 'city', 'zone', 'district', 'park'] as const

function sorted(found: readonly Found[], { sort, direction }: Filter): readonly Found[] {
  const sign = direction === 'down' ? -1 : 1
  const by = ({ row, changedAt }: Found): string | number => {
    switch (sort) {
      case 'code':
        return row.code
      case 'title':
        return row.title.zh
      case 'level':
        return LEVELS.indexOf(row.level)
      case 'from':
        return row.valid.from
      case 'to':
        return row.valid.to ?? '9999-12-31'
      case 'changed':
        return changedAt
    }
  }
  return found.toSorted((a, b) => {
    const [first, second] = [by(a), by(b)]
    const order =
      typeof first === 'number' && typeof second === 'number'
        ? first - second
        : String(first).localeCompare(String(second), 'zh-CN')
    return sign * order || (a.row.code < b.row.code ? -1 : 1)
  })
}

const LEVEL_WORDS = { national: '国家', city: '市', zone: '示范区', district: '区', park: '分园' } as const
export const PROCEDURE_WORDS = { direct: '免申即享', fast: '快申快享', ordinary: '一般申报' } as const
const STANDING_WORDS = {
  'in-force': '施行中',
  upcoming: '尚未施行',
  ended: '已到期',
  withdrawn: '已撤销',
  draft: '草案',
} as const
const STATUS_WORDS = {
  verified: '依据原文',
  unverified: '未核实',
  assumed: '暂定',
  example: '示例',
} as const
const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

const COLUMNS: readonly ExportColumn[] = [
  { key: 'code', heading: '编号', type: 'text', width: 22 },
  { key: 'title', heading: '政策', type: 'text', width: 40 },
  { key: 'level', heading: '层级', type: 'text', width: 10 },
  { key: 'issuer', heading: '发布单位', type: 'text', width: 28 },
  { key: 'themes', heading: '主题', type: 'text', width: 18 },
  { key: 'procedure', heading: '办理方式', type: 'text', width: 12 },
  { key: 'standing', heading: '施行情况', type: 'text', width: 12 },
  { key: 'from', heading: '施行日期', type: 'text', width: 12 },
  { key: 'to', heading: '停止执行日期', type: 'text', width: 14 },
  { key: 'benefit', heading: '支持内容', type: 'text', width: 50 },
  { key: 'ceiling', heading: '最高', type: 'number', unit: '万元', width: 12 },
  { key: 'budget', heading: '本年预算', type: 'number', unit: '万元', width: 14 },
  { key: 'status', heading: '规则依据', type: 'text', width: 12 },
]

export async function exportPolicies(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof contract.exportPolicies>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = filter.on ?? chinaDay(ctx.now.getTime())
  const found = await ctx.read(async (tx) =>
    sorted(
      (await policyRows(tx, on)).filter((one) => fits(one, filter)),
      filter,
    ),
  )
  const rows = found.map(({ row }): ExportRow => ({
    code: row.code,
    title: row.title.zh,
    level: LEVEL_WORDS[row.level],
    issuer: row.issuer.zh,
    themes: row.themes.join('、'),
    procedure: PROCEDURE_WORDS[row.procedure],
    standing: STANDING_WORDS[row.standing],
    from: row.valid.from,
    to: row.valid.to,
    benefit: row.benefit.words.zh,
    ceiling: row.benefit.ceiling,
    budget: row.budget,
    status: STATUS_WORDS[row.status],
  }))
  return sendExport(reply, { name: `政策库-${on}.${format}`, mediaType: MEDIA[format] }, (save) =>
    save(
      format === 'xlsx'
        ? writeWorkbook([
            {
              name: '政策库',
              title: '政策库',
              notes: [`截至日期：${on}`, `导出人：${ctx.caller.name}`],
              columns: [...COLUMNS],
              rows,
              frozenColumns: 2,
            },
          ])
        : writeCsv([...COLUMNS], rows),
    ),
  )
}
