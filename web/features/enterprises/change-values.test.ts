import { describe, expect, test } from 'vitest'
import { changeEnterprise } from '#contract/enterprises'
import type { EnterpriseRow } from '#contract/enterprises'
import { changeBody, changeFaults, valuesOf } from './change-values.ts'
import type { ChangeForm } from './change-values.ts'

const park = { id: '00000000-0000-4000-8000-000000000001', name: '海淀园', nameEn: 'Haidian Park' }
const row: EnterpriseRow = {
  id: '00000000-0000-4000-8000-000000000009',
  creditCode: '91350100M000100Y43',
  name: '北京某某科技有限公司',
  nameEn: null,
  status: 'active',
  successor: null,
  registrationPark: park,
  operationPark: null,
  registrationDistrict: null,
  operationDistrict: null,
  cluster: null,
  address: null,
  industry: 'I65',
  field: null,
  sizeClass: 'small',
  rung: null,
  highTech: false,
  aboveScale: false,
  validFrom: null,
  validTo: null,
  synthetic: true,
}
const form = (part: Partial<ChangeForm>): ChangeForm => ({
  from: '2026-01-01',
  to: '',
  chosen: new Set(['sizeClass']),
  values: valuesOf(row),
  source: '年度报告',
  reason: '规模变化',
  ...part,
})

describe('a change of an enterprise', () => {
  test('says only what was ticked, and the contract takes it', () => {
    const body = changeBody(
      form({
        chosen: new Set(['operationPark', 'highTech', 'address']),
        values: { ...valuesOf(row), operationPark: park.id, highTech: 'yes', address: ' ' },
      }),
    )
    expect(body.set).toEqual({ operationParkId: park.id, highTech: true, address: null })
    expect(changeEnterprise.body.safeParse(body).success).toBe(true)
  })

  test('that is merged names its successor; one that is not any more has none', () => {
    const merged = form({
      chosen: new Set(['status']),
      values: { ...valuesOf(row), status: 'merged', successorId: '' },
    })
    expect([...changeFaults(merged)]).toEqual(['successor'])
    expect(changeBody(form({ chosen: new Set(['status']) })).set).toEqual({
      status: 'active',
      successorId: null,
    })
  })

  test('needs a day, something that changes, a source and a reason', () => {
    expect([...changeFaults(form({ from: '', chosen: new Set(), source: ' ', reason: '' }))]).toEqual([
      'from',
      'chosen',
      'source',
      'reason',
    ])
    expect([...changeFaults(form({ to: '2026-01-01' }))]).toEqual(['to'])
    expect(changeFaults(form({ to: '2026-02-01' })).size).toBe(0)
    expect([
      ...changeFaults(form({ chosen: new Set(['name']), values: { ...valuesOf(row), name: ' ' } })),
    ]).toEqual(['name'])
  })
})
