import { describe, expect, it } from 'vitest'
import { ann, ben, buildProcedure, CasePlay, cat, dan, draft, eve, text } from '#tests/case-play'
import type { NodeDefinition, ParallelNode, Route, StepNode } from './definition.ts'

const people = { b: ben, c: cat, d: dan, e: eve }

const end = (outcome: string, within?: string): NodeDefinition => ({
  kind: 'end',
  name: text(outcome),
  outcome,
  tone: 'plain',
  ...(within === undefined ? {} : { within }),
})

function step(by: string, to: Route, more: Partial<StepNode> = {}): StepNode {
  return {
    kind: 'step',
    name: text(by),
    by,
    actions: { ok: { name: text('办结'), to }, no: { name: text('不办'), to: 'bad' } },
    ...more,
  }
}

/** One branch for each signer: handle, then report; a refusal ends the branch badly. */
function eachSigner(join: ParallelNode['join'], to: Route = 'over') {
  return buildProcedure({
    settings: { most: { name: text('数'), value: 2, source: { text: text('约定'), status: 'assumed' } } },
    fields: {
      score: { label: text('评分'), schema: { type: 'number' }, branch: 'after-join' },
      total: { label: text('总分'), schema: { type: 'number' } },
      best: { label: text('最优单位'), schema: { type: 'string' } },
    },
    nodes: {
      draft,
      a: { kind: 'parallel', name: text('并联'), each: { over: 'signers', node: 'handle' }, join, to },
      handle: step('body', 'report', { within: 'a', fields: { score: 'required' } }),
      report: step('body', 'good', { within: 'a', fields: { score: 'edit' } }),
      good: end('good', 'a'),
      bad: end('bad', 'a'),
      sum: {
        kind: 'choice',
        name: text('汇总'),
        set: { total: 'sum(branches.a.score)', best: 'branches.a[score = max(branches.a.score)][1].key' },
        to: [{ when: 'outcome = "good"', to: 'over' }, { to: 'mixed' }],
      },
      over: end('over'),
      mixed: end('mixed'),
    },
  })
}

function finish(play: CasePlay, who: keyof typeof people, score = 1): CasePlay {
  const activation = (node: string) =>
    play.state.steps.find(
      (s) => s.node === node && s.status === 'active' && s.seats[0]?.party === `org:${who}`,
    )?.id ?? ''
  const act = { kind: 'act' as const, action: 'ok', opinion: null, attachments: [] }
  play.do(people[who], { ...act, activation: activation('handle'), data: { score } })
  return play.do(people[who], { ...act, activation: activation('report'), data: {} })
}

describe('parallel work, a branch for each party', () => {
  it('opens all branches, each with its party, and waits for all', () => {
    const play = new CasePlay(eachSigner({ rule: 'all' })).submitted({ signers: ['b', 'c'] })
    expect(play.state.branches).toMatchObject([
      { node: 'a', entry: 'handle', key: 'org:b', parent: null, status: 'active' },
      { node: 'a', entry: 'handle', key: 'org:c', parent: null, status: 'active' },
    ])
    finish(play, 'b')
    expect(play.state.outcome).toBeNull()
    expect(finish(play, 'c').state.outcome).toBe('over')
  })

  it.each([
    [{ rule: 'any' }, 1],
    [{ rule: 'count', count: 2 }, 2],
    [{ rule: 'count', count: 'most' }, 2],
  ] as const)('goes on when %j hold, and gives up the others', (join, needed) => {
    const play = new CasePlay(eachSigner(join)).submitted({ signers: ['b', 'c', 'd'] })
    for (const who of (['d', 'b'] as const).slice(0, needed)) {
      expect(play.state.outcome).toBeNull()
      finish(play, who)
    }
    expect(play.state.outcome).toBe('over')
    expect(play.state.branches.filter(({ status }) => status === 'done')).toHaveLength(needed)
    expect(play.state.steps.filter(({ status }) => status === 'cancelled')).toHaveLength(3 - needed)
  })

  it('keeps the data of each branch apart, and shows all of them behind the join', () => {
    const play = new CasePlay(eachSigner({ rule: 'all' }, 'sum')).submitted({ signers: ['b', 'c', 'd'] })
    finish(finish(finish(play, 'b', 70), 'c', 90), 'd', 80)
    expect(play.state.branches.map(({ data }) => data)).toEqual([{ score: 70 }, { score: 90 }, { score: 80 }])
    expect(play.state.data).toMatchObject({ total: 240, best: 'c' })
    expect(play.state.outcome).toBe('over')
  })

  it('counts a branch that ended badly as closed, and says that the outcomes differ', () => {
    const play = new CasePlay(eachSigner({ rule: 'all' }, 'sum')).submitted({ signers: ['b', 'c'] })
    finish(play, 'b', 5)
    play.act(cat, 'handle', 'no', { data: { score: 0 } })
    expect(play.state.branches.map(({ outcome }) => outcome)).toEqual(['good', 'bad'])
    expect(play.state.outcome).toBe('mixed')
  })

  it('refuses parallel work for nobody, and with fewer branches than must close', () => {
    const play = new CasePlay(eachSigner({ rule: 'all' })).open({ signers: [] })
    expect(play.refusal(ann, play.acting('draft', 'submit')).code).toBe('cases.nobody')
    const few = new CasePlay(eachSigner({ rule: 'count', count: 3 })).open({ signers: ['b', 'c'] })
    expect(few.refusal(ann, few.acting('draft', 'submit'))).toMatchObject({
      code: 'cases.too_few_branches',
      params: { count: 3, branches: 2 },
    })
  })

  it('lets nobody act in the branch of another', () => {
    const play = new CasePlay(eachSigner({ rule: 'all' })).submitted({ signers: ['b', 'c'] })
    expect(play.refusal(ben, play.acting('handle', 'ok', { data: { score: 1 } })).code).toBe(
      'cases.not_yours',
    )
  })
})

describe('groups and parallel work inside one another', () => {
  /** outer { work ‖ check { one, then both in parallel { x ‖ deep { z } } } } with an end at every level. */
  const nested = buildProcedure({
    fields: { seen: { label: text('所见'), schema: { type: 'string' } } },
    participants: { me: { kind: 'field', field: 'first', name: text('甲') } },
    nodes: {
      draft,
      a: {
        kind: 'group',
        name: text('外'),
        initial: 'fork',
        to: [{ when: 'outcome = "all"', to: 'over' }, { to: 'odd' }],
      },
      fork: {
        kind: 'parallel',
        within: 'a',
        name: text('并'),
        branches: ['work', 'check'],
        join: { rule: 'all' },
        to: 'joined',
      },
      work: step('me', 'workDone', { within: 'fork' }),
      workDone: end('worked', 'fork'),
      check: { kind: 'group', within: 'fork', name: text('核'), initial: 'one', to: 'after' },
      one: step('me', 'both', { within: 'check' }),
      both: {
        kind: 'parallel',
        within: 'check',
        name: text('双'),
        branches: ['x', 'deep'],
        join: { rule: 'all' },
        to: 'checked',
      },
      x: step('me', 'xDone', { within: 'both' }),
      xDone: end('x', 'both'),
      deep: { kind: 'group', within: 'both', name: text('深'), initial: 'z', to: 'both' },
      z: step('me', 'zDone', { within: 'deep' }),
      zDone: end('z', 'deep'),
      checked: end('checked', 'check'),
      after: step('me', 'afterDone', { within: 'fork' }),
      afterDone: end('after', 'fork'),
      joined: {
        kind: 'choice',
        within: 'a',
        name: text('合'),
        set: { seen: 'string join(branches.fork.outcome, "+")' },
        to: 'all',
      },
      all: end('all', 'a'),
      bad: end('bad', 'a'),
      over: end('over'),
      odd: end('odd'),
    },
  })
  const begun = () => new CasePlay(nested).submitted({ first: 'b' })

  it('enters and leaves each level, and a group that is a branch goes on within the branch', () => {
    const play = begun()
    expect(play.active()).toEqual(['work', 'one'])
    play.act(ben, 'one', 'ok')
    expect(play.active()).toEqual(['work', 'x', 'z'])
    play.act(ben, 'z', 'ok').act(ben, 'x', 'ok')
    expect(play.active()).toEqual(['work', 'after'])
    play.act(ben, 'after', 'ok').act(ben, 'work', 'ok')
    expect(play.state).toMatchObject({ outcome: 'over', data: { seen: 'worked+after' } })
    // The group, two branches, and two in the inner parallel; no second one for groups that are branches.
    expect(play.state.branches.map(({ node, entry, status }) => [node, entry, status])).toEqual([
      ['a', 'fork', 'done'],
      ['fork', 'work', 'done'],
      ['fork', 'check', 'done'],
      ['both', 'x', 'done'],
      ['both', 'deep', 'done'],
    ])
  })

  it('gives up everything inside when a route leaves it', () => {
    const play = begun().act(ben, 'one', 'ok').act(ben, 'z', 'no')
    // `bad` ends the outer group: both parallels are left with all that ran in them.
    expect(play.state.outcome).toBe('odd')
    expect(play.state.branches.map(({ status }) => status)).toEqual([
      'done',
      'cancelled',
      'cancelled',
      'cancelled',
      'cancelled',
    ])
    expect(play.step('work')).toMatchObject({ status: 'cancelled', decision: 'cancelled' })
  })
})

describe('a way on', () => {
  it('is refused where no guard holds, with nothing changed', () => {
    const definition = buildProcedure({
      nodes: {
        draft,
        a: { kind: 'choice', name: text('选'), to: [{ when: 'amount > 1', to: 'over' }] },
        over: end('over'),
      },
    })
    const play = new CasePlay(definition).open({})
    expect(play.refusal(ann, play.acting('draft', 'submit')).code).toBe('cases.no_way_on')
  })

  it('that goes round in circles without a step is a fault of the definition', () => {
    const definition = buildProcedure({
      nodes: {
        draft,
        a: { kind: 'choice', name: text('选'), to: 'b' },
        b: { kind: 'choice', name: text('选'), to: 'a' },
      },
    })
    const play = new CasePlay(definition).open({})
    expect(() => play.ask(ann, play.acting('draft', 'submit'))).toThrow('circles')
  })
})
