import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 三色督查单. 2 November 2026 is a Monday; limits count working days, the day of the notice not included. */
const procedure = shippedProcedure('supervision')
const office = personOf('zone-office:qian', 'zone_office')
const leader = personOf('zone-office:sun', 'leader')
const housing = personOf('housing:zhou', 'department')

const notice: CaseData = {
  matter: '园区道路移交',
  body: 'housing',
  requirement: '十一月底前完成移交。',
  level: 'blue',
}
const issued = (data: CaseData = {}) =>
  new CaseStory(procedure, '2026-11-02 09:00', office, { ...notice, ...data })
    .act('draft', office, 'submit')
    .act('issue', office, 'issue')

describe('silence', () => {
  it('turns blue into orange, orange into red, and red into a report, each on its day', () => {
    const story = issued()
    expect(story.due('blue')).toBe('2026-11-09 18:00')
    expect(story.until('2026-11-09 17:59').active).toEqual(['blue'])
    expect(story.until('2026-11-09 18:00').active).toEqual(['orange'])
    expect(story.due('orange')).toBe('2026-11-12 18:00')
    expect(story.until('2026-11-12 18:00').active).toEqual(['red'])
    expect(story.due('red')).toBe('2026-11-16 18:00')
    expect(story.until('2026-11-16 18:00').active).toEqual(['report'])
    expect(story.state.data['level']).toBe('red')
    story
      .act('report', office, 'report', { data: { report: '三次通知均未答复。' } })
      .act('instruct', leader, 'criticise', { data: { instruction: '通报批评。' } })
      .act('circulate', office, 'send', { data: { circular: '三次通知均未答复，予以通报。' } })
    expect(story.state.outcome).toBe('criticised')
    expect(story.measures).toEqual({ 'at-first': false, answered: false })
  })

  it('tells the body, the office and whoever raised it', () => {
    const story = issued().until('2026-11-09 18:00')
    const told = story.effects.flatMap((effect) =>
      effect.kind === 'notify' && effect.message === 'escalated' ? effect.to : [],
    )
    expect(told).toEqual(['org:housing', 'role:zone_office', 'org:zone-office'])
  })
})

describe('an answer', () => {
  it('closes the matter at blue when the check confirms it', () => {
    const story = issued()
      .until('2026-11-05 10:00')
      .act('blue', housing, 'done', { data: { answer: '已移交。' } })
      .act('judgeBlue', office, 'close', { data: { finding: '现场核实。' } })
    expect(story.state.outcome).toBe('closed-blue')
    expect(story.measures).toEqual({ 'at-first': true, answered: true })
  })

  it('moves up when there is no good reason', () => {
    const story = issued()
      .act('blue', housing, 'explain', { data: { delayReason: '人手不足。' } })
      .act('judgeBlue', office, 'next', { opinion: '不属客观原因。' })
    expect(story.active).toEqual(['orange'])
  })

  it('has a good reason once: after the grace it moves up from where it stood', () => {
    const story = issued().act('blue', housing, 'explain', { data: { delayReason: '汛期停工。' } })
    story.act('judgeBlue', office, 'grace', { data: { finding: '情况属实。' } })
    expect(story.due('grace')).toBe('2026-11-16 18:00')
    expect(story.until('2026-11-16 18:00').active).toEqual(['orange'])
    expect(story.refusal('orange', housing, 'explain', { data: { delayReason: '仍在汛期。' } })).toEqual([
      'cases.guard',
    ])
  })
})

describe('where a notice begins', () => {
  it('is higher only for an important matter and with the reason', () => {
    const story = new CaseStory(procedure, '2026-11-02 09:00', office, { ...notice, level: 'red' })
    story.act('draft', office, 'submit')
    expect(story.refusal('issue', office, 'issue')).toEqual(['cases.guard'])
    story.act('issue', office, 'issue', { data: { important: true, levelReason: '影响通车。' } })
    expect(story.active).toEqual(['red'])
  })

  it('may be any case', () => {
    expect(procedure.raisedFromCases).toBe(true)
  })
})
