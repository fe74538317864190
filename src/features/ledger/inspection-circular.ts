import { refuse } from '#domain/kernel'
import { writeCircular } from '#platform/documents'
import type { Context } from '#platform/http'
import { chineseDate } from '#features/procedures'
import type { ExportedFile } from './annual-export.ts'
import { loadBodies } from './bodies.ts'
import type { InspectionView } from './contract.ts'
import { viewInspection } from './inspections.ts'
import { dateWords } from './ledger-words.ts'
import { dayOf } from './today.ts'

type Item = InspectionView['list'][number]

export const RESULT_WORDS = { good: '好', adequate: '较好', slow: '进展慢', poor: '差' } as const
const KINDS = { special: '专项督查', comprehensive: '综合督查' } as const

/** 督查通报: the results by body, of the items that the reader may see; there is none before the results are in. */
export async function writeInspectionCircular(ctx: Context, inspectionId: string): Promise<ExportedFile> {
  const { inspection, issuer } = await ctx.read(async (tx) => {
    const view = await viewInspection(tx, ctx, inspectionId)
    const bodies = await loadBodies(tx, ctx, [view.owner.id])
    return { inspection: view, issuer: bodies.of(view.owner.id).name }
  })
  if (inspection.state !== 'found' && inspection.state !== 'announced')
    refuse('ledger.inspection_not_now', { act: 'circular', state: inspection.state })
  const { list } = inspection
  const byBody = [...Map.groupBy(list, ({ body }) => body.id).values()]
  const good = list.filter(({ result }) => result === 'good')
  const weak = list.filter(({ result }) => result === 'slow' || result === 'poor')
  const content = await writeCircular({
    heading: `关于${inspection.title}情况的通报`,
    number: null,
    addressee: '各有关单位：',
    sections: [
      {
        heading: '督查总体情况',
        paragraphs: [
          `${dateWords(inspection.fromOn, 'zh-CN')}至${dateWords(inspection.toOn, 'zh-CN')}，${issuer}开展了${KINDS[inspection.kind]}，督查${byBody.length}个单位、${list.length}项，其中实地督查${list.filter(({ method }) => method === 'site').length}项。结果为好${good.length}项，较好${countOf(list, 'adequate')}项，进展慢${countOf(list, 'slow')}项，差${countOf(list, 'poor')}项。`,
          ...(inspection.subject === '' ? [] : [inspection.subject]),
        ],
      },
      {
        heading: '各单位督查结果',
        paragraphs: [],
        table: {
          header: ['单位', '督查项数', '好', '较好', '进展慢', '差', '已发督办或整改'],
          rows: byBody.map((items) => [
            items[0]?.body.name ?? '',
            String(items.length),
            ...(['good', 'adequate', 'slow', 'poor'] as const).map((result) =>
              String(countOf(items, result)),
            ),
            String(items.filter((item) => item.case !== null).length),
          ]),
        },
      },
      {
        heading: '逐项情况',
        paragraphs: [],
        table: {
          header: ['序号', '单位', '督查事项', '结果', '督查发现'],
          rows: list.map((item) => [
            String(item.position),
            item.body.name,
            item.text,
            item.result === null ? '' : RESULT_WORDS[item.result],
            item.finding,
          ]),
        },
      },
      {
        heading: '存在的问题和整改要求',
        paragraphs: weak.length === 0 ? ['本次督查没有发现进展慢或差的事项。'] : ['下列事项须限期整改。'],
        ...(weak.length === 0
          ? {}
          : {
              table: {
                header: ['单位', '督查事项', '整改要求', '完成时限', '督办、整改编号'],
                rows: weak.map((item) => [
                  item.body.name,
                  item.text,
                  item.demand === '' ? '—' : item.demand,
                  item.demandBy === null ? '' : dateWords(item.demandBy, 'zh-CN'),
                  item.case?.number ?? '',
                ]),
              },
            }),
      },
    ],
    signature: issuer,
    date:
      inspection.announcedAt === null
        ? dateWords(dayOf(ctx.now), 'zh-CN')
        : chineseDate(new Date(inspection.announcedAt)),
  })
  return { fileName: `${inspection.title}通报.docx`, content }
}

function countOf(items: readonly Item[], result: Item['result']): number {
  return items.filter((item) => item.result === result).length
}
