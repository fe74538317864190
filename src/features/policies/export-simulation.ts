import type { FastifyReply } from 'fastify'
import { sendExport, type Context } from '#platform/http'
import { writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { ParamsOf } from '../route-contract.ts'
import type { SimulationResult } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import { loadSimulation } from './simulate.ts'

const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const EFFECTS = { gains: '新增', loses: '减少', more: '金额增加', less: '金额减少' } as const

const TOTALS: readonly ExportColumn[] = [
  { key: 'side', heading: '方案', type: 'text', width: 12 },
  { key: 'yes', heading: '符合企业', type: 'number', width: 12 },
  { key: 'undetermined', heading: '无法判定', type: 'number', width: 12 },
  { key: 'cost', heading: '所需资金', type: 'number', unit: '万元', width: 16 },
  { key: 'costUnknown', heading: '金额待定企业', type: 'number', width: 14 },
  { key: 'costIfUndetermined', heading: '无法判定者均符合时', type: 'number', unit: '万元', width: 20 },
  { key: 'budget', heading: '本年预算', type: 'number', unit: '万元', width: 14 },
]
const GROUPS: readonly ExportColumn[] = [
  { key: 'name', heading: '分组', type: 'text', width: 20 },
  { key: 'yesBefore', heading: '原方案符合', type: 'number', width: 12 },
  { key: 'yesAfter', heading: '新方案符合', type: 'number', width: 12 },
  { key: 'gain', heading: '新增企业', type: 'number', width: 12 },
  { key: 'lose', heading: '减少企业', type: 'number', width: 12 },
  { key: 'costBefore', heading: '原方案资金', type: 'number', unit: '万元', width: 16 },
  { key: 'costAfter', heading: '新方案资金', type: 'number', unit: '万元', width: 16 },
]
const AFFECTED: readonly ExportColumn[] = [
  { key: 'effect', heading: '变化', type: 'text', width: 12 },
  { key: 'name', heading: '企业名称', type: 'text', width: 40 },
  { key: 'park', heading: '分园', type: 'text', width: 14 },
  { key: 'before', heading: '原方案金额', type: 'number', unit: '万元', width: 16 },
  { key: 'after', heading: '新方案金额', type: 'number', unit: '万元', width: 16 },
]
const CHANGES: readonly ExportColumn[] = [
  { key: 'path', heading: '位置', type: 'text', width: 40 },
  { key: 'before', heading: '原内容', type: 'text', width: 40 },
  { key: 'after', heading: '新内容', type: 'text', width: 40 },
]

/** Totals, groups, those affected and what was changed, each on a sheet. */
export async function exportSimulation(
  ctx: Context,
  { simulationId }: ParamsOf<typeof contract.exportSimulation>,
  reply: FastifyReply,
): Promise<unknown> {
  const { view, parks } = await ctx.read(async (tx) => ({
    view: await loadSimulation(tx, simulationId),
    parks: new Map((await parkNames(tx)).map(({ code, name }) => [code, name.zh])),
  }))
  const { row, result, stoodOn } = view
  const notes = [
    `判定日期：${row.on}`,
    `测算人：${row.byName}`,
    `事实数据截至：${stoodOn.factsAt}`,
    `原方案校验值：${stoodOn.base}`,
    `新方案校验值：${stoodOn.changed}`,
    `规则库校验值：${stoodOn.rules}`,
  ]
  const sheet = (name: string, columns: readonly ExportColumn[], rows: readonly ExportRow[]) => ({
    name,
    title: `${row.title}：${name}`,
    notes,
    columns: [...columns],
    rows,
    frozenColumns: 1,
  })
  const sides = (['before', 'after'] as const).map((side): ExportRow => ({
    side: side === 'before' ? '原方案' : '新方案',
    ...result[side],
    budget: result.budget?.[side] ?? null,
  }))
  return sendExport(reply, { name: `政策仿真-${row.on}.xlsx`, mediaType: MEDIA }, (save) =>
    save(
      writeWorkbook([
        sheet('合计', TOTALS, sides),
        sheet('分园', GROUPS, groupRows(result.byPark)),
        sheet('规模', GROUPS, groupRows(result.bySize)),
        sheet('行业', GROUPS, groupRows(result.byIndustry)),
        sheet(
          '受影响企业',
          AFFECTED,
          result.affected.map(({ effect, name, park, before, after }) => ({
            effect: EFFECTS[effect],
            name,
            park: park === null ? null : (parks.get(park) ?? park),
            before,
            after,
          })),
        ),
        sheet(
          '改动',
          CHANGES,
          result.differences.map(({ path, node, before, after }) => ({
            path: [...(node === null ? [] : [node.title?.zh ?? node.id]), ...path].join(' / '),
            before: words(before),
            after: words(after),
          })),
        ),
      ]),
    ),
  )
}

function groupRows(groups: SimulationResult['byPark']): ExportRow[] {
  return groups.map(({ code, name, before, after, gain, lose }) => ({
    name: name?.zh ?? code ?? '未知',
    yesBefore: before.yes,
    yesAfter: after.yes,
    gain,
    lose,
    costBefore: before.cost,
    costAfter: after.cost,
  }))
}

function words(value: unknown): string | null {
  if (value === null) return null
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2000)
}
