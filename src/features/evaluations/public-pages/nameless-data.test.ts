import { expect, test } from 'vitest'
import { computeRun } from '../compute-run.ts'
import { namelessData } from './nameless-data.ts'

const definition = {
  format: 1,
  code: 'panel',
  version: 1,
  name: { zh: '评委', en: 'Panel' },
  standing: 'own',
  units: 'incubator',
  rhythm: 'year',
  nodes: [
    { code: 'total', name: { zh: '总分', en: 'Total' }, parent: null },
    {
      code: 'service',
      name: { zh: '服务', en: 'Service' },
      parent: 'total',
      input: {
        column: 'service',
        kind: 'panel',
        direction: 'more',
        panel: { least: 0, most: 100, method: 'trimmed', trim: 1 },
      },
    },
  ],
}
const data = {
  periods: ['2025'],
  units: ['north', 'south'].map((code) => ({ code, name: code, groups: {} })),
  columns: {},
  panels: {
    service: [
      { member: '王教授', scores: [[90, 70]] },
      { member: '李主任', scores: [[80, 75]] },
      { member: '张经理', scores: [[60, 95]] },
    ],
  },
}
const options = { period: '2025', official: false, replications: 0, seed: null }

test('members of a panel are numbered, and the result is the same to the last byte', () => {
  const { data: open, changed } = namelessData(data)
  expect(changed).toBe(true)
  expect(JSON.stringify(open)).not.toMatch(/王|李|张/u)
  expect(open.panels['service']?.map(({ scores }) => scores)).toEqual(
    data.panels.service.map(({ scores }) => scores),
  )
  const [named, nameless] = [computeRun(definition, data, options), computeRun(definition, open, options)]
  if (!named.ok || !nameless.ok) throw new Error(JSON.stringify([named, nameless]))
  expect(nameless.digest).toBe(named.digest)
})

test('data without a panel are handed out as they are', () => {
  const plain = { ...data, columns: { firms: [[1, 2]] }, panels: {} }
  expect(namelessData(plain)).toEqual({ data: plain, changed: false })
})
