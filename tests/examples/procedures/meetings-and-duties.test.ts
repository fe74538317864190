import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 会议议题 and the 交办事项 that its decisions become. 2 November 2026 is a Monday. */
const meeting = shippedProcedure('meeting-matter')
const duty = shippedProcedure('assigned-duty')
const park = personOf('east-park:zhao', 'park_committee')
const office = personOf('zone-office:qian', 'zone_office')
const leader = personOf('zone-office:sun', 'leader')
const planning = personOf('planning:sun', 'department')
const housing = personOf('housing:zhou', 'department')

const proposed = (data: CaseData = {}) =>
  new CaseStory(meeting, '2026-11-02 09:00', park, {
    matter: '轨道线配套用电',
    meetingType: 'leading-group',
    major: 'industry',
    content: '背景与方案。',
    request: '请明确牵头单位。',
    ...data,
  }).act('draft', park, 'submit')
const tabled: CaseData = { studyRecord: '已成熟。', meetingName: '第三次会议', meetingOn: '2026-11-20' }
const atMeeting = () =>
  proposed().act('study', office, 'ready', { data: tabled }).act('agenda', leader, 'approve')
const decisions = [
  { text: '制定增容方案', content: '月底前报送。', body: 'planning', dueOn: '2026-11-30', kind: 'decision' },
  { text: '协调路由', content: '一周内。', body: 'housing', kind: 'followup' },
]

describe('a matter for a meeting', () => {
  it('becomes duties of bodies when the minutes are signed', () => {
    const story = atMeeting()
      .until('2026-11-20 17:00')
      .act('meet', office, 'decided', { data: { minutes: '会议同意。', decisions } })
    expect(story.effects.filter(({ kind }) => kind === 'open-case')).toEqual([])
    story.act('signMinutes', leader, 'sign')
    expect(story.state.outcome).toBe('decided')
    const opened = story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(opened.map(({ procedure, data }) => [procedure, data['matter'], data['body']])).toEqual([
      ['assigned-duty', '制定增容方案', 'planning'],
      ['assigned-duty', '协调路由', 'housing'],
    ])
    expect(opened[0]?.data).toMatchObject({ dueOn: '2026-11-30', kind: 'decision', source: '第三次会议' })
  })

  it('is countersigned by all before it is tabled, where bodies are consulted', () => {
    const story = proposed().act('study', office, 'consult', {
      data: { consultBodies: ['planning', 'housing'] },
    })
    story.act('consult', planning, 'agree')
    expect(story.active).toEqual(['consult'])
    story.act('consult', housing, 'differ', { opinion: '经费未落实。' })
    expect(story.active).toEqual(['study'])
  })

  it('comes back when it is deferred, and says so the second time', () => {
    const story = atMeeting()
    for (const round of [1, 2]) {
      story.act('meet', office, 'deferred', { opinion: '再论证。', data: { minutes: `第${round}次缓议。` } })
      if (round === 1) story.act('study', office, 'ready', { data: tabled }).act('agenda', leader, 'approve')
    }
    expect(story.warnings).toEqual(['deferred'])
  })

  it('warns where one of the five major matters goes to a task force', () => {
    expect(proposed({ meetingType: 'task-force' }).warnings).toEqual(['leading-group'])
    expect(proposed({ meetingType: 'task-force', major: 'project' }).warnings).toEqual([])
  })
})

describe('an assigned duty', () => {
  const given = (data: CaseData = {}) =>
    new CaseStory(duty, '2026-11-20 17:30', office, {
      matter: '制定增容方案',
      content: '月底前报送。',
      kind: 'decision',
      body: 'planning',
      ...data,
    }).act('draft', office, 'submit')

  it.each([
    ['decision', '2027-01-04 18:00'],
    ['followup', '2026-12-02 18:00'],
    ['urgent', '2026-11-30 18:00'],
  ])('accepted on Monday the 23rd is due by its kind: %s', (kind, due) => {
    const story = given({ kind }).until('2026-11-23 09:00').act('receive', planning, 'accept')
    expect(story.due('handle')).toBe(due)
  })

  it('is given to another body when it is returned with a reason', () => {
    const story = given()
    expect(story.refusal('receive', planning, 'return')).toEqual(['cases.field_required'])
    story
      .act('receive', planning, 'return', { data: { returnReason: '属建设部门。' } })
      .act('reassign', office, 'reassign', { data: { body: 'housing' } })
      .act('receiveAgain', housing, 'accept')
    expect(story.clock('handle').owner).toBe('org:housing')
  })

  it('goes on with the same clock when the result is sent back', () => {
    const story = given({ kind: 'urgent' })
      .until('2026-11-23 09:00')
      .act('receive', planning, 'accept')
      .until('2026-11-25 09:00')
      .act('handle', planning, 'report', { data: { result: '已拟方案。' } })
      .until('2026-11-27 09:00')
      .act('verify', office, 'back', { data: { verification: '缺预算。' } })
    expect(story.state.clocks.filter(({ code }) => code === 'handle')).toHaveLength(1)
    // Two working days lay with the office.
    expect(story.due('handle')).toBe('2026-12-02 18:00')
  })

  it('raises a supervision notice when it is closed undone', () => {
    const story = given()
      .act('receive', planning, 'accept')
      .act('handle', planning, 'report', { data: { result: '未能完成。' } })
      .act('verify', office, 'unfinished', { opinion: '逾期未完成。' })
    expect(story.state.outcome).toBe('unfinished')
    const opened = story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(opened).toMatchObject([{ procedure: 'supervision', data: { body: 'planning' } }])
  })
})
