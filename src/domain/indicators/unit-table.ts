import { rational, type Rational } from './rational.ts'

/** A unit that is not made of others. */
export interface SimpleUnit {
  /** Base unit of its dimension; null: a plain number. */
  readonly base: string | null
  /** So many base units. */
  readonly factor: Rational
  /** True where 千, 万, 亿 … may stand before it. */
  readonly scalable: boolean
  /** English: one, many. */
  readonly en: readonly [string, string]
}

/** Longest first, so that 百万 is not read as 百 of 万元. */
export const SCALES: readonly { readonly zh: string; readonly times: bigint; readonly en: string }[] = [
  { zh: '万亿', times: 10n ** 12n, en: 'trillion' },
  { zh: '千亿', times: 10n ** 11n, en: '100 billion' },
  { zh: '百亿', times: 10n ** 10n, en: '10 billion' },
  { zh: '十亿', times: 10n ** 9n, en: 'billion' },
  { zh: '千万', times: 10n ** 7n, en: '10 million' },
  { zh: '百万', times: 10n ** 6n, en: 'million' },
  { zh: '十万', times: 10n ** 5n, en: '100,000' },
  { zh: '亿', times: 10n ** 8n, en: '100 million' },
  { zh: '万', times: 10n ** 4n, en: '10,000' },
  { zh: '千', times: 1000n, en: 'thousand' },
  { zh: '百', times: 100n, en: 'hundred' },
]

/** Another spelling of the same unit. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['人民币元', '元'],
  ['元人民币', '元'],
  ['㎡', '平方米'],
  ['m²', '平方米'],
  ['平米', '平方米'],
  ['㎢', '平方公里'],
  ['km²', '平方公里'],
  ['平方千米', '平方公里'],
  ['吨标煤', '吨标准煤'],
  ['tce', '吨标准煤'],
  ['千克标准煤', '公斤标准煤'],
  ['kWh', '千瓦时'],
  ['度', '千瓦时'],
  ['天', '日'],
  ['个月', '月'],
  ['季', '季度'],
  ['百分比', '%'],
  ['个百分点', '百分点'],
  ['台(套)', '台套'],
])

/**
 * 亩 is 1/15 hectare. Lengths of months in days differ, so months and years stand apart from days. Coal equivalent,
 * electricity and carbon dioxide are kept apart: what turns one into the other is a coefficient with a source and a year.
 */
export const SIMPLE_UNITS: ReadonlyMap<string, SimpleUnit> = new Map<string, SimpleUnit>([
  ['1', plain(1n, 1n, '')],
  ['倍', plain(1n, 1n, 'times')],
  ['%', plain(1n, 100n, '%')],
  ['百分点', plain(1n, 100n, 'percentage points')],
  ['‰', plain(1n, 1000n, '‰')],
  ['‱', plain(1n, 10_000n, '‱')],
  ['元', own('元', 'yuan', 'yuan')],
  ['美元', own('美元', 'US dollar', 'US dollars')],
  ['欧元', own('欧元', 'euro', 'euros')],
  ['日元', own('日元', 'yen', 'yen')],
  ['港元', own('港元', 'Hong Kong dollar', 'Hong Kong dollars')],
  ['平方米', own('平方米', 'square metre', 'square metres')],
  ['公顷', of('平方米', 10_000n, 1n, 'hectare', 'hectares')],
  ['亩', of('平方米', 2000n, 3n, 'mu', 'mu')],
  ['平方公里', of('平方米', 1_000_000n, 1n, 'square kilometre', 'square kilometres')],
  ['米', own('米', 'metre', 'metres')],
  ['公里', of('米', 1000n, 1n, 'kilometre', 'kilometres')],
  ['立方米', own('立方米', 'cubic metre', 'cubic metres')],
  ['吨', own('吨', 'tonne', 'tonnes')],
  ['公斤', of('吨', 1n, 1000n, 'kilogram', 'kilograms')],
  ['吨标准煤', own('吨标准煤', 'tonne of coal equivalent', 'tonnes of coal equivalent')],
  ['公斤标准煤', of('吨标准煤', 1n, 1000n, 'kilogram of coal equivalent', 'kilograms of coal equivalent')],
  ['吨二氧化碳', own('吨二氧化碳', 'tonne of CO₂', 'tonnes of CO₂')],
  ['千瓦时', own('千瓦时', 'kilowatt-hour', 'kilowatt-hours')],
  ['兆瓦时', of('千瓦时', 1000n, 1n, 'megawatt-hour', 'megawatt-hours')],
  ['千瓦', own('千瓦', 'kilowatt', 'kilowatts')],
  ['小时', own('小时', 'hour', 'hours')],
  ['分钟', of('小时', 1n, 60n, 'minute', 'minutes')],
  ['日', of('小时', 24n, 1n, 'day', 'days')],
  ['工作日', own('工作日', 'working day', 'working days')],
  ['月', own('月', 'month', 'months')],
  ['季度', of('月', 3n, 1n, 'quarter', 'quarters')],
  ['年', of('月', 12n, 1n, 'year', 'years')],
  ['人', own('人', 'person', 'persons')],
  // Full-time equivalents (折合全时当量) measure work; they turn into heads only where an expression says so.
  ['人年', own('人年', 'person-year', 'person-years')],
  ['人次', own('人次', 'attendance', 'attendances')],
  ['点', own('点', 'point', 'points')],
  ['分', own('分', 'point', 'points')],
  ['级', own('级', 'level', 'levels')],
  ...classifiers([
    ['家', 'establishment', 'establishments'],
    ['个', 'item', 'items'],
    ['件', 'piece', 'pieces'],
    ['项', 'item', 'items'],
    ['篇', 'paper', 'papers'],
    ['户', 'household', 'households'],
    ['名', 'person', 'persons'],
    ['位', 'person', 'persons'],
    ['台', 'machine', 'machines'],
    ['套', 'set', 'sets'],
    ['台套', 'set', 'sets'],
    ['辆', 'vehicle', 'vehicles'],
    ['架', 'aircraft', 'aircraft'],
    ['座', 'building', 'buildings'],
    ['栋', 'building', 'buildings'],
    ['所', 'institution', 'institutions'],
    ['处', 'place', 'places'],
    ['种', 'kind', 'kinds'],
    ['条', 'line', 'lines'],
    ['只', 'fund', 'funds'],
    ['支', 'team', 'teams'],
    ['笔', 'transaction', 'transactions'],
    ['宗', 'lot', 'lots'],
    ['次', 'time', 'times'],
    ['家次', 'visit of an establishment', 'visits of establishments'],
    ['件次', 'handling', 'handlings'],
    ['场', 'event', 'events'],
    ['期', 'session', 'sessions'],
    ['份', 'copy', 'copies'],
    ['部', 'work', 'works'],
    ['张', 'sheet', 'sheets'],
    ['床', 'bed', 'beds'],
  ]),
])

function plain(numerator: bigint, denominator: bigint, en: string): SimpleUnit {
  return { base: null, factor: rational(numerator, denominator), scalable: false, en: [en, en] }
}

function own(base: string, one: string, many: string): SimpleUnit {
  return { base, factor: rational(1n), scalable: true, en: [one, many] }
}

function of(base: string, numerator: bigint, denominator: bigint, one: string, many: string): SimpleUnit {
  return { base, factor: rational(numerator, denominator), scalable: true, en: [one, many] }
}

function classifiers(names: readonly (readonly [string, string, string])[]): [string, SimpleUnit][] {
  return names.map(([zh, one, many]) => [zh, own(zh, one, many)])
}
