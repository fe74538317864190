import { expect, test } from 'vitest'
import { assignBodies } from './assign-bodies.ts'
import { normalise } from './normalise.ts'
import { readBodies } from './read-bodies.ts'
import { readFacts } from './read-facts.ts'
import { readStructure } from './read-structure.ts'

function assign(task: string) {
  const reading = normalise(`一、重点任务\n1.${task}\n2.其他事项。由市商务局负责。`)
  const structure = readStructure(reading)
  const { mentions } = readBodies(reading, structure, readFacts(reading, structure))
  const from = reading.clean.indexOf(task.slice(0, 4))
  return assignBodies(reading.clean, mentions, { from, to: reading.clean.indexOf('\n', from) })
}

test('labels name the lead and who supports it', () => {
  expect(assign('搭建平台。建设检测平台。(牵头单位:市科技局;配合单位:市财政局、各区政府)')).toEqual({
    bodies: ['市科技局', '市财政局', '各区政府'],
    lead: '市科技局',
    supporting: ['市财政局', '各区政府'],
  })
})

test('a single responsible body leads; of several none is taken for the lead', () => {
  expect(assign('搭建平台。建设检测平台。(责任单位:市科技局)').lead).toBe('市科技局')
  expect(assign('搭建平台。建设检测平台。(责任单位:市科技局、市财政局)')).toEqual({
    bodies: ['市科技局', '市财政局'],
    lead: null,
    supporting: [],
  })
})

test('a sentence says it with 牵头 or 会同', () => {
  expect(assign('搭建平台。由市科技局牵头建设检测平台。').lead).toBe('市科技局')
  const together = assign('搭建平台。市科技局会同市财政局、市教育局制定细则。')
  expect(together.lead).toBe('市科技局')
  expect(together.supporting).toEqual(['市财政局', '市教育局'])
})

test('a sentence that says who leads says with 配合 who supports', () => {
  expect(assign('搭建平台。由市科技局牵头,市财政局、各区政府配合,建设检测平台。')).toEqual({
    bodies: ['市科技局', '市财政局', '各区政府'],
    lead: '市科技局',
    supporting: ['市财政局', '各区政府'],
  })
  expect(assign('搭建平台。各区政府配合建设检测平台。').supporting).toEqual([])
})

test('bodies of another task are left out', () => {
  expect(assign('搭建平台。由市科技局负责。').bodies).toEqual(['市科技局'])
})
