import type { Readable } from 'node:stream'
import { writeCircular } from '#platform/documents'
import type { Context } from '#platform/http'
import { writeWorkbook } from '#platform/spreadsheets'
import { chineseDate, issuerName } from '#features/procedures'
import { viewAnnualList } from './annual-lists.ts'
import type { AnnualList } from './contract.ts'
import { dateWords, dueWords } from './ledger-words.ts'

export interface ExportedFile {
  readonly fileName: string
  readonly content: Uint8Array | Readable
}

const TEXTS = {
  'zh-CN': {
    title: (list: AnnualList) => `${list.body.name}${list.year}年度重点事项`,
    headings: {
      position: '序号',
      title: '事项',
      milestone: '年度目标',
      dueOn: '完成时限',
      part: '分工',
      progress: '当前进展',
      note: '备注',
    },
    parts: { lead: '牵头', support: '配合', own: '自定' },
    states: { draft: '草稿', sent: '已下达', confirmed: '已确认', returned: '已退回' },
    struck: (reason: string) => `不列入：${reason}`,
    state: '状态',
  },
  en: {
    title: (list: AnnualList) => `${list.body.nameEn}: priorities of ${list.year}`,
    headings: {
      position: 'No.',
      title: 'Item',
      milestone: 'To be reached',
      dueOn: 'Due',
      part: 'Part',
      progress: 'Progress',
      note: 'Note',
    },
    parts: { lead: 'lead', support: 'supporting', own: 'own' },
    states: { draft: 'draft', sent: 'sent', confirmed: 'confirmed', returned: 'returned' },
    struck: (reason: string) => `Left out: ${reason}`,
    state: 'State',
  },
} as const

export async function exportAnnualList(
  ctx: Context,
  listId: string,
  format: 'docx' | 'xlsx',
  language: 'zh-CN' | 'en',
): Promise<ExportedFile> {
  const { list, issuer } = await ctx.read(async (tx) => ({
    list: await viewAnnualList(tx, ctx, listId),
    issuer: await issuerName(tx),
  }))
  return format === 'docx' ? writeList(list, issuer, ctx.now) : exportList(list, language)
}

/** In the form of an official document, which is Chinese. */
async function writeList(list: AnnualList, issuer: string | null, now: Date): Promise<ExportedFile> {
  const texts = TEXTS['zh-CN']
  const standing = list.items.filter(({ struckReason }) => struckReason === null)
  const struck = list.items.filter(({ struckReason }) => struckReason !== null)
  const content = await writeCircular({
    heading: `${list.body.name}${list.year}年度重点事项清单`,
    number: null,
    addressee: list.body.name,
    sections: [
      {
        heading: '事项和年度目标',
        paragraphs: [
          `${list.year}年度共列事项${standing.length}项，其中牵头${countOf(standing, 'lead')}项、配合${countOf(standing, 'support')}项、自定${countOf(standing, 'own')}项。${
            list.note ?? ''
          }`,
        ],
        ...(standing.length === 0
          ? {}
          : {
              table: {
                header: ['序号', '事项', '年度目标', '完成时限', '分工'],
                rows: standing.map((item, i) => [
                  String(i + 1),
                  item.title,
                  item.milestone,
                  dueOf(item),
                  texts.parts[item.part],
                ]),
              },
            }),
      },
      ...(struck.length === 0
        ? []
        : [
            {
              heading: '不列入的事项',
              paragraphs: [],
              table: {
                header: ['事项', '理由'],
                rows: struck.map((item) => [item.title, item.struckReason ?? '']),
              },
            },
          ]),
      {
        heading: '确认情况',
        paragraphs: [
          list.state === 'confirmed'
            ? `本清单已由${list.answeredBy ?? list.body.name}于${sayMoment(list.answeredAt)}确认，作为年度督查和评价的依据。`
            : `本清单现为${texts.states[list.state]}，尚未确认。`,
        ],
      },
    ],
    signature: issuer,
    date: chineseDate(list.answeredAt === null ? now : new Date(list.answeredAt)),
  })
  return { fileName: `${texts.title(list)}.docx`, content }
}

function exportList(list: AnnualList, language: 'zh-CN' | 'en'): ExportedFile {
  const texts = TEXTS[language]
  const { headings } = texts
  return {
    fileName: `${texts.title(list).replace(':', '')}.xlsx`,
    content: writeWorkbook([
      {
        name: String(list.year),
        title: texts.title(list),
        notes: [`${texts.state}: ${texts.states[list.state]}`, ...(list.note === null ? [] : [list.note])],
        columns: [
          { key: 'position', heading: headings.position, type: 'integer' },
          { key: 'title', heading: headings.title, type: 'text' },
          { key: 'milestone', heading: headings.milestone, type: 'text' },
          { key: 'dueOn', heading: headings.dueOn, type: 'date' },
          { key: 'part', heading: headings.part, type: 'text' },
          { key: 'progress', heading: headings.progress, type: 'percent' },
          { key: 'note', heading: headings.note, type: 'text' },
        ],
        rows: list.items.map((item) => ({
          position: item.position,
          title: item.title,
          milestone: item.milestone,
          dueOn: item.dueOn,
          part: texts.parts[item.part],
          progress: item.duty === null ? null : item.duty.progress / 100,
          note: item.struckReason === null ? null : texts.struck(item.struckReason),
        })),
        frozenColumns: 2,
      },
    ]),
  }
}

function countOf(items: AnnualList['items'], part: string): number {
  return items.filter((item) => item.part === part).length
}

/** As exact as the duty's own deadline where it is the same day. */
function dueOf({ dueOn, duty }: AnnualList['items'][number]): string {
  if (dueOn === null) return ''
  return duty !== null && duty.dueOn === dueOn ? dueWords(duty, 'zh-CN') : dateWords(dueOn, 'zh-CN')
}

function sayMoment(at: string | null): string {
  return at === null ? '' : chineseDate(new Date(at))
}
