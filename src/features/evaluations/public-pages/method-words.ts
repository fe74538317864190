import type {
  AggregationMethod,
  Gate,
  Imputation,
  NormalisationMethod,
  Scheme,
  Treatment,
  WeightingMethod,
} from '#domain/evaluation'
import { figureInWords, shareInWords } from '../figures-in-words.ts'

/** The methods of a scheme as sentences for everybody, with the formula where there is a short one. */
export type Words = { readonly zh: string; readonly en: string }

const n = (value: number | null | undefined) => figureInWords(value)

export function normalisationWords(method: NormalisationMethod): Words {
  switch (method.method) {
    case 'min-max':
      return {
        zh: `极差标准化：得分 = ${n(method.low)} + (数值 − 最差) ÷ (最好 − 最差) × ${n(method.high - method.low)}，最差得 ${n(method.low)} 分，最好得 ${n(method.high)} 分`,
        en: `min–max: score = ${n(method.low)} + (figure − worst) ÷ (best − worst) × ${n(method.high - method.low)}; the worst gets ${n(method.low)}, the best ${n(method.high)}`,
      }
    case 'z-score':
      return {
        zh: `标准分：得分 = ${n(method.mean)} + (数值 − 均值) ÷ 标准差 × ${n(method.deviation)}`,
        en: `z-score: score = ${n(method.mean)} + (figure − mean) ÷ standard deviation × ${n(method.deviation)}`,
      }
    case 'scaled':
      return {
        zh: `固定量程：得分 = (数值 − ${n(method.from)}) ÷ ${n(method.to - method.from)} × 100`,
        en: `fixed scale: score = (figure − ${n(method.from)}) ÷ ${n(method.to - method.from)} × 100`,
      }
    case 'rank':
      return {
        zh: '位次：最差得 1 分，每好一名加 1 分',
        en: 'rank: the worst gets 1, each place better adds 1',
      }
    case 'percentile-rank':
      return { zh: '百分位次：名次换成 0 至 1 的位置', en: 'percentile rank: the place between 0 and 1' }
    case 'borda':
      return { zh: '博尔达计分：胜过几个单位得几分', en: 'Borda: a point for each unit beaten' }
    case 'goalposts': {
      const given = method.bottom !== null && method.top !== null
      return {
        zh: `目标区间：在${given ? `下限 ${n(method.bottom)} 和上限 ${n(method.top)}` : '各指标写定的下限和上限'}之间按比例得 ${n(method.low)} 至 ${n(method.high)} 分${method.capped ? '，超出的取两端' : ''}`,
        en: `goalposts: in proportion between ${given ? `${n(method.bottom)} and ${n(method.top)}` : 'the marks given for each indicator'}, ${n(method.low)} to ${n(method.high)} points${method.capped ? ', beyond them the ends' : ''}`,
      }
    }
    case 'distance-to-target':
      return {
        zh: `与目标值的距离：最差得 0，达到目标${method.target === null ? '' : ` ${n(method.target)} `}得 1`,
        en: `distance to target: the worst gets 0, the target${method.target === null ? '' : ` ${n(method.target)}`} gets 1`,
      }
    case 'distance-to-reference':
      return {
        zh: '与参照单位的距离：最差得 0，参照单位得 1',
        en: 'distance to a reference unit: the worst gets 0, the reference 1',
      }
    case 'distance-to-maximum':
      return {
        zh: '与最好值的距离：最差得 0，最好得 1',
        en: 'distance to the best: the worst gets 0, the best 1',
      }
    case 'fraction-of-maximum':
      return { zh: '占最好值的比例：数值 ÷ 最好值', en: 'fraction of the best: figure ÷ best' }
    case 'value-to-ideal':
      return {
        zh: `与理想值之比：数值 ÷ 理想值${method.ideal === null ? '' : ` ${n(method.ideal)}`} × ${n(method.high)}，最多 ${n(method.high)} 分；逆向指标反过来除`,
        en: `ratio to the ideal: figure ÷ ideal${method.ideal === null ? '' : ` ${n(method.ideal)}`} × ${n(method.high)}, at most ${n(method.high)}; turned round where less is better`,
      }
    case 'none':
      return { zh: '不换算，直接用原值', en: 'none: figures as they are' }
  }
}

const WEIGHTING: Readonly<Record<WeightingMethod['method'], Words>> = {
  given: { zh: '给定权重：按下表写明的比例', en: 'given: by the proportions in the table below' },
  equal: { zh: '等权：同级各项相同', en: 'equal among siblings' },
  ahp: {
    zh: '层次分析法：由专家两两比较得出',
    en: 'analytic hierarchy process: from pairwise judgements of experts',
  },
  entropy: {
    zh: '熵权法：各单位差别越大的指标权重越大',
    en: 'entropy: the more units differ, the more an indicator weighs',
  },
  critic: {
    zh: 'CRITIC 法：标准差乘以与其他指标的冲突程度',
    en: 'CRITIC: spread times conflict with other indicators',
  },
  pca: { zh: '主成分赋权：取第一主成分的载荷', en: 'loadings of the first principal component' },
  'benefit-of-doubt': {
    zh: '有利赋权：在允许的范围内，各单位用对自己最有利的权重',
    en: 'benefit of the doubt: each unit by the weights that suit it best, within bounds',
  },
  optimised: { zh: '按期望的重要性优化得出', en: 'optimised to wished importance' },
  delphi: { zh: '德尔菲法：专家分轮给出权重', en: 'Delphi: weights given by experts in rounds' },
}
export function weightingWords({ method }: WeightingMethod): Words {
  return WEIGHTING[method]
}

export function aggregationWords(method: AggregationMethod): Words {
  switch (method.method) {
    case 'arithmetic':
      return { zh: '加权算术平均：总分 = Σ 权重 × 得分', en: 'weighted arithmetic mean: Σ weight × score' }
    case 'geometric':
      return {
        zh: '加权几何平均：总分 = Π 得分的权重次方',
        en: 'weighted geometric mean: Π score to the power of weight',
      }
    case 'harmonic':
      return {
        zh: '加权调和平均：总分 = 1 ÷ Σ (权重 ÷ 得分)',
        en: 'weighted harmonic mean: 1 ÷ Σ (weight ÷ score)',
      }
    case 'generalised':
      return { zh: `广义平均，幂为 ${n(method.power)}`, en: `generalised mean of power ${n(method.power)}` }
    case 'sum':
      return { zh: '加权求和：分值直接相加', en: 'weighted sum: points are added' }
    case 'topsis':
      return {
        zh: 'TOPSIS 法：离最优点多近、离最劣点多远',
        en: 'TOPSIS: near to the best point and far from the worst',
      }
    case 'grey':
      return {
        zh: `灰色关联，分辨系数 ${n(method.resolution)}`,
        en: `grey relation, resolution ${n(method.resolution)}`,
      }
    case 'vikor':
      return { zh: `VIKOR 法，策略系数 ${n(method.strategy)}`, en: `VIKOR, strategy ${n(method.strategy)}` }
    case 'copeland':
      return {
        zh: '科普兰法：两两比较，胜的次数减负的次数',
        en: 'Copeland: compared pairwise, wins less losses',
      }
  }
}

export function imputationWords(method: Imputation): Words {
  switch (method.method) {
    case 'none':
      return {
        zh: '缺的就缺着，其余各项的权重按比例放大',
        en: 'what is missing stays missing, other weights are scaled up',
      }
    case 'mean':
      return { zh: '缺的取全体均值', en: 'the mean of all units' }
    case 'median':
      return { zh: '缺的取全体中位数', en: 'the median of all units' }
    case 'group-mean':
      return { zh: '缺的取同组均值', en: 'the mean of the unit’s group' }
    case 'group-median':
      return { zh: '缺的取同组中位数', en: 'the median of the unit’s group' }
    case 'latest':
      return {
        zh: `缺的沿用本单位最近一期${method.maximumAge === null ? '' : `，最多 ${n(method.maximumAge)} 期前`}`,
        en: `the unit’s own latest figure${method.maximumAge === null ? '' : `, at most ${n(method.maximumAge)} periods old`}`,
      }
    case 'linear':
      return { zh: '缺的由本单位前后各期按直线推算', en: 'a straight line between the unit’s own periods' }
    case 'constant':
      return { zh: `缺的按 ${n(method.value)} 计`, en: `${n(method.value)} where missing` }
    case 'siblings-mean':
      return {
        zh: '缺的取本单位同级指标的平均得分',
        en: 'the mean of the unit’s other scores under the heading',
      }
    case 'siblings-median':
      return {
        zh: '缺的取本单位同级指标得分的中位数',
        en: 'the median of the unit’s other scores under the heading',
      }
  }
}

export function treatmentWords(method: Treatment): Words {
  if (method.method === 'none') return { zh: '不处理离群值', en: 'outliers stay' }
  const { skewness, kurtosis, mostPoints, then } = method
  const ways: Words[] = [
    ...(mostPoints === 0
      ? []
      : [
          {
            zh: `极端值按相邻值计${mostPoints === null ? '' : `（最多 ${n(mostPoints)} 个）`}`,
            en: `extremes count as their neighbour${mostPoints === null ? '' : ` (at most ${n(mostPoints)})`}`,
          },
        ]),
    ...(then === 'none'
      ? []
      : [
          then === 'box-cox'
            ? { zh: '作 Box-Cox 变换', en: 'a Box–Cox transform' }
            : { zh: '取对数', en: 'logarithms are taken' },
        ]),
  ]
  return {
    zh: `偏度绝对值大于 ${n(skewness)} 且峰度大于 ${n(kurtosis)} 的，${ways.length === 0 ? '只作说明' : ways.map(({ zh }) => zh).join('，仍超限的再')}`,
    en: `where |skewness| > ${n(skewness)} and kurtosis > ${n(kurtosis)}: ${ways.length === 0 ? 'only noted' : ways.map(({ en }) => en).join('; if that does not help, ')}`,
  }
}

export function gradingWords({ grading, peerGroups }: Scheme): Words {
  if (grading === null) return { zh: '不分等次', en: 'no grades' }
  const rules = grading.grades.map(({ name, from, share }, at) => {
    const last = at === grading.grades.length - 1
    if (grading.method === 'thresholds')
      return from === null
        ? { zh: `其余“${name.zh}”`, en: `the rest ${name.en}` }
        : { zh: `${n(from)} 分起“${name.zh}”`, en: `${name.en} from ${n(from)}` }
    if (grading.method === 'quotas')
      return last || share === null
        ? { zh: `其余“${name.zh}”`, en: `the rest ${name.en}` }
        : {
            zh: `${at === 0 ? '前' : '其次'} ${shareInWords(share)}“${name.zh}”`,
            en: `${shareInWords(share)} ${name.en}`,
          }
    return { zh: `“${name.zh}”`, en: name.en }
  })
  const how: Words = {
    thresholds: { zh: '按分数线：', en: 'by thresholds: ' },
    quotas: { zh: '按名额：', en: 'by quotas: ' },
    'natural-breaks': { zh: '按自然断点分成：', en: 'by natural breaks into ' },
  }[grading.method]
  const within = grading.within && peerGroups !== null
  return {
    zh: `${how.zh}${rules.map(({ zh }) => zh).join('，')}${within ? '（在各组内分）' : ''}`,
    en: `${how.en}${rules.map(({ en }) => en).join(', ')}${within ? ' (within each group)' : ''}`,
  }
}

export function gateWords(gate: Gate, scheme: Scheme): Words {
  const grade = scheme.grading?.grades.find(({ code }) => code === gate.grade)?.name
  switch (gate.effect) {
    case 'exclude':
      return {
        zh: `${gate.name.zh}：未达到的不参加排名`,
        en: `${gate.name.en}: who does not meet it is not ranked`,
      }
    case 'cap':
      return {
        zh: `${gate.name.zh}：未达到的最高为“${grade?.zh ?? gate.grade ?? ''}”`,
        en: `${gate.name.en}: who does not meet it gets ${grade?.en ?? gate.grade ?? ''} at best`,
      }
    case 'mark':
      return { zh: `${gate.name.zh}：未达到的只作说明`, en: `${gate.name.en}: only noted` }
  }
}
