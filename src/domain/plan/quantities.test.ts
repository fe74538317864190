import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparatorOf, findQuantities } from './quantities.ts'
import type { Quantity } from './quantities.ts'

function only(text: string): Quantity {
  const found = findQuantities(text)
  expect(found).toHaveLength(1)
  const [quantity] = found
  if (quantity === undefined) throw new Error(`nothing found in ${text}`)
  return quantity
}

/** [value, unit, bound] */
function read(text: string): readonly [number, string, string] {
  const { value, unit, bound } = only(text)
  return [value, unit, bound]
}

describe('numbers with units', () => {
  it.each([
    ['营业收入突破3.5万亿元', 3.5, '万亿元', 'gt'],
    ['引进机构1,083家', 1083, '家', 'eq'],
    ['财政投入三千五百亿元', 3500, '亿元', 'eq'],
    ['专利超过一万二千件', 12_000, '件', 'gt'],
    ['人才5万多名', 5, '万名', 'gt'],
    ['三百余家机构', 300, '家', 'gt'],
    ['设立近千家机构', 1000, '家', 'approx'],
    ['聚集上千家企业', 1000, '家', 'ge'],
    ['规模突破万亿元', 1, '万亿元', 'gt'],
    ['安排5百万元', 5, '百万元', 'eq'],
    ['劳均产出达到45万元/人左右', 45, '万元/人', 'approx'],
    ['能耗降至0.3吨标准煤/万元', 0.3, '吨标准煤/万元', 'fall'],
    ['租金不高于30元/平方米', 30, '元/平方米', 'le'],
    ['面积9.99平方公里', 9.99, '平方公里', 'eq'],
    ['占比提高10.1个百分点', 10.1, '个百分点', 'eq'],
    ['死亡率控制在5‰以内', 5, '‰', 'le'],
    ['审批压缩至3个工作日以内', 3, '个工作日', 'le'],
    ['达到100Mbps以上', 100, 'Mbps', 'ge'],
    ['提供1000兆比特/秒(Mbps)以上', 1000, '兆比特/秒', 'ge'],
  ])('%s', (text, value, unit, bound) => {
    expect(read(text)).toEqual([value, unit, bound])
  })

  it('reads any printed amount back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom('', '万', '亿'),
        fc.constantFrom('元', '平方米', '吨'),
        (value, magnitude, unit) => {
          expect(read(`累计${String(value)}${magnitude}${unit}。`)).toEqual([value, magnitude + unit, 'eq'])
        },
      ),
    )
  })
})

describe('shares and times in words', () => {
  it.each([
    ['占三分之一', 0.3333, '比例'],
    ['其中2/3流向外地', 0.6667, '比例'],
    ['提高百分之五', 5, '%'],
    ['占比超过七成。', 70, '%'],
    ['产值翻一番', 2, '倍'],
    ['产值翻两番', 4, '倍'],
    ['是去年的两倍', 2, '倍'],
    ['保持两位数增长', 10, '%'],
    ['排名全市第一', 1, '位'],
    ['进入全国前10位', 10, '位'],
  ])('%s', (text, value, unit) => {
    expect(read(text).slice(0, 2)).toEqual([value, unit])
  })
})

describe('ranges', () => {
  it.each(['2至3个', '2-3个', '2—3个', '2~3个', '两到三个', '两三个'])('%s', (text) => {
    expect(only(`培育${text}集群`)).toMatchObject({ value: 2, value2: 3, unit: '个', bound: 'between' })
  })

  it('share the unit that is printed once or twice', () => {
    expect(only('奖励2000万元至5000万元')).toMatchObject({ value: 2000, value2: 5000, unit: '万元' })
    expect(only('增长3%—5%')).toMatchObject({ value: 3, value2: 5, unit: '%' })
  })

  it('run upwards', () => {
    expect(findQuantities('由10家到2家').map(({ value, value2 }) => [value, value2])).toEqual([
      [10, null],
      [2, null],
    ])
  })
})

describe('numbers that measure nothing', () => {
  it.each([
    '世界500强',
    '布局5G和Web3.0',
    '引入第三方机构',
    '出台人才20条新政',
    '构建三位一体格局',
    '热线020-34333079',
    '党的二十大',
    'U30工程',
    '加快一体化发展',
    '完成第3.1.2节',
    '十分重要',
    '二期工程',
  ])('%s', (text) => {
    expect(findQuantities(text)).toEqual([])
  })

  it('are skipped inside masked stretches', () => {
    expect(findQuantities('《3家》有5家', 0, 8, [{ from: 0, to: 4 }]).map(({ value }) => value)).toEqual([5])
  })
})

describe('words of comparison', () => {
  it('of 达到 depend on whether a goal is set or a fact told', () => {
    const { bound } = only('收入达到8亿元')
    expect(comparatorOf(bound, true)).toBe('ge')
    expect(comparatorOf(bound, false)).toBe('eq')
  })

  it('after the unit win over 达到 but not over 超过', () => {
    expect(read('收入达到8亿元左右')[2]).toBe('approx')
    expect(read('收入达到8亿元以上')[2]).toBe('ge')
    expect(read('收入超过8亿元以上')[2]).toBe('gt')
  })

  it('may stand before the verb', () => {
    expect(read('每家最多享受3项')[2]).toBe('le')
    expect(read('每街至少建设1个')[2]).toBe('ge')
  })
})

it('walks a long hostile text in linear time', () => {
  const text = '一二三1,2/3万亿'.repeat(6000)
  const start = performance.now()
  findQuantities(text)
  expect(performance.now() - start).toBeLessThan(2000)
})

it('never overlaps and never throws', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9.,一二十百千万亿余多分之第前翻番数几近超达到至%家元个年大—-]{0,40}$/u),
      (text) => {
        let end = 0
        for (const { from, to, value } of findQuantities(text)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          expect(Number.isFinite(value)).toBe(true)
          end = to
        }
      },
    ),
  )
})
