import { expect, test } from 'vitest'
import { extractPlan } from './extract-plan.ts'

function bodiesOf(...sentences: readonly string[]): readonly string[] {
  const text = [
    '一、重点任务',
    ...sentences.map((sentence, i) => `${i + 1}.推进实施。${sentence}`),
    '二、其他',
  ]
  const outcome = extractPlan(text.join('\n'))
  return outcome.ok ? outcome.value.bodies : []
}

test('a department and the committee of a zone that are never named apart are one body', () => {
  expect(bodiesOf('由市科技局、青湖管委会负责认定。', '市财政局会同市科技局、青湖管委会制定办法。')).toEqual([
    '市科技局、青湖管委会',
    '市财政局',
  ])
  expect(bodiesOf('建设平台。(牵头单位:市科技局、青湖管委会;配合单位:各县政府)')).toEqual([
    '市科技局、青湖管委会',
    '各县政府',
  ])
})

test('one that is named apart anywhere is a body of its own everywhere', () => {
  expect(bodiesOf('由市科技局、青湖管委会负责认定。', '青湖管委会负责日常服务。')).toEqual([
    '市科技局',
    '青湖管委会',
  ])
})

test.each([
  ['由市科技局、市财政局负责认定。', ['市科技局', '市财政局']],
  ['由市科技局、高新区管委会负责认定。', ['市科技局', '高新区管委会']],
  ['由市科技局、青湖管委会、市财政局负责认定。', ['市科技局', '青湖管委会', '市财政局']],
])('two bodies of a list stay two: %s', (sentence, bodies) => {
  expect(bodiesOf(sentence)).toEqual(bodies)
})
