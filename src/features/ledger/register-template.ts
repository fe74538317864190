import { RHYTHMS } from '#domain/ledger'
import type { Context } from '#platform/http'
import { writeTemplate, type ImportColumn, type ImportDeclaration } from '#platform/spreadsheets'
import type { LedgerCode } from './contract.ts'
import { RHYTHM_WORDS } from './ledger-words.ts'
import { readCodes } from './frame.ts'

const NOTHING = ['—', '-', '/', '无']

/** A register of actions (行动台账) as a table: what its columns are called and what may stand in them. */
export function registerDeclaration(actions: readonly LedgerCode[]): ImportDeclaration {
  const kinds: Pick<ImportColumn, 'choices'> =
    actions.length === 0
      ? {}
      : { choices: actions.map(({ code, zh, en }) => ({ value: code, labels: [zh, en, `${zh}类`, code] })) }
  return {
    columns: [
      { key: 'number', headings: ['序号', 'No.', '编号'], type: 'text', maxLength: 40 },
      {
        key: 'park',
        headings: ['分园', 'Park', '园区', '所属分园'],
        type: 'text',
        maxLength: 100,
        fillDown: true,
        blanks: NOTHING,
      },
      {
        key: 'title',
        headings: ['行动名称', 'Action', '任务名称', '事项名称'],
        type: 'text',
        required: true,
        maxLength: 500,
      },
      {
        key: 'categories',
        headings: ['行动类别', 'Kind of action', '类别'],
        type: 'list',
        maxItems: 10,
        blanks: NOTHING,
        ...kinds,
      },
      {
        key: 'content',
        headings: ['主要内容', 'Content', '任务内容', '具体内容'],
        type: 'text',
        maxLength: 4000,
        blanks: NOTHING,
      },
      {
        key: 'lead',
        headings: ['牵头单位', 'Lead', '责任单位'],
        type: 'text',
        maxLength: 100,
        blanks: NOTHING,
      },
      {
        key: 'supporting',
        headings: ['配合单位', 'Supporting', '参与单位'],
        // Several; told apart by the names themselves, because 市科委、中关村管委会 is one body.
        type: 'text',
        maxLength: 2000,
        blanks: NOTHING,
      },
      {
        key: 'person',
        headings: ['责任人', 'Person', '责任人员'],
        type: 'text',
        maxLength: 60,
        blanks: NOTHING,
      },
      {
        key: 'due',
        headings: ['完成时限', 'Due', '完成时间'],
        type: 'deadline',
        earliest: '2000-01-01',
        latest: '2200-12-31',
        blanks: [...NOTHING, '长期', '长期坚持', '持续推进'],
      },
      {
        key: 'every',
        headings: ['报送频次', 'Report every', '报送周期'],
        type: 'choice',
        choices: RHYTHMS.map((rhythm) => ({
          value: rhythm,
          labels: [
            RHYTHM_WORDS['zh-CN'][rhythm],
            RHYTHM_WORDS.en[rhythm],
            RHYTHM_WORDS['zh-CN'][rhythm].replace('每', '按'),
            rhythm,
          ],
        })),
        blanks: NOTHING,
      },
      { key: 'note', headings: ['备注', 'Note'], type: 'text', maxLength: 900, blanks: NOTHING },
    ],
  }
}

const TEXTS = {
  zh: {
    title: '行动台账导入模板',
    guide: [
      '一行填一项行动。行动名称必填，其余可留空；留空的牵头单位以后再交办。',
      '分园、牵头单位、配合单位填全称或简称，与系统中的单位名称一致；配合单位可填多个，用顿号或分号隔开。',
      '同一分园同名的行动再次导入时，按内容更新，不会重复。',
    ],
    example: {
      number: '1',
      park: '海淀园',
      title: '建立企业服务专员制度',
      content: '为重点企业逐户配备服务专员。',
      lead: '海淀园',
      supporting: '市科委、中关村管委会',
      person: '张三',
      due: '2026年第四季度',
      every: '每季度',
    },
  },
  en: {
    title: 'Register of actions: template',
    guide: [
      'One action per line. Only its name is needed; without a lead body it is assigned later.',
      'Write parks and bodies by their full or short names as the system has them; several supporting bodies with semicolons between them.',
      'An action of the same name in the same park is brought up to date when imported again, and not doubled.',
    ],
    example: {
      number: '1',
      park: '海淀园',
      title: 'Service officers for enterprises',
      content: 'Every key enterprise has a service officer of its own.',
      lead: '海淀园',
      person: 'Zhang San',
      due: '2026-12-31',
      every: 'quarterly',
    },
  },
} as const

export async function writeRegisterTemplate(
  ctx: Context,
  language: 'zh-CN' | 'en',
): Promise<{ fileName: string; content: Uint8Array }> {
  const actions = await ctx.read((tx) => readCodes(tx, 'action'))
  const key = language === 'en' ? 'en' : 'zh'
  const { title, guide, example } = TEXTS[key]
  const kind = actions[0]?.[key]
  const content = await writeTemplate(registerDeclaration(actions), {
    language: key,
    title,
    guide,
    examples: [{ ...example, ...(kind === undefined ? {} : { categories: kind }) }],
  })
  return { fileName: `${title.replace(':', '')}.xlsx`, content }
}
