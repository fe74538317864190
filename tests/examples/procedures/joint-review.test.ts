import { describe, expect, it } from 'vitest'
import type { CaseData, RelatedCase } from '#domain/cases'
import { CaseStory, personOf } from '#tests/case-story'
import { shippedProcedure } from '#tests/shipped-procedures'

/** 项目联合审核 and what follows from it. 2 November 2026 is a Monday. */
const procedure = shippedProcedure('joint-review')
const park = personOf('east-park:zhao', 'park_committee')
const office = personOf('zone-office:qian', 'zone_office')
const leader = personOf('zone-office:sun', 'leader')
const wang = personOf('academy:wang', 'expert')
const liu = personOf('academy:liu', 'expert')
const chen = personOf('institute:chen', 'expert')
const gao = personOf('institute:gao', 'expert')

const project: CaseData = {
  projectName: '碳化硅晶圆线',
  projectCode: '2026-110-31-03-0012',
  applicant: '晶圆科技有限公司',
  park: 'east-park',
  contact: '何工 010-87654321',
  kind: 'new',
  industry: '集成电路',
  summary: '月产两万片。',
  newLand: true,
  newLandM2: 42000,
  investment: 320000,
  outputPerHa: 65000,
  commitments: [{ text: '地均税收', measure: '每公顷不低于900万元', due: '2029-12-31', party: '申报单位' }],
  technicalDetail: '外延工艺参数',
}
const scores = (technology: number, output: number, cluster: number, ecology: number): CaseData => ({
  scoreTechnology: technology,
  scoreOutput: output,
  scoreCluster: cluster,
  scoreEcology: ecology,
})
const consensus = (technology: number, output: number, cluster: number, ecology: number): CaseData => ({
  consensusTechnology: technology,
  consensusOutput: output,
  consensusCluster: cluster,
  consensusEcology: ecology,
  consensusRecord: '四项逐一讨论。',
  leadingIndustries: 3,
  parksWithIndustry: 2,
  cultivatedIndustries: 1,
})

const accepted = (data: CaseData = {}, related: readonly RelatedCase[] = []) =>
  new CaseStory(procedure, '2026-11-02 09:00', park, { ...project, ...data }, related)
    .act('draft', park, 'submit')
    .act('check', office, 'accept')
const appointed = () =>
  accepted().act('appoint', office, 'appoint', { data: { reviewers: [wang.userId, liu.userId] } })
const scored = (first = scores(80, 70, 90, 60), second = scores(90, 70, 80, 70)) =>
  appointed()
    .act('declare', wang, 'none')
    .act('declare', liu, 'none')
    .act('score', wang, 'submitScore', { data: { ...first, commentTechnology: '国内领先' } })
    .act('score', liu, 'submitScore', { data: second })

describe('conflict of interest', () => {
  it('hides confidential content until the declaration, and for good from who steps aside', () => {
    const story = appointed()
    expect(story.seenBy(wang).data['technicalDetail']).toBeUndefined()
    story.act('declare', wang, 'none')
    expect(story.seenBy(wang).data['technicalDetail']).toBe('外延工艺参数')
    story.act('declare', liu, 'conflict', { data: { conflict: 'investment', conflictNote: '持股2%。' } })
    expect(story.seenBy(liu).data['technicalDetail']).toBeUndefined()
  })

  it('asks for another reviewer where fewer than two remain, and takes nobody who was asked before', () => {
    const story = appointed()
      .act('declare', wang, 'none')
      .act('declare', liu, 'conflict', { data: { conflict: 'investment', conflictNote: '持股2%。' } })
      .act('score', wang, 'submitScore', { data: scores(80, 70, 90, 60) })
    expect(story.active).toEqual(['appointMore'])
    expect(
      story.refusal('appointMore', office, 'appoint', { data: { furtherReviewers: [liu.userId] } }),
    ).toEqual(['cases.guard'])
    story
      .act('appointMore', office, 'appoint', { data: { furtherReviewers: [chen.userId] } })
      .act('declare', chen, 'none')
      .act('score', chen, 'submitScore', { data: scores(70, 80, 80, 70) })
    expect(story.active).toEqual(['consensus'])
    expect(story.state.data['scored']).toBe(2)
    expect(story.state.data['meanTechnology']).toBe(75)
    expect(story.state.data['scoreSheet']).toMatchObject([
      { reviewer: wang.userId, technology: 80 },
      { reviewer: chen.userId, technology: 70 },
    ])
  })

  it('goes on asking while reviewers step aside or stay silent', () => {
    const story = appointed()
      .act('declare', wang, 'conflict', { data: { conflict: 'kinship', conflictNote: '近亲属任职。' } })
      .until('2026-11-04 18:00')
    expect(story.active).toEqual(['appointMore'])
    story.act('appointMore', office, 'appoint', { data: { furtherReviewers: [chen.userId, gao.userId] } })
    expect(story.active).toEqual(['declare', 'declare'])
    expect(story.due('declare', `user:${chen.userId}`)).toBe('2026-11-06 18:00')
  })

  it('needs two reviewers from the start', () => {
    const story = accepted()
    expect(story.refusal('appoint', office, 'appoint', { data: { reviewers: [wang.userId] } })).toEqual([
      'cases.guard',
    ])
  })
})

describe('scores', () => {
  it('are nobody else’s to see before both are in; then the spread is shown', () => {
    const story = appointed()
      .act('declare', wang, 'none')
      .act('declare', liu, 'none')
      .act('score', wang, 'submitScore', { data: scores(80, 70, 90, 60) })
    const seen = () => Object.values(story.seenBy(office).branches).map((data) => data['scoreTechnology'])
    expect(seen()).toEqual([undefined, undefined])
    story.act('score', liu, 'submitScore', { data: scores(45, 70, 80, 70) })
    expect(seen()).toEqual([80, 45])
    expect(story.state.data).toMatchObject({
      meanTechnology: 62.5,
      spreadTechnology: 35,
      spreadOutput: 0,
      widest: 35,
    })
    expect(story.warnings).toEqual(['spread'])
  })

  it('must be explained where they lie far apart', () => {
    const story = scored(scores(90, 70, 90, 60), scores(50, 70, 80, 70))
    const entered = consensus(70, 70, 85, 65)
    expect(story.refusal('consensus', office, 'agree', { data: entered })).toEqual(['cases.guard'])
    story.act('consensus', office, 'agree', {
      data: { ...entered, spreadExplanation: '对量产良率判断不同。' },
    })
    // Equal weights: (70 + 70 + 85 + 65) / 4.
    expect(story.state.data).toMatchObject({ total: 72.5, meets: true })
  })
})

describe('layout of industries', () => {
  it('warns by the plan of 2023 and by the five-year plan, each with its date, and stops nobody', () => {
    const story = scored().act('consensus', office, 'agree', { data: consensus(80, 70, 80, 70) })
    // Three leading industries: as many as the plan of 2023 allows, one more than the five-year plan.
    expect(story.warnings).toEqual(['layout-plan'])
    story.act('decide', office, 'again', { opinion: '核对产业数。' })
    story.act('consensus', office, 'agree', {
      data: { ...consensus(80, 70, 80, 70), leadingIndustries: 4 },
    })
    expect(story.warnings).toEqual(['layout-2023', 'layout-plan'])
    expect(procedure.warnings?.['layout-2023']?.source.date).toBe('2023')
    expect(procedure.warnings?.['layout-plan']?.source.date).toBe('2021/2025')
    expect(story.refusal('decide', office, 'approve', { data: { conclusion: '同意。' } })).toEqual([])
  })
})

describe('the conclusion', () => {
  it('opens the green channel and records the commitments when approved', () => {
    const story = scored()
      .act('consensus', office, 'agree', { data: consensus(80, 70, 80, 70) })
      .act('decide', office, 'approve', { data: { conclusion: '符合准入标准。' } })
    expect(story.state.outcome).toBe('approved')
    const opened = story.effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect] : []))
    expect(opened.map(({ procedure: code }) => code)).toEqual(['green-channel', 'project-commitments'])
    expect(opened[0]?.data).toMatchObject({ projectCode: project['projectCode'], newLandM2: 42000 })
    expect(opened[1]?.data['commitments']).toEqual(project['commitments'])
  })

  it('rejects a project below the standard on one axis, however good the rest', () => {
    const story = scored().act('consensus', office, 'agree', { data: consensus(95, 95, 95, 39) })
    expect(story.state.data).toMatchObject({ total: 81, meets: false })
    expect(story.refusal('decide', office, 'approve', { data: { conclusion: '同意。' } })).toEqual([
      'cases.guard',
    ])
    story.act('decide', office, 'reject', { data: { conclusion: '生态效益不达标。' } })
    expect(story.state.outcome).toBe('rejected')
    expect(story.effects.filter(({ kind }) => kind === 'open-case')).toEqual([])
  })

  it('goes against the scores only with a reason and by the leader', () => {
    const story = scored().act('consensus', office, 'agree', { data: consensus(95, 95, 95, 39) })
    story.act('decide', office, 'deviate', {
      data: { proposal: 'approve', deviationReason: '已承诺改用再生水。', conclusion: '附条件通过。' },
    })
    expect(story.actionsOf(office)).toEqual([])
    story.act('deviation', leader, 'approve', { opinion: '同意，列入首年核验。' })
    expect(story.state.outcome).toBe('approved')
  })
})

describe('a rejected project', () => {
  const rejected: readonly RelatedCase[] = [
    { caseId: 'old', procedure: 'joint-review', number: '审〔2026〕3号', outcome: 'rejected', closed: true },
  ]
  const carried: CaseData = {
    projectName: '碳化硅晶圆线',
    projectCode: '2026-110-31-03-0012',
    park: 'east-park',
  }

  it.each([
    ['joint-review', park, project],
    [
      'one-stop',
      park,
      {
        kind: 'project',
        matter: '规划许可',
        content: '申请办理。',
        applicant: '晶圆科技有限公司',
        contact: '何工 010-87654321',
        projectCode: '2026-110-31-03-0012',
        newLand: true,
      },
    ],
    ['green-channel', office, carried],
    ['project-commitments', office, carried],
  ])('can be handled no further by %s', (code, actor, data) => {
    expect(() => new CaseStory(shippedProcedure(code), '2026-11-02 09:00', actor, data, rejected)).toThrow(
      'cases.barred',
    )
  })

  it('stops what is already under way, for people and for clocks', () => {
    const story = appointed()
    story.related = rejected
    expect(story.bars).toEqual(['rejected'])
    expect(story.refusal('declare', wang, 'none')).toEqual(['cases.barred'])
    expect(story.until('2026-12-01 09:00').active).toEqual(['declare', 'declare'])
  })
})

describe('intake', () => {
  it('lets the clock of the check rest while material is supplemented', () => {
    const story = new CaseStory(procedure, '2026-11-02 09:00', park, project).act('draft', park, 'submit')
    expect(story.due('intake')).toBe('2026-11-09 18:00')
    story
      .until('2026-11-03 09:00')
      .act('check', office, 'amend', { data: { amendRequest: '缺节能审查意见。' } })
      .until('2026-11-05 09:00')
      .act('amend', park, 'resubmit')
    expect(story.due('intake')).toBe('2026-11-11 18:00')
  })

  it('ends when nothing is supplemented in time', () => {
    const story = new CaseStory(procedure, '2026-11-02 09:00', park, project)
      .act('draft', park, 'submit')
      .act('check', office, 'amend', { data: { amendRequest: '缺节能审查意见。' } })
      .until('2026-12-01 09:00')
    expect(story.state.outcome).toBe('lapsed')
  })

  it('asks a project that takes new land how much', () => {
    const story = new CaseStory(procedure, '2026-11-02 09:00', park, { ...project, newLandM2: 0 })
    expect(story.refusal('draft', park, 'submit')).toEqual(['cases.guard'])
  })
})
