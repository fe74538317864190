import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 政策兑现: three ways to a benefit. 2 November 2026 is a Monday; limits are proposals (assumed). */
const procedure = shippedProcedure('policy-benefit')
const enterprise = personOf('firm:li', 'enterprise')
const park = personOf('east-park:zhao', 'park_committee')
const office = personOf('zone-office:qian', 'zone_office')

const application = (way: 'direct' | 'fast' | 'ordinary'): CaseData => ({
  matter: '研发投入奖励（示例企业）',
  policyCode: 'rd-reward',
  policyTitle: '研发投入奖励',
  way,
  enterprise: '示例企业',
  applicantCode: '91110108MA01ABCD1X',
  park: 'east-park',
  worked: 32.5,
})
const applied = (way: 'direct' | 'fast' | 'ordinary') =>
  new CaseStory(procedure, '2026-11-02 09:00', enterprise, application(way)).act(
    'draft',
    enterprise,
    'submit',
  )
const passed = () => applied('ordinary').act('firstLook', park, 'pass', { data: { parkOpinion: '属实。' } })
const granted = () => passed().act('review', office, 'approve', { data: { approved: 30 } })

describe('without application', () => {
  it('the confirmation of the enterprise is enough: granted is what was worked out', () => {
    const story = applied('direct')
    expect(story.state.outcome).toBe('approved')
    expect(story.state.data['approved']).toBe(32.5)
  })
})

describe('the fast way', () => {
  it('goes to the office at once and needs no public notice', () => {
    const story = applied('fast')
    expect(story.active).toEqual(['review'])
    expect(story.due('review')).toBe('2026-11-09 18:00')
    story.act('review', office, 'approve', { data: { approved: 32.5 } })
    expect(story.state.outcome).toBe('approved')
    expect(story.measures).toEqual({ onTime: true })
  })

  it('comes back to the office after a supplement', () => {
    const story = applied('fast')
      .act('review', office, 'ask', { data: { question: '请补审计报告。' } })
      .act('supply', enterprise, 'supply', { data: { supplement: '已补。' } })
    expect(story.active).toEqual(['review'])
  })
})

describe('the ordinary way', () => {
  it('passes the park, the office and five working days of public notice', () => {
    const story = granted()
    expect(story.active).toEqual(['notice'])
    expect(story.due('notice')).toBe('2026-11-09 18:00')
    story.until('2026-11-09 18:00')
    expect(story.state.outcome).toBe('approved')
    expect(story.state.data['approved']).toBe(30)
  })

  it('is decided anew on an objection within the notice', () => {
    const story = granted()
      .act('notice', office, 'object', { data: { objection: '费用归集有误。' } })
      .act('review', office, 'reject', { data: { refusalGround: '核减后不达标。' } })
    expect(story.state.outcome).toBe('rejected')
  })

  it('nobody can shorten the notice', () => {
    expect(granted().refusal('notice', office, 'over')).not.toEqual([])
  })

  it('lapses where nothing is supplied in five working days', () => {
    const story = applied('ordinary').act('firstLook', park, 'ask', { data: { question: '请补合同。' } })
    story.until('2026-11-09 18:00')
    expect(story.state.outcome).toBe('withdrawn')
  })
})
