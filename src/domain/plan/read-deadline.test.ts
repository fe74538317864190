import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readDeadline } from './read-deadline.ts'
import type { Deadline, DocumentFacts } from './types.ts'

const FACTS: DocumentFacts = {
  title: null,
  issuer: null,
  issued: '2024-02-01',
  documentNumber: null,
  horizon: { from: 2024, to: 2024, milestones: [] },
}

function read(text: string, from = 0): Deadline | null {
  const reading = normalise(text)
  return readDeadline(reading, from, reading.clean.length, FACTS)
}

describe('the deadline of a task', () => {
  it.each([
    ['出台管理办法,2024年6月底前完成。', '2024-06-30', 'month'],
    ['2025年底前,建成一批载体。', '2025-12-31', 'year'],
    ['二〇二五年底前建成载体。', '2025-12-31', 'year'],
    ['2027年年底前建成一批载体。', '2027-12-31', 'year'],
    ['2025年前实现全域覆盖。', '2024-12-31', 'year'],
    ['于2024年第三季度完成验收。', '2024-09-30', 'quarter'],
    ['2024年9月底前,产业清单报管委会备案。', '2024-09-30', 'month'],
    ['2024年10月底前开展一次核查。', '2024-10-31', 'month'],
    ['年底前印发实施细则。', '2024-12-31', 'year'],
    ['2月底前印发清单。', '2024-02-29', 'month'],
    ['编制规划。(责任单位:规划局;完成时限:2024年12月20日)', '2024-12-20', 'day'],
    ['完善制度。完成时限:长期坚持', null, 'plan-period'],
    ['三年内建成平台。', null, 'relative'],
  ])('%s', (text, on, precision) => {
    expect(read(text)).toMatchObject({ on, precision })
  })

  it.each([
    ['the horizon of a target', '到2025年,企业达到100家。'],
    ['a recurring activity', '每年开展评价。'],
    ['a condition', '2020年底前注册的企业可以申请。'],
    ['a report', '截至2023年底前期工作完成,启动建设。'],
    ['the years in a title', '落实《三年行动计划(2023—2025年)》,做好工作。'],
  ])('is not %s', (_, text) => {
    expect(read(text)).toBeNull()
  })

  it('is the latest of several', () => {
    expect(read('2024年3月底前完成选址,2024年11月底前建成投用。')?.on).toBe('2024-11-30')
  })

  it('stands in the column of the table row', () => {
    const table =
      '序号 | 重点任务 | 责任单位 | 完成时限\n1 | 编制方案 | 规划局 | 2024年6月底前\n2 | 建立专员制度 | 招商局 | 长期坚持\n'
    expect(read(table, table.indexOf('编制方案'))).toMatchObject({ on: '2024-06-30', text: '2024年6月底前' })
    expect(read(table, table.indexOf('建立专员制度'))).toMatchObject({ on: null, precision: 'plan-period' })
  })

  it('points into the original', () => {
    const text = '加快建設,2024年6月底前建成。'
    const deadline = read(text)
    expect(text.slice(deadline?.start, deadline?.end)).toBe('2024年6月底前')
  })
})
