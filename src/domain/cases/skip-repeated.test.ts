import { describe, expect, it } from 'vitest'
import { ann, ben, CasePlay, cat, dan, places, proceed, text, type Place } from '#tests/case-play'
import type { NodeDefinition, ProcedureDefinition, StepNode } from './definition.ts'

const approve = (by: string, to: string, more: Partial<StepNode> = {}): StepNode => ({
  kind: 'step',
  name: text(by),
  by,
  repeats: 'agree',
  returns: ['previous'],
  actions: { agree: { name: text('同意'), to }, object: { name: text('不同意'), to: 'stopped' } },
  ...more,
})

/** Three approvals one after the other: 甲, 乙, 丙 (a list). */
function nodes(third: Partial<StepNode> = {}): Record<string, NodeDefinition> {
  return {
    a: approve('first', 'b'),
    b: approve('second', 'c'),
    c: approve('signers', 'done', third),
    done: { kind: 'end', name: text('完'), outcome: 'done', tone: 'good' },
    stopped: { kind: 'end', name: text('停'), outcome: 'stopped', tone: 'bad' },
  }
}

function begun(
  place: Place,
  span: ProcedureDefinition['skipRepeated'],
  data: { first: string; second: string; signers: string[] },
  third: Partial<StepNode> = {},
): CasePlay {
  return new CasePlay(
    proceed(place, nodes(third), span === undefined ? {} : { skipRepeated: span }),
  ).submitted(data)
}

describe.each(places)('重复审批人自动跳过 %s', (place) => {
  const left = place === 'in the case itself' ? [] : ['side']

  it('passes over one who signed the step just before', () => {
    const play = begun(place, 'adjacent', { first: 'b', second: 'b', signers: ['c'] }).act(ben, 'a', 'agree')
    expect(play.step('b')).toMatchObject({ status: 'done', decision: 'agree' })
    expect(play.step('b').seats[0]).toMatchObject({ state: 'skipped', action: 'agree', note: 'repeated' })
    expect(play.active()).toContain('c')
  })

  it('passes over several in a row', () => {
    const play = begun(place, 'adjacent', { first: 'b', second: 'b', signers: ['b'] }).act(ben, 'a', 'agree')
    expect(play.active()).toEqual(left)
  })

  it.each([
    ['adjacent', ['c']],
    ['any', []],
    [undefined, ['c']],
  ] as const)('one who signed further back: %s', (span, waits) => {
    const play = begun(place, span, { first: 'b', second: 'c', signers: ['b'] })
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree')
    expect(play.active().filter((node) => node !== 'side')).toEqual(waits)
  })

  it('passes over one seat of several, whose voice counts', () => {
    const sign = { rule: 'all', mixed: 'object' } as const
    const play = begun(place, 'any', { first: 'b', second: 'c', signers: ['b', 'd'] }, { sign })
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree')
    expect(play.seats('c')).toEqual({ b: 'skipped', d: 'active' })
    play.act(dan, 'c', 'agree')
    expect(play.step('c').decision).toBe('agree')
  })

  it('passes over one in 依次 when their turn comes', () => {
    const sign = { rule: 'sequence', mixed: 'object' } as const
    const play = begun(place, 'any', { first: 'b', second: 'c', signers: ['d', 'b', 'c'] }, { sign })
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree').act(dan, 'c', 'agree')
    expect(play.seats('c')).toEqual({ d: 'acted', b: 'skipped', c: 'skipped' })
    expect(play.active()).toEqual(left)
  })

  it('asks again after a return, for what was signed before it no longer holds', () => {
    const play = begun(
      place,
      'any',
      { first: 'b', second: 'c', signers: ['b', 'd'] },
      { sign: { rule: 'all', mixed: 'object' } },
    )
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree')
    play.do(dan, { kind: 'return', activation: play.step('c').id, to: 'previous', reason: '请再核' })
    expect(play.step('b').seats[0]?.state).toBe('active')
    play.act(cat, 'b', 'agree')
    expect(play.active()).toContain('c')
  })

  it('asks the one to whom work was sent back, though they signed before', () => {
    const play = begun(place, 'adjacent', { first: 'b', second: 'b', signers: ['d'] }).act(ben, 'a', 'agree')
    expect(play.seats('b')).toEqual({ b: 'skipped' })
    play.do(dan, { kind: 'return', activation: play.step('c').id, to: 'previous', reason: '请再核' })
    expect(play.seats('b')).toEqual({ b: 'active' })
  })

  it('asks where something is to be filled in', () => {
    const play = begun(
      place,
      'any',
      { first: 'b', second: 'c', signers: ['b'] },
      { fields: { note: 'required' } },
    )
    play.act(ben, 'a', 'agree').act(cat, 'b', 'agree')
    expect(play.seats('c')).toEqual({ b: 'active' })
  })

  it('does not take handing in for signing', () => {
    const play = begun(place, 'any', { first: 'park', second: 'c', signers: ['d'] })
    expect(play.active()).toContain('a')
    expect(play.act(ann, 'a', 'agree').active()).toContain('b')
  })
})
