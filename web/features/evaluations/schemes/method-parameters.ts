import { METHOD_CATALOGUE } from '#domain/evaluation'
import type {
  AggregationMethod,
  Imputation,
  MethodKind,
  NormalisationMethod,
  Treatment,
  WeightingMethod,
} from '#domain/evaluation'

export interface MethodOf {
  readonly imputation: Imputation
  readonly treatment: Treatment
  readonly normalisation: NormalisationMethod
  readonly weighting: WeightingMethod
  readonly aggregation: AggregationMethod
}

/** How a parameter is entered. `optional`: may be left open; what that means is said by the field. */
export type ParameterField =
  | { readonly name: NumberName; readonly type: 'number'; readonly optional?: true }
  | { readonly name: 'fallback' | 'capped'; readonly type: 'flag' }
  | { readonly name: 'group' | 'unit'; readonly type: 'group' | 'unit' }
  | { readonly name: ChoiceName; readonly type: 'choice'; readonly options: readonly string[] }

export type NumberName =
  | 'low'
  | 'high'
  | 'mean'
  | 'deviation'
  | 'from'
  | 'to'
  | 'bottom'
  | 'top'
  | 'target'
  | 'ideal'
  | 'least'
  | 'most'
  | 'mostInconsistent'
  | 'power'
  | 'resolution'
  | 'strategy'
  | 'maximumAge'
  | 'value'
  | 'skewness'
  | 'kurtosis'
  | 'mostPoints'
  | 'lambda'
export type ChoiceName = 'ties' | 'over' | 'loadings' | 'centre' | 'gaps' | 'extrapolate' | 'then'

const number = (...names: NumberName[]): ParameterField[] => names.map((name) => ({ name, type: 'number' }))
const open = (...names: NumberName[]): ParameterField[] =>
  names.map((name) => ({ name, type: 'number', optional: true }))
const choice = (name: ChoiceName, ...options: string[]): ParameterField => ({ name, type: 'choice', options })
const CAPPED: ParameterField = { name: 'capped', type: 'flag' }
const BY_GROUP: ParameterField[] = [
  { name: 'group', type: 'group' },
  { name: 'fallback', type: 'flag' },
]
const TIES = choice('ties', 'min', 'max', 'average', 'dense')

/** Fields by kind and method; methods that are not here have none. Judgements, experts and wished importance have editors of their own. */
const FIELDS: {
  readonly [K in MethodKind]: { readonly [M in MethodOf[K]['method']]?: readonly ParameterField[] }
} = {
  imputation: {
    'group-mean': BY_GROUP,
    'group-median': BY_GROUP,
    latest: open('maximumAge'),
    linear: [choice('extrapolate', 'none', 'constant', 'line')],
    constant: number('value'),
  },
  treatment: {
    treat: [
      ...number('skewness', 'kurtosis'),
      ...open('mostPoints'),
      choice('then', 'none', 'log', 'log-ct', 'log-ct-orig', 'log-gii', 'box-cox'),
    ],
  },
  normalisation: {
    'min-max': number('low', 'high'),
    'z-score': number('mean', 'deviation'),
    scaled: number('from', 'to'),
    rank: [TIES],
    borda: [choice('ties', 'min', 'max', 'average')],
    goalposts: [...open('bottom', 'top'), ...number('low', 'high'), CAPPED],
    'distance-to-target': [...open('target'), CAPPED],
    'distance-to-reference': [{ name: 'unit', type: 'unit' }, CAPPED],
    'value-to-ideal': [...open('ideal'), ...number('high')],
  },
  weighting: {
    ahp: number('mostInconsistent'),
    entropy: [choice('over', 'siblings', 'leaves')],
    critic: [choice('over', 'siblings', 'leaves')],
    pca: [choice('loadings', 'plain', 'squared')],
    'benefit-of-doubt': number('least', 'most'),
    delphi: [choice('centre', 'median', 'mean')],
  },
  aggregation: {
    generalised: number('power'),
    grey: number('resolution'),
    vikor: number('strategy'),
    copeland: [choice('gaps', 'shared', 'as-listed')],
  },
}

export function fieldsOf(kind: MethodKind, method: { readonly method: string }): readonly ParameterField[] {
  const fields: Readonly<Record<string, readonly ParameterField[] | undefined>> = FIELDS[kind]
  const own = fields[method.method] ?? []
  // The exponent belongs to one formula only.
  return 'then' in method && method.then === 'box-cox' ? [...own, ...number('lambda')] : own
}

export function methodsOf<K extends MethodKind>(kind: K): readonly MethodOf[K]['method'][] {
  return Object.keys(METHOD_CATALOGUE[kind]) as MethodOf[K]['method'][]
}

/** What a method needs and the catalogue does not say: a beginning that can be edited. */
const NEEDS: Readonly<Record<string, unknown>> = {
  group: '',
  unit: '',
  value: 0,
  judgements: {},
  least: 0.05,
  most: 0.4,
  rounds: [{ weights: {} }],
  power: 0.5,
}

/** A method as it begins: the catalogue's own figures. */
export function beginMethod<K extends MethodKind>(kind: K, method: MethodOf[K]['method']): MethodOf[K] {
  const catalogue: Readonly<Record<string, { needs: readonly string[]; otherwise: object }>> =
    METHOD_CATALOGUE[kind]
  const { needs = [], otherwise = {} } = catalogue[method] ?? {}
  return {
    method,
    ...Object.fromEntries(needs.map((name) => [name, NEEDS[name] ?? null])),
    ...otherwise,
  } as MethodOf[K]
}

/** With one parameter changed; the exponent comes and goes with its formula. */
export function withParameter<M extends { readonly method: string }>(
  method: M,
  name: string,
  value: unknown,
): M {
  const next = { ...method, [name]: value }
  return name === 'then' ? { ...next, lambda: value === 'box-cox' ? 0 : null } : next
}

export const FORMULAS: Readonly<Record<string, string>> = {
  'normalisation.min-max': '(x − min) ÷ (max − min) × (high − low) + low',
  'normalisation.z-score': '(x − x̄) ÷ s × σ + μ',
  'normalisation.scaled': '(x − from) ÷ (to − from) × 100',
  'normalisation.rank': 'rank(x)',
  'normalisation.percentile-rank': '(rank(x) − 1) ÷ (n − 1)',
  'normalisation.borda': 'rank(x) − 1',
  'normalisation.goalposts': '(x − bottom) ÷ (top − bottom) × (high − low) + low',
  'normalisation.distance-to-target': '(x − worst) ÷ (target − worst)',
  'normalisation.distance-to-reference': '1 − (ref − x) ÷ (ref − worst)',
  'normalisation.distance-to-maximum': '1 − (best − x) ÷ (best − worst)',
  'normalisation.fraction-of-maximum': 'x ÷ best',
  'normalisation.value-to-ideal': 'min(1, x ÷ ideal) × high',
  'normalisation.none': 'x',
  'weighting.given': 'wᵢ ÷ Σ w',
  'weighting.equal': '1 ÷ n',
  'weighting.ahp': 'A w = λ w;  CR = ((λ − n) ÷ (n − 1)) ÷ RI',
  'weighting.entropy': 'eⱼ = −Σ pᵢⱼ ln pᵢⱼ ÷ ln n;  wⱼ = (1 − eⱼ) ÷ Σ (1 − e)',
  'weighting.critic': 'Cⱼ = σⱼ Σ (1 − rⱼₖ);  wⱼ = Cⱼ ÷ Σ C',
  'weighting.pca': 'X v = λ₁ v;  wⱼ ∝ vⱼ',
  'weighting.benefit-of-doubt': 'max Σ wⱼ xᵢⱼ,  least ≤ wⱼ ≤ most',
  'weighting.optimised': 'min Σ (rⱼ − r*ⱼ)²',
  'weighting.delphi': 'wⱼ = median(w₁ⱼ … wₖⱼ)',
  'aggregation.arithmetic': 'Σ wᵢ xᵢ',
  'aggregation.geometric': 'Π xᵢ^wᵢ',
  'aggregation.harmonic': '1 ÷ Σ (wᵢ ÷ xᵢ)',
  'aggregation.generalised': '(Σ wᵢ xᵢᵖ)^(1/p)',
  'aggregation.sum': 'Σ wᵢ xᵢ,  Σ w ≠ 1',
  'aggregation.topsis': 'D⁻ ÷ (D⁺ + D⁻)',
  'aggregation.grey': 'Σ wᵢ (Δmin + ρ Δmax) ÷ (Δᵢ + ρ Δmax)',
  'aggregation.vikor': '1 − [v S* + (1 − v) R*]',
  'aggregation.copeland': 'wins − losses',
  'imputation.mean': 'x̄',
  'imputation.median': 'median(x)',
  'imputation.linear': 'x₀ + (x₁ − x₀) × (t − t₀) ÷ (t₁ − t₀)',
  'treatment.treat': '|skewness| > a  ∧  kurtosis > b',
}

export const METHOD_KINDS = ['imputation', 'treatment', 'normalisation', 'weighting', 'aggregation'] as const
