import { describe, expect, it } from 'vitest'
import type { CaseData, RelatedCase } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 统一受理 → 集中研究 → 联合审议 → 分工办理 → 强化督办. 2 November 2026 is a Monday. */
const procedure = shippedProcedure('one-stop')
const enterprise = personOf('wafer:he', 'enterprise')
const office = personOf('zone-office:qian', 'zone_office')
const planning = personOf('planning:sun', 'department')
const housing = personOf('housing:zhou', 'department')

const matter: CaseData = {
  kind: 'enterprise',
  matter: '危险品仓库选址',
  content: '需在园区内设危险品仓库。',
  applicant: '晶圆科技有限公司',
  contact: '何工 010-87654321',
}
const land: CaseData = { kind: 'project', projectCode: '2026-110-31-03-0012', newLand: true }
const passed: RelatedCase = {
  caseId: 'review',
  procedure: 'joint-review',
  number: '审〔2026〕1号',
  outcome: 'approved',
  closed: true,
}

const submitted = (data: CaseData = {}, related: readonly RelatedCase[] = []) =>
  new CaseStory(procedure, '2026-11-02 09:00', enterprise, { ...matter, ...data }, related).act(
    'draft',
    enterprise,
    'submit',
  )
const accepted = () => submitted().act('check', office, 'accept')
const studied = (several = true) =>
  accepted().act('study', office, 'decide', {
    data: {
      studyRecord: '需两部门会签。',
      several,
      ...(several ? { reviewBodies: ['planning', 'housing'] } : {}),
    },
  })
const divided = () =>
  studied(false).act('assign', office, 'assign', {
    data: {
      responsibleBodies: ['planning', 'housing'],
      assignments: [
        { body: 'planning', task: '选址意见' },
        { body: 'housing', task: '消防审查' },
      ],
    },
  })

describe('clocks', () => {
  it('start for the whole case only when it is accepted', () => {
    const story = submitted()
    expect(story.state.clocks.map(({ code }) => code)).toEqual(['intake'])
    story.until('2026-11-04 10:00').act('check', office, 'accept')
    // Twenty working days from Wednesday the 4th.
    expect(story.due('whole')).toBe('2026-12-02 18:00')
  })

  it('rest while the applicant supplements', () => {
    const story = accepted()
    expect(story.due('whole')).toBe('2026-11-30 18:00')
    story
      .until('2026-11-04 09:00')
      .act('study', office, 'ask', { data: { materialRequest: '平面图。' } })
      .until('2026-11-09 09:00')
      .act('awaitMaterial', enterprise, 'supply', { data: { supplement: '已附。' } })
    // Three working days later: Wednesday to Friday did not count.
    expect(story.due('whole')).toBe('2026-12-03 18:00')
  })

  it('are each body’s own while they work side by side', () => {
    const story = divided().until('2026-11-04 09:00')
    expect(story.active).toEqual(['bodyWork', 'bodyWork'])
    story.act('bodyWork', planning, 'finish', { data: { workResult: '同意选址。' } })
    expect(story.due('body', 'org:housing')).toBe('2026-11-16 18:00')
    expect(story.clock('body', 'org:planning').stoppedAt).not.toBeNull()
    expect(story.clock('body', 'org:housing').stoppedAt).toBeNull()
  })
})

describe('joint deliberation', () => {
  it('is left out where the matter concerns one body', () => {
    expect(studied(false).active).toEqual(['assign'])
  })

  it('needs every body', () => {
    const story = studied().act('deliberate', planning, 'agree')
    expect(story.active).toEqual(['deliberate'])
    expect(story.act('deliberate', housing, 'agree').active).toEqual(['assign'])
  })

  it('comes to the office where one differs, and may be countersigned again', () => {
    const story = studied().act('deliberate', planning, 'agree')
    expect(story.refusal('deliberate', housing, 'differ')).toEqual(['cases.opinion_required'])
    story.act('deliberate', housing, 'differ', { opinion: '距离不足。' })
    expect(story.active).toEqual(['coordinate'])
    story.act('coordinate', office, 'again', { opinion: '已退让二十米。' })
    expect(story.active).toEqual(['deliberate'])
  })
})

describe('verification', () => {
  it('sends back to one body and waits for it alone', () => {
    const story = divided()
      .act('bodyWork', planning, 'finish', { data: { workResult: '同意选址。' } })
      .act('bodyWork', housing, 'finish', { data: { workResult: '已审查。' } })
    story.act('verify', office, 'back', {
      data: { verification: '消防意见不完整。', reworkBodies: ['housing'] },
    })
    expect(story.active).toEqual(['bodyRework'])
    expect(story.actionsOf(planning)).toEqual([])
    story
      .act('bodyRework', housing, 'finish', { data: { workResult: '已补充。' } })
      .act('verify', office, 'pass', { data: { verification: '均已办结。', conclusion: '同意选址。' } })
    expect(story.state.outcome).toBe('finished')
    expect(story.measures).toEqual({ 'in-time': true, finished: true })
  })
})

describe('a project that takes new land', () => {
  it('is accepted only with a passed joint review', () => {
    const story = submitted(land)
    expect(story.refusal('check', office, 'accept')).toEqual(['cases.guard'])
    expect(story.warnings).toEqual(['land'])
    story.related = [{ ...passed, outcome: null, closed: false }]
    expect(story.refusal('check', office, 'accept')).toEqual(['cases.guard'])
    story.related = [passed]
    expect(story.refusal('check', office, 'accept')).toEqual([])
    expect(story.warnings).toEqual([])
  })

  it('must give its code, so that the review can be found', () => {
    const story = new CaseStory(procedure, '2026-11-02 09:00', enterprise, { ...matter, kind: 'project' })
    expect(story.refusal('draft', enterprise, 'submit')).toEqual(['cases.guard'])
  })

  it('is barred by a refused review, and free matters are not', () => {
    const refused = { ...passed, outcome: 'rejected' }
    expect(() => submitted(land, [refused])).toThrow('cases.barred')
    expect(submitted().active).toEqual(['check'])
  })
})
