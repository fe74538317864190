import { describe, expect, test } from 'vitest'
import { extractPlan } from './extract-plan.ts'

const HEADER = ['序号', '任务', '牵头单位', '配合单位', '完成时限']

function tasksOf(header: readonly string[], rows: readonly (readonly string[])[], separator = '\t') {
  const lines = [header, ...rows].map((cells) => cells.join(separator))
  const text = ['丙江新区行动计划', '一、重点任务', '任务分工见下表。', ...lines, '本计划自印发之日起施行。']
  const outcome = extractPlan(text.join('\n'))
  if (!outcome.ok) throw new Error('refused')
  const { tasks, bodies } = outcome.value
  return { tasks: tasks.filter(({ kind }) => kind === 'row'), bodies }
}

describe('the rows of a table', () => {
  const rows = [
    ['1', '建成新材料中试平台', '西岭园管委会', '西岭区政府、丙江产投', '2027年6月底'],
    ['2', '发布应用场景清单', '各片区管理中心', '无', '长期坚持'],
    ['3', '开通统一受理窗口', '', '各片区管理中心', '2027年9月底前'],
  ]

  test.each(['\t', ' | '])('have their bodies in columns parted by %j', (separator) => {
    const { tasks } = tasksOf(HEADER, rows, separator)
    expect(tasks.map(({ lead, supporting, bodies }) => [lead, supporting, bodies])).toEqual([
      ['西岭园管委会', ['西岭区政府', '丙江产投'], ['西岭园管委会', '西岭区政府', '丙江产投']],
      ['各片区管理中心', [], ['各片区管理中心']],
      [null, ['各片区管理中心'], ['各片区管理中心']],
    ])
  })

  test('add every body to those of the document, and no date, number or empty mark', () => {
    expect(tasksOf(HEADER, rows).bodies).toEqual(['西岭园管委会', '西岭区政府', '丙江产投', '各片区管理中心'])
  })

  test('may name who is responsible before the action', () => {
    const { tasks } = tasksOf(
      ['责任单位', '工作任务', '时间'],
      [['丙江产投', '完成基金首期募集工作', '2027年']],
    )
    expect(tasks.map(({ lead }) => lead)).toEqual(['丙江产投'])
  })

  test('name no person beside a body, and one office once', () => {
    const { tasks } = tasksOf(
      ['序号', '工作任务', '责任单位及责任人', '配合单位'],
      [['1', '完成基金首期募集工作', '丙江产投集团 王小明', '市商务局(市口岸办)']],
    )
    expect(tasks.map(({ bodies }) => bodies)).toEqual([['丙江产投集团', '市商务局']])
  })

  test('may lack a first cell that spans several rows', () => {
    const { tasks } = tasksOf(
      ['领域', '工作任务', '牵头单位', '配合单位'],
      [
        ['平台', '建成新材料中试平台', '西岭园管委会', '丙江产投'],
        ['发布应用场景清单项目', '各片区管理中心', '丙江产投'],
      ],
    )
    expect(tasks.map(({ lead, supporting }) => [lead, supporting])).toEqual([
      ['西岭园管委会', ['丙江产投']],
      ['各片区管理中心', ['丙江产投']],
    ])
  })
})

test('the sentence after a table is read as a sentence again', () => {
  const { bodies } = tasksOf(HEADER, [['1', '建成新材料中试平台', '西岭园管委会', '丙江产投', '2027年']])
  expect(bodies).not.toContain('建成新材料中试平台')
  const outcome = extractPlan(
    `一、重点任务\n1.分工。\n${HEADER.join('\t')}\n1\t建成平台\t西岭园管委会\t丙江产投\t2027年\n二、保障措施\n(一)加强领导。由丙江市财政局负责保障,分年安排资金,专款专用,接受审计和社会监督,确保取得实效。`,
  )
  expect(outcome.ok && outcome.value.bodies).toEqual(['西岭园管委会', '丙江产投', '丙江市财政局'])
})
