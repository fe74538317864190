import { describe, expect, it } from 'vitest'
import { beijing } from '#tests/calendars'
import { ben, CasePlay, cat, MONDAY, places, proceed, text } from '#tests/case-play'
import type { NodeDefinition, ProcedureDefinition } from './definition.ts'
import { bars, measure, warnings } from './measures.ts'
import { owed } from './owed.ts'

const HOUR = 3_600_000
const source = { text: text('约定'), status: 'assumed' as const }

const nodes: Record<string, NodeDefinition> = {
  a: {
    kind: 'step',
    name: text('承办'),
    by: 'signers',
    sign: { rule: 'all', mixed: 'ok' },
    fields: { amount: 'required', note: 'required' },
    actions: { ok: { name: text('办结'), to: 'b' } },
  },
  b: {
    kind: 'step',
    name: text('评价'),
    by: 'first',
    actions: { ok: { name: text('评'), to: 'over', set: { rated: 'amount >= 5' } } },
  },
  over: { kind: 'end', name: text('完'), outcome: 'good', tone: 'good' },
}
const parts: Partial<ProcedureDefinition> = {
  settings: { hours: { name: text('时限'), value: { amount: 2, unit: 'hour' }, source } },
  fields: { rated: { label: text('满意'), schema: { type: 'boolean' } } },
  clocks: {
    answer: {
      name: text('响应'),
      on: 'a',
      owner: 'signers',
      limit: 'hours',
      calendar: 'workdays',
      dayRule: 'elapsed',
      stages: [],
    },
  },
  measures: {
    responded: {
      name: text('响应'),
      expression:
        'if clocks.answer = "on-time" then true else if clocks.answer = "late" then false else null',
      source,
    },
    satisfied: { name: text('满意'), expression: 'rated', source },
    solved: { name: text('解决'), expression: 'if outcome = null then null else outcome = "good"', source },
    words: { name: text('无'), expression: 'title', source },
  },
  warnings: { large: { when: 'amount > 8', text: text('数额大'), source } },
  bars: { huge: { when: 'amount > 100', text: text('太大'), source } },
}

describe.each(places)('what is counted and owed %s', (place) => {
  const begun = () =>
    new CasePlay(proceed(place, nodes, parts)).submitted({ signers: ['b', 'c'], first: 'e' })
  const counted = (play: CasePlay) => measure(play.definition, play.state, play.env)
  const owing = (play: CasePlay) =>
    owed(play.definition, play.state, play.env).filter(({ node }) => node !== 'side')
  const filled = { data: { amount: 9, note: '好' } }

  it('measures: yes, no, and null while it cannot be said', () => {
    const play = begun()
    expect(counted(play)).toEqual({ responded: null, satisfied: null, solved: null, words: null })
    play
      .at(MONDAY + HOUR)
      .act(ben, 'a', 'ok', filled)
      .act(cat, 'a', 'ok')
    expect(counted(play)).toMatchObject({ responded: true, satisfied: null })
    const late = begun().at(MONDAY + 24 * HOUR)
    expect(counted(late).responded).toBe(false)
    late.act(ben, 'a', 'ok', filled).act(cat, 'a', 'ok')
    expect(counted(late).responded).toBe(false)
  })

  it('warnings and bars that hold', () => {
    const play = begun()
    expect(warnings(play.definition, play.state, play.env)).toEqual([])
    play.act(ben, 'a', 'ok', filled)
    expect(warnings(play.definition, play.state, play.env)).toEqual(['large'])
    expect(bars(play.definition, play.state, play.env)).toEqual([])
    play.act(cat, 'a', 'ok', { data: { amount: 101 } })
    expect(bars(play.definition, play.state, play.env)).toEqual(['huge'])
  })

  it('what is missing, who owes it, since when and until when', () => {
    const play = begun().do(ben, { kind: 'save', activation: begun().step('a').id, data: { note: '好' } })
    expect(owing(play)).toMatchObject([
      {
        node: 'a',
        party: 'org:b',
        fields: ['amount'],
        since: MONDAY,
        dueAt: beijing('2026-03-02 11:00'),
        overdue: false,
      },
      { node: 'a', party: 'org:c', fields: ['amount'] },
    ])
    play.at(MONDAY + 3 * HOUR).act(ben, 'a', 'ok', filled)
    expect(owing(play)).toMatchObject([{ party: 'org:c', fields: [], overdue: true }])
    play.act(cat, 'a', 'ok')
    expect(owing(play)).toMatchObject([{ node: 'b', party: 'org:e', dueAt: null, since: MONDAY + 3 * HOUR }])
  })
})
