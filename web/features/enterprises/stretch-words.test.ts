import { expect, test } from 'vitest'
import { heldBefore, stretchChanges } from './stretch-words.ts'
import type { Stretch } from './stretch-words.ts'

const place = (name: string) => ({ id: '00000000-0000-4000-8000-000000000001', name, nameEn: `${name} en` })
const stretch = (part: Partial<Stretch>): Stretch => ({
  name: '甲公司',
  nameEn: null,
  status: 'active',
  successor: null,
  registrationPark: place('丰台园'),
  operationPark: place('丰台园'),
  registrationDistrict: null,
  operationDistrict: null,
  cluster: null,
  address: null,
  industry: null,
  field: null,
  sizeClass: 'small',
  rung: null,
  highTech: false,
  aboveScale: false,
  validFrom: '2020-01-01',
  validTo: null,
  changed: [],
  source: '登记',
  reason: null,
  byName: '系统',
  knownFrom: '2024-01-01T00:00:00Z',
  knownTo: null,
  ...part,
})
const codes = (_: string, code: string | null) =>
  code === null ? null : ({ small: '小型', medium: '中型' }[code] ?? code)

test('a change is told with what it was and what it became', () => {
  const before = stretch({})
  const after = stretch({
    changed: ['highTech', 'sizeClass', 'operationPark'],
    sizeClass: 'medium',
    operationPark: null,
    highTech: true,
  })
  expect(stretchChanges(after, before, codes, 'zh-CN').map(({ words }) => words)).toEqual([
    '经营所在分园 丰台园 → 不在示范区',
    '规模 小型 → 中型',
    '高新技术企业 否 → 是',
  ])
})

test('what was corrected is no ground for what came after it', () => {
  const first = stretch({ name: '一' })
  const wrong = stretch({ name: '误', knownTo: '2025-01-01T00:00:00Z' })
  expect(heldBefore([first, wrong, stretch({})], 2)?.name).toBe('一')
  expect(heldBefore([first], 0)).toBeUndefined()
})
