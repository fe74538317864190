/**
 * Words of the ledger in what the server itself writes: exports, documents, public pages. The web has its own texts, in the same
 * words.
 */
import type { DutyFlag, DutyState, Light, Rhythm } from '#domain/ledger'
import { periodById } from '#domain/ledger'
import type { DutyRow } from './contract.ts'

export type Language = 'zh-CN' | 'en'
type Words<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>

/** A colour never stands without mark and word. */
export const LIGHT_MARKS: Readonly<Record<Light, string>> = { green: '●', yellow: '▲', red: '■', grey: '○' }
export const LIGHT_WORDS: Words<Light> = {
  'zh-CN': { green: '正常', yellow: '预警', red: '滞后', grey: '不计' },
  en: { green: 'On track', yellow: 'Attention', red: 'Behind', grey: 'Not counted' },
}
export const STATE_WORDS: Words<DutyState> = {
  'zh-CN': {
    unassigned: '待交办',
    assigned: '待签收',
    returned: '已退回',
    accepted: '已签收',
    'in-progress': '推进中',
    reported: '待核验',
    verified: '已核验',
    closed: '已销项',
    suspended: '已暂缓',
    merged: '已并入',
    dropped: '已取消',
  },
  en: {
    unassigned: 'Unassigned',
    assigned: 'Awaiting acceptance',
    returned: 'Returned',
    accepted: 'Accepted',
    'in-progress': 'In progress',
    reported: 'Awaiting verification',
    verified: 'Verified',
    closed: 'Closed',
    suspended: 'Suspended',
    merged: 'Merged',
    dropped: 'Dropped',
  },
}
export const FLAG_WORDS: Words<DutyFlag> = {
  'zh-CN': {
    late: '逾期',
    'due-soon': '临期',
    stale: '久未报送',
    'no-evidence': '缺佐证',
    behind: '进度落后',
    unanswered: '未签收',
  },
  en: {
    late: 'Late',
    'due-soon': 'Due soon',
    stale: 'Report overdue',
    'no-evidence': 'No evidence',
    behind: 'Lagging',
    unanswered: 'Unanswered',
  },
}
export const KIND_WORDS: Words<DutyRow['kind']> = {
  'zh-CN': { duty: '任务', measure: '措施', instance: '分期' },
  en: { duty: 'Duty', measure: 'Measure', instance: 'Period' },
}
export const SOURCE_WORDS: Words<DutyRow['source']> = {
  'zh-CN': {
    plan: '规划',
    register: '行动台账',
    manual: '手工添加',
    gap: '补缺口',
    inspection: '督查',
    alert: '统计预警',
  },
  en: {
    plan: 'Plan',
    register: 'Register of actions',
    manual: 'Added by hand',
    gap: 'Made of a gap',
    inspection: 'Inspection',
    alert: 'Statistical alert',
  },
}
export const VISIBILITY_WORDS: Words<DutyRow['visibility']> = {
  'zh-CN': { organisation: '仅相关单位', zone: '全示范区', public: '向社会公开' },
  en: { organisation: 'Bodies concerned only', zone: 'The whole zone', public: 'Public' },
}
export const RHYTHM_WORDS: Words<Rhythm> = {
  'zh-CN': { week: '每周', month: '每月', quarter: '每季度', 'half-year': '每半年', year: '每年' },
  en: { week: 'weekly', month: 'monthly', quarter: 'quarterly', 'half-year': 'half-yearly', year: 'yearly' },
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 2026-07-01 → 2026年7月1日, 1 Jul 2026. */
export function dateWords(on: string, language: Language): string {
  const [year = '', month = '', day = ''] = on.split('-')
  return language === 'zh-CN'
    ? `${year}年${Number(month)}月${Number(day)}日`
    : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

/** A date as exact as it is meant: 2025年6月底前, 2025年底前, 每季度, 规划期末. */
export function dueWords(
  { dueOn, precision, rhythm, period }: Pick<DutyRow, 'dueOn' | 'precision' | 'rhythm' | 'period'>,
  language: Language,
): string {
  const zh = language === 'zh-CN'
  if (period !== null) return periodWords(period, language)
  if (precision === 'periodic') {
    const words = rhythm === null ? (zh ? '定期' : 'periodic') : RHYTHM_WORDS[language][rhythm]
    if (dueOn === null) return words
    return zh ? `${words}，至${dateWords(dueOn, language)}` : `${words}, until ${dateWords(dueOn, language)}`
  }
  if (dueOn === null) return zh ? '未定时限' : 'no date'
  const [year = '', month = ''] = dueOn.split('-')
  const n = Number(month)
  switch (precision) {
    case 'month':
      return zh ? `${year}年${n}月底前` : `by end of ${MONTHS[n - 1] ?? month} ${year}`
    case 'quarter':
      return zh ? `${year}年第${'一二三四'[Math.ceil(n / 3) - 1] ?? ''}季度` : `Q${Math.ceil(n / 3)} ${year}`
    case 'half-year':
      return zh ? `${year}年${n <= 6 ? '上' : '下'}半年` : `H${n <= 6 ? 1 : 2} ${year}`
    case 'year':
      return zh ? `${year}年底前` : `by end of ${year}`
    case 'plan-period':
      return zh ? `规划期末（${dateWords(dueOn, language)}）` : `plan period (${dateWords(dueOn, language)})`
    case 'day':
    case 'none':
      return zh ? `${dateWords(dueOn, language)}前` : `by ${dateWords(dueOn, language)}`
  }
}

function periodWords(period: string, language: Language): string {
  const found = periodById(period)
  if (found === null) return period
  const [year = '', month = ''] = found.to.split('-')
  const n = Number(month)
  const zh = language === 'zh-CN'
  switch (found.rhythm) {
    case 'year':
      return zh ? `${year}年` : year
    case 'half-year':
      return zh ? `${year}年${n <= 6 ? '上' : '下'}半年` : `H${n <= 6 ? 1 : 2} ${year}`
    case 'quarter':
      return zh ? `${year}年第${'一二三四'[Math.ceil(n / 3) - 1] ?? ''}季度` : `Q${Math.ceil(n / 3)} ${year}`
    case 'month':
      return zh ? `${year}年${n}月` : `${MONTHS[n - 1] ?? month} ${year}`
    case 'week':
      return zh
        ? `${period.slice(0, 4)}年第${Number(period.slice(6))}周`
        : `week ${Number(period.slice(6))} of ${period.slice(0, 4)}`
  }
}

/** ● 正常 */
export function lightWords(light: Light, language: Language): string {
  return `${LIGHT_MARKS[light]} ${LIGHT_WORDS[language][light]}`
}
