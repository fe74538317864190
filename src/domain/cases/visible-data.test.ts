import { describe, expect, it } from 'vitest'
import {
  ann,
  ben,
  boss,
  buildProcedure,
  CasePlay,
  cat,
  dan,
  draft,
  eve,
  person,
  text,
} from '#tests/case-play'
import type { CaseActor } from './case-state.ts'
import type { FieldDefinition, NodeDefinition } from './definition.ts'
import { visibleData } from './visible-data.ts'

const field = (more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  label: text('项'),
  schema: { type: 'string' },
  ...more,
})

const end = (outcome: string, within?: string): NodeDefinition => ({
  kind: 'end',
  name: text(outcome),
  outcome,
  tone: 'plain',
  ...(within === undefined ? {} : { within }),
})

/** Reviewers declare conflicts, then score, each in their own branch; then the office (org d) sums up. */
const definition = buildProcedure({
  fields: {
    plan: field({ confidential: true, readers: ['leader'] }),
    phone: field(),
    score: field({ schema: { type: 'number' }, branch: 'after-join' }),
    remark: field({ branch: 'open' }),
  },
  nodes: {
    draft: { ...draft, fields: { plan: 'edit' } },
    a: {
      kind: 'parallel',
      name: text('评审'),
      each: { over: 'signers', node: 'declare' },
      join: { rule: 'all' },
      to: 'sum',
    },
    declare: {
      kind: 'step',
      within: 'a',
      name: text('申明'),
      by: 'body',
      fields: { plan: 'hidden', phone: 'hidden' },
      actions: {
        clear: { name: text('无冲突'), to: 'score' },
        conflict: { name: text('有冲突'), to: 'out' },
      },
    },
    score: {
      kind: 'step',
      within: 'a',
      name: text('评分'),
      by: 'body',
      fields: { plan: 'read', score: 'required', remark: 'edit' },
      actions: { done: { name: text('提交'), to: 'scored', needs: ['note'] } },
    },
    scored: end('scored', 'a'),
    out: end('out', 'a'),
    sum: {
      kind: 'step',
      name: text('汇总'),
      by: 'second',
      fields: { score: 'read', title: 'edit' },
      actions: { done: { name: text('办结'), to: 'over' } },
    },
    over: end('over'),
  },
})

const given = { title: '甲', plan: '商业计划', phone: '10086', signers: ['b', 'c'], second: 'd' }
const begun = () => new CasePlay(definition).submitted(given)

function seen(play: CasePlay, actor: CaseActor, seesAll = false) {
  return visibleData(definition, play.state, { ...actor, seesAll })
}

function declared(play: CasePlay, actor: CaseActor): string {
  return (
    play.state.steps.find(
      ({ node, status, seats }) =>
        node === 'declare' && status === 'active' && seats[0]?.party === `org:${actor.organisationId}`,
    )?.id ?? ''
  )
}

function clear(play: CasePlay, actor: CaseActor): CasePlay {
  return play.do(actor, {
    kind: 'act',
    activation: declared(play, actor),
    action: 'clear',
    opinion: null,
    data: {},
    attachments: [],
  })
}

function score(play: CasePlay, actor: CaseActor, points: number): CasePlay {
  const activation =
    play.state.steps.find(
      ({ node, status, seats }) =>
        node === 'score' && status === 'active' && seats[0]?.party === `org:${actor.organisationId}`,
    )?.id ?? ''
  const data = { score: points, remark: `${points} 分`, note: '评' }
  return play.do(actor, { kind: 'act', activation, action: 'done', opinion: null, data, attachments: [] })
}

describe('what a reader sees of a case', () => {
  it('confidential fields: those who filled them in and the readers only, not even who sees every case', () => {
    const play = begun()
    expect(seen(play, ann).data).toEqual(given)
    expect(seen(play, person('amy', 'park')).data.plan).toBe('商业计划')
    expect(seen(play, boss).data.plan).toBe('商业计划')
    expect(seen(play, eve).data).not.toHaveProperty('plan')
    expect(seen(play, eve, true).data).not.toHaveProperty('plan')
    expect(seen(play, eve).data.title).toBe('甲')
  })

  it('confidential fields that others wrote are not the initiator’s to read', () => {
    const secret = { ...definition, fields: { ...definition.fields, phone: field({ confidential: true }) } }
    const play = new CasePlay(secret).submitted(given)
    expect(visibleData(secret, play.state, { ...ann, seesAll: false }).data).not.toHaveProperty('phone')
  })

  it('what a step hides is hidden from those who have only this step, until a step shows it', () => {
    const play = begun()
    for (const hidden of ['plan', 'phone']) expect(seen(play, ben).data).not.toHaveProperty(hidden)
    expect(seen(play, ben, true).data).toHaveProperty('phone')
    expect(seen(play, eve).data).toHaveProperty('phone')
    clear(play, ben)
    expect(seen(play, ben).data).toMatchObject({ plan: '商业计划', phone: '10086' })
    expect(seen(play, cat).data).not.toHaveProperty('plan')
  })

  it('keeps shown what somebody has signed upon, but not to one whose turn passed', () => {
    const play = score(clear(begun(), ben), ben, 80)
    expect(seen(play, ben).data.plan).toBe('商业计划')
    const another = clear(begun(), ben)
    const activation = another.state.steps.findLast(({ node }) => node === 'score')?.id ?? ''
    expect(seen(another, ben).data).toHaveProperty('plan')
    const allowing = new CasePlay({
      ...definition,
      nodes: {
        ...definition.nodes,
        score: { ...definition.nodes.score, allow: ['transfer'] } as NodeDefinition,
      },
    }).submitted(given)
    clear(allowing, ben).do(ben, { kind: 'transfer', activation, to: 'org:e', reason: '回避' })
    expect(seen(allowing, ben).data).not.toHaveProperty('plan')
    expect(seen(allowing, eve).data).toHaveProperty('plan')
  })

  it('sealed fields of a branch: only those of the branch, until all are joined', () => {
    const play = score(clear(clear(begun(), ben), cat), ben, 80)
    const [mine, other] = play.state.branches.map(({ id }) => id)
    expect(seen(play, ben).branches).toEqual({
      [mine ?? '']: { score: 80, remark: '80 分' },
      [other ?? '']: {},
    })
    for (const actor of [cat, dan, ann, boss])
      expect(seen(play, actor, true).branches[mine ?? '']).toEqual({ remark: '80 分' })
    score(play, cat, 60)
    for (const actor of [ben, cat, dan, eve]) {
      const { branches } = seen(play, actor)
      expect([branches[mine ?? '']?.score, branches[other ?? '']?.score]).toEqual([80, 60])
    }
  })

  it('permissions of the steps where one has the turn, of every field; needed fields can be filled in', () => {
    const play = clear(begun(), ben)
    const activation = play.state.steps.findLast(({ node }) => node === 'score')?.id ?? ''
    const { permissions } = seen(play, ben)
    expect(Object.keys(permissions)).toEqual([activation])
    expect(permissions[activation]).toMatchObject({ plan: 'read', score: 'required', remark: 'edit' })
    expect(permissions[activation]).toMatchObject({ note: 'edit', title: 'read' })
    expect(seen(play, eve).permissions).toEqual({})
    const declaring = Object.values(seen(play, cat).permissions)
    expect(declaring).toMatchObject([{ plan: 'hidden', phone: 'hidden', title: 'read' }])
    const handing = new CasePlay(definition).submitted(given)
    score(score(clear(clear(handing, ben), cat), ben, 1), cat, 2)
    expect(seen(handing, dan).permissions[handing.step('sum').id]).toMatchObject({
      plan: 'hidden',
      title: 'edit',
    })
  })
})
