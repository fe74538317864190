import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { inBeijing } from '#tests/calendars'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/**
 * 园区吹哨、部门报到, told with dates as an official reads them. 12 November 2026 is a Thursday; natural days count, and an
 * answer whose last day is a day of rest is due at the end of the next working day.
 */
const procedure = shippedProcedure('park-whistle')
const park = personOf('east-park:zhao', 'park_committee')
const office = personOf('zone-office:qian', 'zone_office')
const planning = personOf('planning:sun', 'department')
const power = personOf('power:li', 'department')
const housing = personOf('housing:zhou', 'department')
const water = personOf('water:wu', 'department')

const matter: CaseData = {
  matter: '试验线用电增容',
  content: '试验线二期投产需增容，外线路由未定。',
  kind: 'infrastructure',
  urgency: 'ordinary',
  contact: '王工 010-12345678',
}
const dispatch: CaseData = {
  lead: 'planning',
  supporting: ['water'],
  fallbackLead: 'housing',
  listItem: '责任清单 2.1 项',
  district: 'east-district',
}
const refusal: CaseData = { refusalItem: '责任清单 3.2 项：外线工程', nextUnit: 'power' }

const whistled = (data: CaseData = {}) =>
  new CaseStory(procedure, '2026-11-12 14:20', park, { ...matter, ...data }).act('draft', park, 'submit')
const dispatched = (data: CaseData = {}) =>
  whistled(data).until('2026-11-12 15:00').act('dispatch', office, 'dispatch', { data: dispatch })
const answered = () =>
  dispatched()
    .until('2026-11-12 16:00')
    .act('sign', planning, 'accept')
    .until('2026-11-13 09:00')
    .act('report', planning, 'report', {
      data: { reportMode: 'onsite', reportNote: '副处长到场，确定两套路由。' },
    })
    .until('2026-11-17 10:00')
    .act('handle', planning, 'answer', { data: { result: '列入年度增容计划，十二月通电。' } })

describe('time limits by urgency', () => {
  it.each([
    ['emergency', '2026-11-12 15:20', '2026-11-12 15:30', '2026-11-12 17:00'],
    ['livelihood', '2026-11-12 16:20', '2026-11-12 16:00', '2026-11-13 15:00'],
    ['ordinary', '2026-11-13 14:20', '2026-11-12 19:00', '2026-11-20 00:00'],
    ['hard', '2026-11-13 14:20', '2026-11-12 19:00', '2026-11-28 00:00'],
  ])('a whistle of 14:20 on the 12th, dispatched at 15:00, %s', (urgency, dispatchBy, signBy, answerBy) => {
    const story = whistled({ urgency })
    expect(story.due('dispatch')).toBe(dispatchBy)
    story.until('2026-11-12 15:00').act('dispatch', office, 'dispatch', { data: dispatch })
    expect([story.due('sign'), story.due('whole')]).toEqual([signBy, answerBy])
  })

  it('counts the time from dispatch, whoever signs for it in the end', () => {
    const story = dispatched().until('2026-11-12 16:00').act('sign', planning, 'refuse', { data: refusal })
    expect(story.due('signNext')).toBe('2026-11-12 20:00')
    story.until('2026-11-12 17:00').act('signNext', power, 'accept')
    expect(story.due('whole')).toBe('2026-11-20 00:00')
    expect(story.clock('handling').owner).toBe('org:power')
  })

  it('stands still while the park supplements material', () => {
    const story = dispatched()
      .until('2026-11-12 16:00')
      .act('sign', planning, 'accept')
      .act('report', planning, 'report', { data: { reportMode: 'written', reportNote: '已收。' } })
      .until('2026-11-13 10:00')
      .act('handle', planning, 'askMaterial', { data: { materialRequest: '负荷测算' } })
    expect(story.active).toEqual(['awaitMaterial'])
    story.until('2026-11-16 10:00').act('awaitMaterial', park, 'supply', { data: { supplement: '见附件。' } })
    const pauses = story.clock('whole').intervals.filter(({ kind }) => kind === 'paused')
    expect(pauses.map(({ reason, from, to }) => [reason, inBeijing(from), inBeijing(to)])).toEqual([
      ['material', '2026-11-13 10:00', '2026-11-16 10:00'],
    ])
    // Three natural days later than without the pause, and not before the end of a day.
    expect(story.due('whole')).toBe('2026-11-23 18:00')
  })
})

describe('a lead body that does not answer', () => {
  it('is urged at the deadline and supervised three days later', () => {
    const story = dispatched().until('2026-11-12 16:00').act('sign', planning, 'accept')
    const opened = () => story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(story.due('handling')).toBe('2026-11-20 00:00')
    story.until('2026-11-22 23:59')
    expect(opened()).toEqual([])
    story.until('2026-11-23 00:00')
    expect(opened()).toMatchObject([{ procedure: 'supervision', data: { body: 'planning' } }])
    expect(story.measures['in-time']).toBe(false)
  })
})

describe('who is responsible', () => {
  it('asks of a refusal the item of the responsibility list and the next body', () => {
    const story = dispatched()
    expect(story.refusal('sign', planning, 'refuse')).toEqual([
      'cases.field_required',
      'cases.field_required',
    ])
    expect(story.refusal('sign', planning, 'refuse', { data: { ...refusal, nextUnit: 'planning' } })).toEqual(
      ['cases.guard'],
    )
  })

  it('goes to the next body that was named', () => {
    const story = dispatched().act('sign', planning, 'refuse', { data: refusal })
    expect(story.active).toEqual(['signNext'])
    expect(story.actionsOf(power)).toEqual(['accept', 'refuse'])
    expect(story.actionsOf(planning)).toEqual([])
    expect(story.state.data['refusals']).toEqual([
      { body: 'planning', ground: '责任清单 3.2 项：外线工程', next: 'power' },
    ])
    expect(story.warnings).toEqual(['refused'])
  })

  it('starts a joint consultation under the fixed lead by itself at the second refusal', () => {
    const story = dispatched()
      .act('sign', planning, 'refuse', { data: refusal })
      .act('signNext', power, 'refuse', { data: { refusalItem: '责任清单 4.1 项', nextUnit: 'planning' } })
    expect(story.active).toEqual(['consult'])
    expect(story.state.data['lead']).toBe('housing')
    expect(story.actionsOf(housing)).toEqual(['settle'])
    story.act('consult', housing, 'settle', {
      opinion: '由本单位牵头。',
      data: { consultationRecord: '三方会商，路由由规划部门配合。' },
    })
    expect(story.active).toEqual(['report'])
    // The fixed lead cannot refuse any more.
    expect(story.actionsOf(housing)).toEqual(['report'])
    expect(story.state.data['refusals']).toHaveLength(2)
  })

  it('starts it at the minute at which silence has lasted too long', () => {
    const story = dispatched().until('2026-11-12 18:59')
    expect(story.active).toEqual(['sign'])
    story.until('2026-11-12 19:00')
    expect(story.active).toEqual(['consult'])
    expect(story.state.data['consulted']).toBe(true)
    expect(story.measures['responded']).toBe(false)
    expect(story.refusal('consult', planning, 'settle')).toContain('cases.not_yours')
  })
})

describe('supporting bodies', () => {
  it('waits for each, and goes on without the one that is silent', () => {
    const story = dispatched()
      .act('sign', planning, 'accept')
      .act('report', planning, 'report', { data: { reportMode: 'written', reportNote: '已收。' } })
      .act('handle', planning, 'askSupport', {
        data: { supporting: ['water', 'power'], supportQuestion: '有无管线冲突？' },
      })
    story.act('supportAnswer', water, 'answer', { data: { supportOpinion: '无冲突。' } })
    expect(story.active).toEqual(['supportAnswer'])
    // Two working days from Thursday: Monday evening.
    expect(story.due('support', 'org:power')).toBe('2026-11-16 18:00')
    story.until('2026-11-16 18:00')
    expect(story.active).toEqual(['handle'])
    expect(
      story.state.branches.flatMap(({ key, outcome }) => (key === null ? [] : [[key, outcome]])),
    ).toEqual([
      ['org:water', 'answered'],
      ['org:power', 'silent'],
    ])
  })
})

describe('both sides appraise', () => {
  it('closes as solved; the three rates count it', () => {
    const story = answered()
      .until('2026-11-18 09:00')
      .act('parkRates', park, 'close', {
        data: { solved: true, satisfaction: 'fair', bodyRatings: [{ body: 'planning', score: 5 }] },
      })
    expect(story.active).toEqual(['leadAppraises'])
    expect(story.state.closedAt).toBeNull()
    story.act('leadAppraises', planning, 'appraise', { data: { whistleQuality: 'apt' } })
    expect(story.state.outcome).toBe('solved')
    expect(story.measures).toEqual({
      responded: true,
      solved: true,
      satisfied: true,
      apt: true,
      'in-time': true,
    })
  })

  it('shows neither side the judgement of the other while it is at it', () => {
    const story = answered().act('parkRates', park, 'close', {
      data: { solved: false, satisfaction: 'dissatisfied' },
    })
    const { data, permissions } = story.seenBy(planning)
    expect(permissions[story.step('leadAppraises').id]).toMatchObject({
      satisfaction: 'hidden',
      whistleQuality: 'edit',
    })
    expect(data['result']).toBe('列入年度增容计划，十二月通电。')
    for (const field of ['solved', 'satisfaction']) expect(data).not.toHaveProperty(field)
    story.act('leadAppraises', planning, 'appraise', { data: { whistleQuality: 'incomplete' } })
    expect(story.seenBy(planning).data['satisfaction']).toBe('dissatisfied')

    const other = answered().act('leadAppraises', planning, 'appraise', {
      data: { whistleQuality: 'own-duty', whistleComment: '属园区自办。' },
    })
    // The park reads as its initiator whatever the case holds; this it reads once it has rated.
    for (const field of ['whistleQuality', 'whistleComment'])
      expect(other.seenBy(park).data).not.toHaveProperty(field)
    other.act('parkRates', park, 'close', { data: { solved: true, satisfaction: 'fair' } })
    expect(other.seenBy(park).data['whistleQuality']).toBe('own-duty')
  })

  it('reopens once, then the park must rate and close', () => {
    const story = answered()
      .act('parkRates', park, 'reopen', {
        data: { solved: false, satisfaction: 'dissatisfied', parkComment: '未通电。' },
      })
      .act('leadAppraises', planning, 'appraise', { data: { whistleQuality: 'apt' } })
    expect(story.active).toEqual(['redo'])
    expect(story.due('redo')).toBe('2026-11-23 18:00')
    story.act('redo', planning, 'answer', { data: { result: '已通电。' } })
    const again = { data: { solved: false, satisfaction: 'dissatisfied', parkComment: '容量不足。' } }
    expect(story.refusal('parkRates', park, 'reopen', again)).toEqual(['cases.guard'])
    story.act('parkRates', park, 'close', { data: { solved: false, satisfaction: 'dissatisfied' } })
    story.act('leadAppraises', planning, 'appraise', { data: { whistleQuality: 'incomplete' } })
    expect(story.state.outcome).toBe('unsolved')
    expect(story.measures).toMatchObject({ solved: false, satisfied: false, apt: false })
  })

  it('closes unrated when nobody rates, and counts neither as solved nor as unsolved', () => {
    const story = answered().until('2026-12-01 09:00')
    expect(story.state.outcome).toBe('unrated')
    expect(story.measures).toMatchObject({ solved: null, satisfied: null, apt: null })
  })
})

describe('what cannot be solved now', () => {
  const hung = () =>
    dispatched()
      .act('sign', planning, 'accept')
      .act('report', planning, 'report', { data: { reportMode: 'written', reportNote: '已收。' } })
      .act('handle', planning, 'proposeHang', {
        data: { hangReason: 'plan', hangExplanation: '须先调整管线规划。' },
      })
      .act('hangConfirm', office, 'confirm')

  it('hangs with an explanation and comes back for review', () => {
    const story = hung()
    expect(story.active).toEqual(['hung'])
    // Ninety natural days; February 2027 is beyond the announced holidays.
    expect(story.due('hung')).toBe('2027-02-11 00:00')
    story.until('2027-02-11 00:00')
    expect(story.active).toEqual(['hangReview'])
    story.act('hangReview', office, 'keep', { opinion: '规划仍在报批。' }).until('2027-06-01 09:00')
    expect(story.active).toEqual(['hangReview'])
    expect(story.refusal('hangReview', office, 'keep', { opinion: '仍未批。' })).toEqual(['cases.guard'])
    story.act('hangReview', office, 'close', { opinion: '转入下一轮规划。' })
    expect(story.state.outcome).toBe('hung')
  })

  it('is taken up again when the conditions are met, and hangs a second time at most', () => {
    const again = { data: { hangReason: 'funds', hangExplanation: '经费列入明年。' } } as const
    const story = hung().act('hung', planning, 'resume', { opinion: '规划已批。' })
    expect(story.active).toEqual(['redo'])
    story.act('redo', planning, 'proposeHang', again).act('hangConfirm', office, 'confirm')
    expect(story.active).toEqual(['hungAgain'])
    story
      .act('hungAgain', planning, 'resume', { opinion: '经费已到位。' })
      .act('redo', planning, 'proposeHang', again)
    expect(story.refusal('hangConfirm', office, 'confirm')).toEqual(['cases.guard'])
  })
})

describe('the office', () => {
  it('may send an unclear whistle back to the park, and decline one with reasons', () => {
    const story = whistled()
    story.command(
      {
        kind: 'return',
        activation: story.step('dispatch').id,
        to: 'initiator',
        reason: '请写明容量。',
      },
      office,
    )
    expect(story.active).toEqual(['draft'])
    story.act('draft', park, 'submit')
    expect(story.refusal('dispatch', office, 'decline')).toEqual(['cases.opinion_required'])
    story.act('dispatch', office, 'decline', { opinion: '属园区自办事项。' })
    expect(story.state.outcome).toBe('declined')
  })
})
