/**
 * What the manifest of the demonstration's plans and its register of park actions promise: which duties of the zone each
 * park takes up, what is corrected at confirmation, and 56 actions over 54 pairs of kind and park.
 */
import { describe, expect, test } from 'vitest'
import { codes, holding, itemsOf, planOf, plans, register } from '#tests/demo-plans'

describe('what a park takes up of the zone’s duties', () => {
  const taking = plans.filter(({ plan }) => plan.takesUp.length > 0)

  test.each(taking)('$plan.key: each piece of words stands in exactly one task', (read) => {
    for (const { words, zonePlan, zoneWords } of read.plan.takesUp) {
      const zone = planOf(zonePlan)
      expect([words, holding(read, read.extraction.tasks, words).length]).toEqual([words, 1])
      expect([zoneWords, holding(zone, zone.extraction.tasks, zoneWords).length]).toEqual([zoneWords, 1])
    }
  })

  test.each(taking)('$plan.key has duties of its own that nobody ordered', (read) => {
    const { tasks } = read.extraction
    const taken = new Set(read.plan.takesUp.flatMap(({ words }) => holding(read, tasks, words)))
    expect(tasks.length - taken.size).toBeGreaterThan(0)
    expect(taken.size).toBeGreaterThan(0)
  })

  test('leaves some of the zone’s duties to nobody', () => {
    for (const key of ['s1', 's2']) {
      const zone = planOf(key)
      const { tasks } = zone.extraction
      const taken = new Set(
        plans.flatMap(({ plan }) =>
          plan.takesUp
            .filter(({ zonePlan }) => zonePlan === key)
            .flatMap(({ zoneWords }) => holding(zone, tasks, zoneWords)),
        ),
      )
      expect(taken.size).toBeGreaterThan(4)
      expect(taken.size).toBeLessThan(tasks.length)
    }
  })
})

test('what is corrected at confirmation stands in exactly one item of its kind', () => {
  for (const read of plans)
    for (const { kind, words } of read.plan.confirm)
      expect([words, holding(read, itemsOf(read, kind), words).length]).toEqual([words, 1])
})

describe('the register of actions', () => {
  const pairs = new Set(register.actions.flatMap(({ park, kinds }) => kinds.map((kind) => `${kind} ${park}`)))

  test('has 56 actions over 54 pairs of kind and park', () => {
    expect(register.actions.map(({ no }) => no)).toEqual(Array.from({ length: 56 }, (_, i) => i + 1))
    expect(pairs.size).toBe(54)
    expect(new Set(register.actions.map(({ title }) => title)).size).toBe(56)
    expect(register.actions.filter(({ kinds }) => kinds.length === 2)).toHaveLength(2)
  })

  test.each(register.kinds)('$name is deployed in $parks parks', ({ code, parks }) => {
    expect([...pairs].filter((pair) => pair.startsWith(`${code} `))).toHaveLength(parks)
  })

  test('puts the parks that the source names where it names them', () => {
    const placed = (group: string) =>
      register.actions
        .filter((action) => action.group === group && action.parkPlacedBy === 'source')
        .map(({ park }) => park.slice('park.'.length))
        .sort()
    const total = (group: string) => register.actions.filter((action) => action.group === group).length
    expect(placed('盘活存量')).toEqual(['dongcheng', 'xicheng'])
    expect(placed('特色产业园')).toEqual(['fengtai', 'shijingshan'])
    expect(placed('空间规划')).toEqual(['pinggu', 'shunyi'])
    expect(placed('国际化环境')).toEqual(['changping', 'chaoyang', 'daxing', 'haidian'])
    expect(placed('人才、基金与场景')).toEqual(['fangshan', 'yizhuang'])
    expect(placed('承接成果溢出')).toEqual(['huairou', 'miyun', 'tongzhou'])
    expect(['盘活存量', '特色产业园', '空间规划'].map(total)).toEqual([3, 4, 2])
    expect(['国际化环境', '人才、基金与场景', '承接成果溢出'].map(total)).toEqual([4, 4, 3])
  })

  test('names bodies of the registry only, and a day for every date that is no rhythm', () => {
    for (const { park, lead, due } of register.actions) {
      expect(codes).toContain(park)
      expect(codes).toContain(lead)
      expect([due.text, due.on === null]).toEqual([due.text, due.precision === 'periodic'])
    }
  })
})
