import type { Light, Target, TargetStanding } from '#domain/ledger'
import type { Language } from '../ledger-words.ts'

const zh = {
  site: '公开进展',
  home: '首页',
  intro: '示范区规划的任务和目标做到哪一步，由谁负责，何时完成。以下只列向社会公开的部分。',
  plans: '规划和方案',
  targets: '目标',
  duties: '任务',
  otherDuties: '其他任务',
  noPlans: '目前没有向社会公开的任务和目标。',
  noDuties: '这份文件目前没有向社会公开的任务。',
  lead: '牵头单位',
  noLead: '待定',
  supporting: '配合单位',
  due: '完成时限',
  progress: '进展',
  state: '环节',
  colour: '状态',
  lastReport: '最近报送',
  never: '尚未报送',
  document: '文件',
  sentence: '原文',
  parts: '下属任务',
  partOf: '上级任务',
  updated: '更新于',
  rules: '颜色是怎样定的',
  rulesIntro: '● 正常，▲ 预警，■ 滞后，○ 不计（已暂缓、并入或取消）。触发几条取最重的一条。现行规则：',
  rule: '规则',
  meaning: '含义',
  value: '数值',
  toRules: '颜色是怎样定的',
  demo: '演示数据，不代表真实情况',
  previous: '上一页',
  next: '下一页',
  pageOf: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  count: (n: number) => `${n} 项任务`,
  targetCount: (n: number) => `${n} 个目标`,
  meanOf: '平均进展',
  days: ' 天',
  points: ' 个百分点',
  drawn: '虚线和圆圈：应达到的数值；实线和圆点：实际数值。',
  standing: '判断',
  wanted: '目标值',
  base: '基期',
  attainment: '完成率',
  year: '年份',
  required: '应达到',
  actual: '实际',
  source: '来源',
  implied: '由后来的文件推算',
  entered: '责任单位填报',
  fromDocument: '后来的文件',
  series: '历年数值',
  chart: '应达到的数值与实际数值，按年份',
  noValues: '还没有数值。',
  noYear: '未定年份',
  growth: (rate: string) => `年均增长${rate}`,
}
type Texts = typeof zh

const en: Texts = {
  site: 'Public progress',
  home: 'Home',
  intro:
    'How far the duties and targets of the zone’s plans have come, who answers for them and when they are due. Only what is open to the public is listed.',
  plans: 'Plans',
  targets: 'Targets',
  duties: 'Duties',
  otherDuties: 'Other duties',
  noPlans: 'No duty or target is open to the public at the moment.',
  noDuties: 'No duty of this document is open to the public at the moment.',
  lead: 'Lead',
  noLead: 'not yet decided',
  supporting: 'Supporting',
  due: 'Due',
  progress: 'Progress',
  state: 'Stage',
  colour: 'State',
  lastReport: 'Last report',
  never: 'none yet',
  document: 'Document',
  sentence: 'In the document’s words',
  parts: 'Parts',
  partOf: 'Part of',
  updated: 'Updated',
  rules: 'How the colours are decided',
  rulesIntro:
    '● on track, ▲ attention, ■ behind, ○ not counted (suspended, merged or dropped). Of several rules that fire the worst counts. The rules in force:',
  rule: 'Rule',
  meaning: 'Meaning',
  value: 'Value',
  toRules: 'How the colours are decided',
  demo: 'Demo data, which does not describe the real world',
  previous: 'Previous page',
  next: 'Next page',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  count: (n) => `${n} ${n === 1 ? 'duty' : 'duties'}`,
  targetCount: (n) => `${n} ${n === 1 ? 'target' : 'targets'}`,
  meanOf: 'mean progress',
  days: ' days',
  points: ' points',
  drawn: 'Dashed, with a ring: required; solid, with dots: actual.',
  standing: 'Verdict',
  wanted: 'Wanted',
  base: 'Base',
  attainment: 'Attainment',
  year: 'Year',
  required: 'Required',
  actual: 'Actual',
  source: 'Source',
  implied: 'worked out of a later document',
  entered: 'entered by the body in charge',
  fromDocument: 'a later document',
  series: 'Values by year',
  chart: 'Required and actual values by year',
  noValues: 'No value yet.',
  noYear: 'no year',
  growth: (rate) => `growth of ${rate} a year`,
}

const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zh, en }

export function publicTexts(language: Language): Texts {
  return TEXTS[language]
}

export const STANDING_WORDS: Readonly<Record<Language, Readonly<Record<TargetStanding, string>>>> = {
  'zh-CN': {
    met: '已达到',
    missed: '未达到',
    'on-track': '可望达到',
    'at-risk': '有风险',
    'off-track': '偏离',
    unknown: '数据不足',
  },
  en: {
    met: 'Met',
    missed: 'Missed',
    'on-track': 'On track',
    'at-risk': 'At risk',
    'off-track': 'Off track',
    unknown: 'Too little is known',
  },
}
export const STANDING_LIGHTS: Readonly<Record<TargetStanding, Light>> = {
  met: 'green',
  'on-track': 'green',
  'at-risk': 'yellow',
  missed: 'red',
  'off-track': 'red',
  unknown: 'grey',
}

const COMPARED: Readonly<Record<Language, Readonly<Record<Target['comparator'], string>>>> = {
  'zh-CN': { gt: '超过 ', ge: '不低于 ', lt: '低于 ', le: '不超过 ', approx: '约 ', between: '', eq: '' },
  en: {
    gt: 'more than ',
    ge: 'at least ',
    lt: 'less than ',
    le: 'at most ',
    approx: 'about ',
    between: '',
    eq: '',
  },
}

/** 超过 3.5 万亿元; 2–3 个 */
export function figureWords(
  { comparator, value, value2, unit }: Pick<Target, 'comparator' | 'value' | 'value2' | 'unit'>,
  language: Language,
): string {
  const range = value2 === null ? numberWords(value) : `${numberWords(value)}–${numberWords(value2)}`
  const space = unit === '%' ? '' : ' '
  return `${COMPARED[language][comparator]}${range}${space}${unit}`
}

/** At most four digits after the point, without noise; thousands in groups. */
export function numberWords(value: number): string {
  const [whole = '', places] = String(Number(value.toFixed(4))).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return places === undefined ? grouped : `${grouped}.${places}`
}
