import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 整改: rectification comes before any consequence, and a consequence waits for the appeal. 2 November 2026 is a Monday. */
const procedure = shippedProcedure('rectification')
const office = personOf('zone-office:qian', 'zone_office')
const leader = personOf('zone-office:sun', 'leader')
const park = personOf('east-park:zhao', 'park_committee')

const notice: CaseData = {
  matter: '年度评价末位整改',
  park: 'east-park',
  ground: 'evaluation',
  basis: '2025年度综合评价。',
  problems: [{ problem: '地均产出偏低', requirement: '提出盘活方案' }],
}
const plan: CaseData = {
  plan: '盘活三处存量厂房。',
  measures: [{ problem: '地均产出偏低', measure: '腾退', person: '赵', dueOn: '2027-02-28' }],
}
const issued = () =>
  new CaseStory(procedure, '2026-11-02 09:00', office, notice)
    .act('draft', office, 'submit')
    .act('issue', leader, 'issue')
const working = () =>
  issued().act('planning', park, 'submitPlan', { data: plan }).act('planReview', office, 'approve')
const report = (progress: string, final = false) => ({ data: { progress, final } })
const failed = () =>
  working()
    .act('work', park, 'report', report('未完成。', true))
    .act('verify', office, 'fail', { data: { verification: '未见成效。' } })
const decided = (proposal: string) =>
  failed()
    .act('propose', office, 'propose', { data: { proposal, proposalReason: '整改不力。' } })
    .act('decide', leader, 'impose', { data: { decision: '自下年度起执行。' } })

describe('reports', () => {
  it('may be several, the last asks for verification', () => {
    const story = working().until('2026-12-01 09:00').act('work', park, 'report', report('腾退一处。'))
    story.act('progressReview', office, 'note').act('work', park, 'report', report('腾退三处。', true))
    expect(story.active).toEqual(['verify'])
    expect(story.state.data['reports']).toBe(2)
    story.act('verify', office, 'lift', { data: { verification: '三处均已腾退。' } })
    expect(story.state.outcome).toBe('lifted')
    expect(story.measures).toEqual({ lifted: true, 'in-time': true })
  })

  it('end with the period: silence comes to verification', () => {
    const story = working()
    // Ninety working days, over the end of 2026: beyond it holidays are not announced yet.
    expect(story.due('work')).toBe('2027-03-08 18:00')
    story.until('2027-03-08 18:00')
    expect(story.active).toEqual(['verify'])
    expect(story.refusal('verify', office, 'more', { data: { verification: '续办。' } })).toEqual([
      'cases.guard',
    ])
  })
})

describe('a plan that is not drawn up', () => {
  it('comes to verification ten working days after it was due', () => {
    const story = issued()
    expect(story.due('planning')).toBe('2026-11-16 18:00')
    expect(story.until('2026-11-30 17:59').active).toEqual(['planning'])
    expect(story.until('2026-11-30 18:00').active).toEqual(['verify'])
  })
})

describe('an objection', () => {
  it('stops the clock of the rectification while it is reviewed', () => {
    const story = issued()
    const before = story.due('whole')
    story
      .act('planning', park, 'object', { data: { objection: '统计口径有误。' } })
      .until('2026-11-09 09:00')
      .act('objectionReview', office, 'dismiss', { data: { objectionReply: '口径一致。' } })
    expect([before, story.due('whole')]).toEqual(['2027-04-19 18:00', '2027-04-26 18:00'])
    expect(story.refusal('planning', park, 'object', { data: { objection: '再次。' } })).toEqual([
      'cases.guard',
    ])
  })

  it('withdraws the notice when it is right', () => {
    const story = issued()
      .act('planning', park, 'object', { data: { objection: '统计口径有误。' } })
      .act('objectionReview', office, 'withdraw', { data: { objectionReply: '确有误。' } })
    expect(story.state.outcome).toBe('notice-withdrawn')
    expect(story.measures['lifted']).toBeNull()
  })
})

describe('the consequence', () => {
  it('waits until the time to appeal has passed', () => {
    const story = decided('withdraw-support')
    expect(story.state.closedAt).toBeNull()
    expect(story.due('appeal')).toBe('2026-11-16 18:00')
    expect(story.until('2026-11-16 18:00').state.outcome).toBe('support-withdrawn')
  })

  it('waits for the decision on the appeal, which may revoke it', () => {
    const story = decided('exit')
      .act('appealWindow', park, 'appeal', { data: { appeal: '两处因诉讼未腾退。' } })
      .until('2026-12-20 09:00')
    expect(story.state.closedAt).toBeNull()
    story
      .act('appealReview', office, 'report', { data: { appealReply: '属实。' } })
      .act('appealDecide', leader, 'revoke', { data: { appealDecision: '撤销。' } })
    expect(story.state.outcome).toBe('revoked')
  })

  it('is exit where that was decided and upheld', () => {
    const story = decided('exit')
      .act('appealWindow', park, 'appeal', { data: { appeal: '不服。' } })
      .act('appealReview', office, 'report', { data: { appealReply: '无新事实。' } })
      .act('appealDecide', leader, 'uphold', { data: { appealDecision: '维持。' } })
    expect(story.state.outcome).toBe('exited')
  })
})
