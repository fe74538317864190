/**
 * Units that a figure of a policy text can carry. Classifiers (家, 个, 件) stay as they are printed, since 家 and 个 do not
 * measure the same thing; measures may be compounds (万元/人, 吨标准煤/万元, 元/平方米).
 */

/** Things that are counted one by one. */
const CLASSIFIERS = [
  ...[
    '人次',
    '家次',
    '班次',
    '项次',
    '件次',
    '台次',
    '架次',
    '辆次',
    '标准箱',
    '标箱',
    '床位',
    '课时',
    '场次',
    '户次',
    '学时',
  ],
  ...['台(套)', '台/套', '个(家)', '家(个)', '个/家', '人(次)', '张床位', '个床位', '个车位', '个泊位'],
  ...[
    '家',
    '个',
    '件',
    '项',
    '名',
    '人',
    '位',
    '户',
    '只',
    '支',
    '所',
    '座',
    '处',
    '条',
    '种',
    '套',
    '台',
    '辆',
    '架',
  ],
  ...[
    '艘',
    '根',
    '棵',
    '台套',
    '标准机架',
    '机架',
    '列',
    '届',
    '场',
    '次',
    '批',
    '部',
    '篇',
    '张',
    '册',
    '株',
    '枚',
    '颗',
    '栋',
    '幢',
    '间',
    '块',
    '宗',
    '对',
  ],
  ...[
    '份',
    '款',
    '例',
    '盏',
    '对',
    '组',
    '期',
    '门',
    '岁',
    '周岁',
    '班',
    '集',
    '首',
    '幅',
    '盘',
    '头',
    '匹',
    '趟',
    '站',
  ],
]

const MEASURES = [
  ...['亿美元', '美元', '欧元', '港元', '港币', '日元', '英镑', '人民币', '元人民币', '元'],
  ...[
    '平方公里',
    '平方千米',
    '平方米',
    '㎡',
    '㎢',
    'm³',
    '平米',
    '公顷',
    '亩次',
    '厘米',
    '毫米',
    '兆比特',
    '吉比特',
    '太比特',
    '亩',
    '立方米',
    '方',
    '公里',
    '千米',
    '米',
    '海里',
  ],
  ...[
    '吨标准煤',
    '吨标煤',
    '吨二氧化碳',
    '吨',
    '斤',
    '公斤',
    '千克',
    '克',
    '升',
    '度电',
    '千瓦时',
    '兆瓦时',
    '千瓦',
    '兆瓦',
    '吉瓦',
  ],
  ...[
    'GWh',
    'MWh',
    'kWh',
    'TWh',
    'GW',
    'MW',
    'kW',
    'KW',
    'EFLOPS',
    'PFLOPS',
    'TFLOPS',
    'EFlops',
    'PFlops',
    'TFlops',
    'TEU',
    'EB',
    'PB',
    'TB',
    'GB',
  ],
  ...['Tbps', 'Gbps', 'Mbps', 'km2', 'm2', 'km', 'EH/s', 'P', 'E'],
  ...['微克/立方米', '毫克/立方米', 'μg/m³', 'μg/m3', '微克', '毫克', '分贝', '标准立方米', '分'],
]

const SHARES = ['个百分点', '百分点', '%', '‰', '倍']

const TIMES = [
  '个工作日',
  '工作日',
  '个自然日',
  '个小时',
  '小时',
  '分钟',
  '个月',
  '个季度',
  '天',
  '年',
  '日',
  '周',
  '秒',
  '毫秒',
]

export type UnitKind = 'count' | 'measure' | 'share' | 'time'

export interface Unit {
  readonly text: string
  readonly kind: UnitKind
  readonly end: number
}

const KIND: ReadonlyMap<string, UnitKind> = new Map<string, UnitKind>([
  ...CLASSIFIERS.map((unit) => [unit, 'count'] as const),
  ...MEASURES.map((unit) => [unit, 'measure'] as const),
  ...SHARES.map((unit) => [unit, 'share'] as const),
  ...TIMES.map((unit) => [unit, 'time'] as const),
])

const LONGEST_FIRST = [...KIND.keys()].sort((a, b) => b.length - a.length)
const BY_FIRST_CHAR = Map.groupBy(LONGEST_FIRST, (unit) => unit.charAt(0))

/** `P` and `E` are computing power (算力达到2000P) only when no further letter follows. */
const LETTER = /[A-Za-z]/

/** The denominator of a compound unit: /人, /万元, /平方公里, 每平方米. */
const PER = /^(?:\/|每)(?=[^\d])(?:万|亿|千|百)?/

/** The unit that starts at `at`, with its denominator if it has one; null when no unit stands there. */
export function readUnit(text: string, at: number): Unit | null {
  const base = baseUnit(text, at)
  if (base === null) return null
  const per = PER.exec(text.slice(base.end, base.end + 4))?.[0]
  if (per === undefined) return base
  const below = baseUnit(text, base.end + per.length)
  if (below === null) return base
  // 元每平方米 and 元/平方米 are one unit.
  const text_ = `${base.text}/${per.slice(1)}${below.text}`
  return { text: text_, kind: base.kind === 'time' ? 'time' : 'measure', end: below.end }
}

function baseUnit(text: string, at: number): Unit | null {
  for (const unit of BY_FIRST_CHAR.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(unit, at)) continue
    const end = at + unit.length
    if (LETTER.test(unit.charAt(unit.length - 1)) && LETTER.test(text.charAt(end))) continue
    return { text: unit, kind: KIND.get(unit) ?? 'count', end }
  }
  return null
}
