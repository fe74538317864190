/**
 * Units (计量单位) as data: which go together, by what factor, and the unit of products and quotients. Nothing is ever converted
 * on the quiet: where two sides of a comparison have different units of one kind (万元 against 千元) the check of rules says so and
 * names both; a number written bare takes the unit of the other side. A percent stays a number of percent: `研发费用占比 >= 5` on a
 * fact in % is five percent, and `>= 0.05` is probably a mistake.
 */
import { FeelNumber, toNumber } from './values.ts'

/** What a unit measures, as powers of kinds (money 1, person -1), and how many of the kind's base it is. */
export interface UnitShape {
  /** Over one another, so that 亩 is exact: 2000/3 ㎡. */
  readonly factor: FeelNumber
  readonly divisor: FeelNumber
  /** Kinds with their powers, sorted by kind, none zero; empty: a bare number, a share or a multiple. */
  readonly powers: readonly (readonly [kind: string, power: number])[]
}

interface UnitDefinition {
  readonly kind: string
  readonly factor: string
  readonly divisor?: string
  /** Whole numbers only. */
  readonly whole?: boolean
}

const RATIO = ''

/** By how it is written. Counts of different things never go together: three persons are no three patents. */
const UNITS: ReadonlyMap<string, UnitDefinition> = new Map<string, UnitDefinition>([
  ...many('money', { 元: '1', 千元: '1000', 万元: '10000', 百万元: '1000000', 亿元: '100000000' }),
  ...many('dollars', { 美元: '1', 万美元: '10000', 亿美元: '100000000' }),
  ...many('person', { 人: '1', 名: '1', 万人: '10000' }, true),
  ...[
    '件',
    '项',
    '家',
    '户',
    '个',
    '级',
    '次',
    '台',
    '套',
    '篇',
    '只',
    '批',
    '期',
    '届',
    '所',
    '间',
    '场',
  ].map((name): [string, UnitDefinition] => [name, { kind: name, factor: '1', whole: true }]),
  ['分', { kind: '分', factor: '1' }],
  ...many(RATIO, { '%': '0.01', '％': '0.01', 百分点: '0.01', '‰': '0.001', 倍: '1' }),
  ...many('months', { 年: '12', 月: '1', 个月: '1', 季度: '3' }),
  ...many('days', { 日: '1', 天: '1', 周: '7' }),
  ...many('hours', { 小时: '1' }),
  ...many('area', {
    '㎡': '1',
    平方米: '1',
    'm²': '1',
    万平方米: '10000',
    公顷: '10000',
    平方公里: '1000000',
    'km²': '1000000',
  }),
  ['亩', { kind: 'area', factor: '2000', divisor: '3' }],
  ...many('length', { 米: '1', 公里: '1000', 千米: '1000' }),
  ...many('mass', { 千克: '1', 公斤: '1', 吨: '1000', 万吨: '10000000' }),
  ...many('coal', { 吨标准煤: '1', 万吨标准煤: '10000' }),
  ...many('energy', { 千瓦时: '1', 度: '1', 万千瓦时: '10000', 亿千瓦时: '100000000' }),
])

function many(
  kind: string,
  factors: Readonly<Record<string, string>>,
  whole = false,
): [string, UnitDefinition][] {
  return Object.entries(factors).map(([name, factor]) => [name, { kind, factor, whole }])
}

/** For choosing one from a list. */
export const KNOWN_UNITS: readonly string[] = [...UNITS.keys()]

const ONE = new FeelNumber(1)
export const BARE: UnitShape = { factor: ONE, divisor: ONE, powers: [] }

/** `万元/人`, `元/㎡·年`; null: a bare number. Undefined where a part of it is not known here. */
export function readUnit(unit: string | null): UnitShape | undefined {
  if (unit === null || unit.trim() === '') return BARE
  const known = UNITS.get(unit.trim())
  if (known !== undefined) return shapeOf(known)
  const parts = unit.split('/')
  if (parts.length > 4) return undefined
  let shape: UnitShape | undefined
  for (const [index, part] of parts.entries()) {
    const product = readProduct(part)
    if (product === undefined) return undefined
    shape = shape === undefined || index === 0 ? product : quotientOf(shape, product)
  }
  return shape
}

function readProduct(text: string): UnitShape | undefined {
  let shape = BARE
  for (const name of text.split(/[·*×]/)) {
    const known = UNITS.get(name.trim())
    if (known === undefined) return undefined
    shape = productOf(shape, shapeOf(known))
  }
  return shape
}

function shapeOf({ kind, factor, divisor = '1' }: UnitDefinition): UnitShape {
  return {
    factor: toNumber(factor) ?? ONE,
    divisor: toNumber(divisor) ?? ONE,
    powers: kind === RATIO ? [] : [[kind, 1]],
  }
}

export function productOf(left: UnitShape, right: UnitShape): UnitShape {
  return combined(left, right, 1)
}

export function quotientOf(left: UnitShape, right: UnitShape): UnitShape {
  return combined(left, right, -1)
}

function combined(left: UnitShape, right: UnitShape, sign: 1 | -1): UnitShape {
  const powers = new Map(left.powers)
  for (const [kind, power] of right.powers) powers.set(kind, (powers.get(kind) ?? 0) + sign * power)
  return {
    factor: left.factor.times(sign === 1 ? right.factor : right.divisor),
    divisor: left.divisor.times(sign === 1 ? right.divisor : right.factor),
    powers: [...powers].filter(([, power]) => power !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/**
 * same: may be compared and added as they stand; convertible: of one kind with another factor (万元 and 千元, % and 倍); apart: of
 * different kinds.
 */
export function compareUnits(left: UnitShape, right: UnitShape): 'same' | 'convertible' | 'apart' {
  const kinds = (shape: UnitShape): string => JSON.stringify(shape.powers)
  if (kinds(left) !== kinds(right)) return 'apart'
  return left.factor.times(right.divisor).equals(right.factor.times(left.divisor)) ? 'same' : 'convertible'
}

/** A number in another unit of the same kind; null where they do not go together or one is not known. */
export function convertUnit(value: FeelNumber, from: string | null, to: string | null): FeelNumber | null {
  const [source, target] = [readUnit(from), readUnit(to)]
  if (source === undefined || target === undefined || compareUnits(source, target) === 'apart') return null
  return value.times(source.factor.times(target.divisor)).dividedBy(source.divisor.times(target.factor))
}

/** Of persons, patents, projects …: whole numbers only. */
export function isCounted(unit: string | null): boolean {
  return unit !== null && UNITS.get(unit.trim())?.whole === true
}

/** % and ‰: how many of it make one; null for every other unit. */
export function partsOfOne(unit: string | null): number | null {
  if (unit === null || unit === '百分点') return null
  const definition = UNITS.get(unit.trim())
  if (definition === undefined || definition.kind !== RATIO || definition.factor === '1') return null
  return definition.factor === '0.01' ? 100 : 1000
}

/** How a unit that came out of a calculation is written: the simplest unit that is the same, or kinds over kinds. */
export function writeUnit(shape: UnitShape): string | null {
  if (compareUnits(shape, BARE) === 'same') return null
  for (const [name, definition] of UNITS) if (compareUnits(shape, shapeOf(definition)) === 'same') return name
  const base = (kind: string): string =>
    [...UNITS].find(([, unit]) => unit.kind === kind && unit.factor === '1')?.[0] ?? kind
  const side = (sign: 1 | -1): string =>
    shape.powers
      .filter(([, power]) => power * sign > 0)
      .flatMap(([kind, power]) => Array.from({ length: Math.abs(power) }, () => base(kind)))
      .join('·')
  const factor = shape.factor.dividedBy(shape.divisor)
  const [above, below] = [side(1), side(-1)]
  return `${factor.equals(1) ? '' : `${factor.toString()}×`}${above === '' ? '1' : above}${below === '' ? '' : `/${below}`}`
}
