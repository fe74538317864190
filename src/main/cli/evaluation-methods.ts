import {
  METHOD_CATALOGUE,
  type AggregationMethod,
  type Imputation,
  type MethodKind,
  type MethodParameters,
  type NormalisationMethod,
  type Treatment,
  type WeightingMethod,
} from '#domain/evaluation'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import type { Call, ExitCode } from './command-line.ts'
import { languageOf } from './finding-report.ts'
import { print, printTable } from './terminal.ts'

/** `evaluation methods [--json] [--lang zh-CN|en]` */
export function listMethods(call: Call): Promise<ExitCode> {
  const language = languageOf(call.valueOf('lang'))
  const listed = Object.entries(METHOD_CATALOGUE).map(([kind, methods]) => ({
    kind,
    methods: Object.entries<MethodParameters>(methods).map(([method, parameters]) => ({
      method,
      about: aboutOf(kind, method, language),
      ...parameters,
    })),
  }))
  if (call.isSet('json')) {
    print(JSON.stringify(listed, null, 1))
    return Promise.resolve(0)
  }
  const words = WORDS[language]
  print(words.head)
  for (const { kind, methods } of listed) {
    print('')
    print(isKind(kind) ? `${kind}  ${words.kinds[kind]}` : kind)
    printTable(
      methods.map(({ method, needs, otherwise, about }) => [
        `  ${method}`,
        [
          ...needs.map((name) => `${name}*`),
          ...Object.entries(otherwise).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
        ].join(', '),
        about,
      ]),
    )
  }
  return Promise.resolve(0)
}

function isKind(kind: string): kind is MethodKind {
  return Object.hasOwn(METHOD_CATALOGUE, kind)
}

function aboutOf(kind: string, method: string, language: FindingLanguage): string {
  const texts: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = ABOUT
  const text = texts[kind]?.[method]
  return text?.[language === 'en' ? 1 : 0] ?? ''
}

const WORDS = {
  'zh-CN': {
    head: '各步骤的方法、参数（* 必填，其余为缺省值）和含义。格式与公式见 docs/methods/evaluation.md。',
    kinds: {
      imputation: '填补空缺',
      treatment: '离群值处理',
      normalisation: '无量纲化',
      weighting: '赋权',
      aggregation: '合成',
    },
  },
  en: {
    head: 'Methods of each step, their parameters (* must be written, others show the default) and what they do.\nFormats and formulas: docs/methods/evaluation.md.',
    kinds: {
      imputation: 'gaps',
      treatment: 'outliers',
      normalisation: 'scales',
      weighting: 'weights',
      aggregation: 'levels',
    },
  },
} as const

type About<M extends string> = Readonly<Record<M, readonly [zh: string, en: string]>>

const ABOUT: {
  readonly imputation: About<Imputation['method']>
  readonly treatment: About<Treatment['method']>
  readonly normalisation: About<NormalisationMethod['method']>
  readonly weighting: About<WeightingMethod['method']>
  readonly aggregation: About<AggregationMethod['method']>
} = {
  imputation: {
    none: ['不填补', 'gaps stay'],
    mean: ['全体平均数', 'mean of all units'],
    median: ['全体中位数', 'median of all units'],
    'group-mean': ['同组平均数', 'mean of the unit’s group'],
    'group-median': ['同组中位数', 'median of the unit’s group'],
    latest: ['本对象最近一期的数', 'the unit’s last figure before'],
    linear: ['本对象前后各期连线', 'on a straight line between the unit’s other periods'],
    constant: ['给定的数', 'a given figure'],
    'siblings-mean': [
      '本对象同一上级下其他指标的平均位置',
      'mean standing in the other indicators of the heading',
    ],
    'siblings-median': [
      '本对象同一上级下其他指标的中位位置',
      'median standing in the other indicators of the heading',
    ],
  },
  treatment: {
    none: ['不处理', 'nothing is treated'],
    treat: [
      '偏度、峰度都超限时缩尾，仍不行则取对数等',
      'where skewness and kurtosis are both beyond: winsorise, else transform',
    ],
  },
  normalisation: {
    'min-max': ['最小值到最大值换到 low 至 high', 'least and most become low and high'],
    'z-score': ['标准化', 'standard scores'],
    scaled: ['已有量表的数换到百分制', 'figures with a scale of their own become percent of it'],
    rank: ['名次，最差为 1', 'rank, the worst is 1'],
    'percentile-rank': ['百分位名次', 'share of the others that are behind'],
    borda: ['博尔达分：胜过几个', 'units beaten'],
    goalposts: ['两个给定标杆之间的位置', 'between two given marks'],
    'distance-to-target': ['到目标值的距离', 'distance to a target'],
    'distance-to-reference': ['到参照对象的距离', 'distance to a named unit'],
    'distance-to-maximum': ['到最好值的距离', 'distance to the best'],
    'fraction-of-maximum': ['占最大值的比例', 'share of the greatest'],
    'value-to-ideal': ['指标值与理想值之比，封顶', 'ratio to an ideal, capped'],
    none: ['不换算', 'as it is'],
  },
  weighting: {
    given: ['方案写明的权重', 'as the scheme writes them'],
    equal: ['等权', 'all the same'],
    ahp: ['层次分析法', 'analytic hierarchy process'],
    entropy: ['熵权法', 'entropy of each column'],
    critic: ['CRITIC 法', 'contrast and conflict'],
    pca: ['主成分法', 'first principal component'],
    'benefit-of-doubt': ['有利赋权（线性规划）', 'benefit of the doubt, by linear programme'],
    optimised: ['使各项影响接近所望', 'such that influence comes near to what is wished'],
    delphi: ['德尔菲法', 'rounds of experts'],
  },
  aggregation: {
    arithmetic: ['加权算术平均', 'weighted mean'],
    geometric: ['加权几何平均', 'weighted geometric mean'],
    harmonic: ['加权调和平均', 'weighted harmonic mean'],
    generalised: ['幂平均', 'power mean'],
    sum: ['分值相加', 'points added up'],
    topsis: ['优劣解距离法', 'closeness to the ideal'],
    grey: ['灰色关联', 'grey relational grade'],
    vikor: ['折衷排序法（1 − Q）', 'compromise ranking (1 − Q)'],
    copeland: ['科普兰优先排序', 'pairs won less pairs lost'],
  },
}
