import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { loadBodies } from './bodies.ts'
import type { DutyFilter } from './contract.ts'
import {
  FLAG_WORDS,
  KIND_WORDS,
  LIGHT_WORDS,
  SOURCE_WORDS,
  STATE_WORDS,
  VISIBILITY_WORDS,
  dateWords,
  type Language,
} from './ledger-words.ts'
import type { Tx } from './store.ts'

const GROUPS = {
  'zh-CN': { open: '未完成', done: '已完成', gone: '已移出', suspended: '暂缓', all: '全部' },
  en: { open: 'open', done: 'done', gone: 'removed', suspended: 'suspended', all: 'all' },
} as const

/** What was filtered, in words, for the head of an export. */
export async function describeFilter(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  filter: DutyFilter,
  language: Language,
): Promise<string> {
  const zh = language === 'zh-CN'
  const said: string[] = []
  const say = (label: string, en: string, words: string) =>
    said.push(`${zh ? label : en}${zh ? '：' : ': '}${words}`)
  const list = (words: readonly string[]) => words.join(zh ? '、' : ', ')
  const bodies = await loadBodies(tx, ctx, [
    filter.owner ?? null,
    filter.lead ?? null,
    filter.body ?? null,
    filter.park ?? null,
  ])
  const named = (id: string) => (zh ? bodies.of(id).name : bodies.of(id).nameEn)
  if (filter.q !== undefined && filter.q !== '') say('含', 'words', filter.q)
  if (filter.group !== undefined) say('范围', 'scope', GROUPS[language][filter.group])
  if (filter.state?.length) say('状态', 'state', list(filter.state.map((one) => STATE_WORDS[language][one])))
  if (filter.light?.length) say('预警', 'colour', list(filter.light.map((one) => LIGHT_WORDS[language][one])))
  if (filter.flag?.length) say('标记', 'flag', list(filter.flag.map((one) => FLAG_WORDS[language][one])))
  if (filter.kind?.length) say('类型', 'kind', list(filter.kind.map((one) => KIND_WORDS[language][one])))
  if (filter.source?.length)
    say('来源', 'source', list(filter.source.map((one) => SOURCE_WORDS[language][one])))
  if (filter.owner !== undefined) say('下达单位', 'owner', named(filter.owner))
  if (filter.lead !== undefined) say('牵头单位', 'lead', named(filter.lead))
  if (filter.body !== undefined) say('单位', 'body', named(filter.body))
  if (filter.park !== undefined) say('分园', 'park', named(filter.park))
  if (filter.mine === true) said.push(zh ? '本单位' : 'my body')
  if (filter.person !== undefined)
    say('责任人', 'person', (await titleIn(tx, 'person', filter.person)) ?? '…')
  if (filter.document !== undefined)
    say('文件', 'document', (await titleIn(tx, 'document', filter.document)) ?? '…')
  if (filter.plan !== undefined) say('规划', 'plan', (await titleIn(tx, 'plan', filter.plan)) ?? '…')
  if (filter.parent !== undefined)
    say('上级任务', 'part of', (await titleIn(tx, 'duty', filter.parent)) ?? '…')
  if (filter.category !== undefined)
    say('行动类别', 'kind of action', (await categoryName(tx, filter.category, zh)) ?? filter.category)
  if (filter.dueFrom !== undefined) say('时限自', 'due from', dateWords(filter.dueFrom, language))
  if (filter.dueTo !== undefined) say('时限至', 'due until', dateWords(filter.dueTo, language))
  if (filter.evaluation === true) said.push(zh ? '纳入评估' : 'for evaluation')
  if (filter.visibility !== undefined)
    say('可见范围', 'readers', VISIBILITY_WORDS[language][filter.visibility])
  return said.length === 0
    ? zh
      ? '台账中的全部任务'
      : 'everything in the ledger'
    : said.join(zh ? '；' : '; ')
}

async function titleIn(
  tx: Tx,
  table: 'document' | 'plan' | 'duty' | 'person',
  id: string,
): Promise<string | null> {
  const column = table === 'person' ? 'name' : 'title'
  const { rows } = await sql<{ title: string }>`
    select ${sql.ref(column)} as title from ${sql.table(table)} where id = ${id}::uuid`.execute(tx)
  return rows[0]?.title ?? null
}

async function categoryName(tx: Tx, code: string, zh: boolean): Promise<string | null> {
  const row = await tx
    .selectFrom('ledgerCode')
    .select(['nameZh', 'nameEn'])
    .where('list', '=', 'action')
    .where('code', '=', code)
    .executeTakeFirst()
  return row === undefined ? null : zh ? row.nameZh : row.nameEn
}
