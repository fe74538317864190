import { describe, expect, it } from 'vitest'
import type { CaseData } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 绿色通道, 项目承诺 and 企业诉求. 2 November 2026 is a Monday. */
const office = personOf('zone-office:qian', 'zone_office')
const leader = personOf('zone-office:sun', 'leader')
const park = personOf('east-park:zhao', 'park_committee')
const planning = personOf('planning:sun', 'department')
const housing = personOf('housing:zhou', 'department')
const enterprise = personOf('wafer:he', 'enterprise')
const project: CaseData = {
  projectName: '碳化硅晶圆线',
  projectCode: '2026-110-31-03-0012',
  park: 'east-park',
}

describe('the green channel', () => {
  const started = () =>
    new CaseStory(shippedProcedure('green-channel'), '2026-11-02 09:00', office, project).act(
      'draft',
      office,
      'submit',
      {
        data: {
          channelBodies: ['planning', 'housing'],
          formalities: [
            { body: 'planning', formality: '规划许可' },
            { body: 'housing', formality: '施工许可' },
          ],
        },
      },
    )

  it('runs side by side, each body on its own clock', () => {
    const story = started()
      .until('2026-11-06 09:00')
      .act('handle', planning, 'done', { data: { formality: '规划许可' } })
    expect(story.active).toEqual(['handle'])
    expect(story.due('body', 'org:housing')).toBe('2026-11-16 18:00')
    expect(story.due('whole')).toBe('2026-12-14 18:00')
    story.act('handle', housing, 'done', { data: { formality: '施工许可' } })
    expect(story.state.outcome).toBe('completed')
  })

  it('lets only the clock of the body rest that waits for material', () => {
    const story = started()
      .until('2026-11-03 09:00')
      .act('handle', housing, 'ask', { data: { materialRequest: '施工图。' } })
      .until('2026-11-05 09:00')
      .act('awaitMaterial', park, 'supply', { data: { supplement: '已附。' } })
    expect(story.due('body', 'org:housing')).toBe('2026-11-18 18:00')
    expect(story.due('body', 'org:planning')).toBe('2026-11-16 18:00')
  })

  it('raises a supervision notice on the body that is three working days late', () => {
    const story = started().until('2026-11-19 17:59')
    const opened = () => story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(opened()).toEqual([])
    story.until('2026-11-19 18:00')
    expect(opened().map(({ procedure, data }) => [procedure, data['body']])).toEqual([
      ['supervision', 'planning'],
      ['supervision', 'housing'],
    ])
  })

  it('comes to the office where a body refuses', () => {
    const story = started()
      .act('handle', planning, 'done', { data: { formality: '规划许可' } })
      .act('handle', housing, 'refuse', { opinion: '图审未过。', data: { formality: '施工许可' } })
    expect(story.active).toEqual(['coordinate'])
    story.act('coordinate', office, 'unresolved', { data: { coordination: '改图后另报。' } })
    expect(story.state.outcome).toBe('partly')
  })
})

describe('commitments of a project', () => {
  const commitments = [
    { text: '地均税收', measure: '每公顷不低于900万元', due: '2028-12-31', party: '申报单位' },
  ]
  const recorded = () =>
    new CaseStory(shippedProcedure('project-commitments'), '2026-11-02 09:00', office, {
      ...project,
      commitments,
    }).act('draft', office, 'submit')
  const reported = (state: string) =>
    recorded()
      .act('running', park, 'report')
      .act('selfReport', park, 'report', { data: { fulfilment: [{ text: '地均税收', state }] } })

  it('come up for review by themselves after two years of building and operation', () => {
    const story = recorded()
    expect(story.due('operation')).toBe('2028-11-02 00:00')
    expect(story.until('2028-11-01 23:59').active).toEqual(['running'])
    expect(story.until('2028-11-02 00:00').active).toEqual(['selfReport'])
  })

  it('are kept, or must be put right before the exit begins', () => {
    const kept = reported('kept').act('assess', office, 'kept', { data: { assessment: '已核。' } })
    expect(kept.state.outcome).toBe('kept')
    const broken = reported('broken')
    expect(broken.warnings).toEqual(['broken'])
    expect(broken.refusal('assess', office, 'kept', { data: { assessment: '已核。' } })).toEqual([
      'cases.guard',
    ])
  })

  it('end in exit after the park was heard and the leader decided', () => {
    const story = reported('broken').act('assess', office, 'exit', {
      data: { assessment: '停产两年。', exitGround: '未履行。' },
    })
    expect(story.active).toEqual(['statement'])
    story.until('2026-11-16 18:00')
    expect(story.active).toEqual(['exitDecision'])
    story
      .act('exitDecision', leader, 'exit', { data: { exitDecision: '收回用地。' } })
      .act('clear', park, 'report', { data: { clearing: '已腾退。' } })
    expect(story.state.outcome).toBe('exited')
  })
})

describe('a request of an enterprise', () => {
  const asked = () =>
    new CaseStory(shippedProcedure('enterprise-request'), '2026-11-02 09:00', enterprise, {
      matter: '员工班车',
      content: '通勤不便。',
      kind: 'other',
      enterprise: '晶圆科技有限公司',
      contact: '何工 010-87654321',
      park: 'east-park',
    }).act('draft', enterprise, 'submit')
  const served = () =>
    asked()
      .act('accept', park, 'take')
      .act('handle', park, 'done', { data: { result: '已加开班车。' } })

  it('is taken by the steward, served and rated', () => {
    const story = served().act('rate', enterprise, 'close', { data: { solved: true, satisfaction: 'very' } })
    expect(story.state.outcome).toBe('solved')
    expect(story.measures).toEqual({ responded: true, solved: true, satisfied: true })
  })

  it('is handled again once', () => {
    const story = served().act('rate', enterprise, 'reopen', { data: { comment: '早班没有。' } })
    expect(story.active).toEqual(['again'])
    story.act('again', park, 'done', { data: { result: '已加早班。' } })
    expect(story.refusal('rate', enterprise, 'reopen', { data: { comment: '仍不够。' } })).toEqual([
      'cases.guard',
    ])
  })

  it('is called back about when the enterprise is silent', () => {
    const story = served()
    expect(story.due('rate')).toBe('2026-11-09 18:00')
    story.until('2026-11-09 18:00')
    expect(story.active).toEqual(['followUp'])
    story.act('followUp', park, 'close', { data: { followUpRecord: '两次未接。' } })
    expect(story.state.outcome).toBe('unrated')
  })

  it('goes to several bodies at once, and comes back from one that returns it', () => {
    const story = asked().act('accept', park, 'dispatch', {
      data: { bodies: ['planning', 'housing'], dispatchNote: '请设站点。' },
    })
    story
      .act('bodyWork', planning, 'done', { data: { bodyResult: '站点已定。' } })
      .act('bodyWork', housing, 'back', { data: { returnReason: '非本单位。' } })
    expect(story.active).toEqual(['handle'])
  })

  it('becomes a whistle of the park, and waits for it', () => {
    const story = asked()
      .act('accept', park, 'take')
      .act('handle', park, 'whistle', { data: { urgency: 'ordinary', whistleKind: 'infrastructure' } })
    const opened = story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(opened).toMatchObject([
      {
        procedure: 'park-whistle',
        data: { matter: '员工班车', kind: 'infrastructure', urgency: 'ordinary' },
      },
    ])
    expect(opened[0]?.activation).not.toBeNull()
    story
      .command(
        {
          kind: 'subcase-opened',
          activation: opened[0]?.activation ?? null,
          caseId: 'whistle-1',
          procedure: 'park-whistle',
        },
        null,
      )
      .command({ kind: 'subcase-closed', caseId: 'whistle-1', outcome: 'solved' }, null)
    expect(story.active).toEqual(['summarise'])
  })
})
