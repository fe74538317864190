import { describe, expect, it } from 'vitest'
import { ann, ben, CasePlay, cat, person, places, proceed, text } from '#tests/case-play'
import type { CaseData } from './case-state.ts'
import type { NodeDefinition, ProcedureDefinition } from './definition.ts'

const nodes: Record<string, NodeDefinition> = {
  a: {
    kind: 'step',
    name: text('承办'),
    by: 'first',
    fields: { title: 'read', note: 'edit', amount: 'required', secret: 'hidden' },
    actions: {
      agree: {
        name: text('同意'),
        to: 'b',
        set: { level: 'if amount > 100 then "high" else "low"', copyOf: 'level' },
      },
      object: { name: text('不同意'), to: 'done', opinion: 'required', needs: ['second'] },
      large: { name: text('大额'), to: 'done', guard: 'amount >= 1000', guardText: text('不足一千') },
    },
  },
  b: {
    kind: 'choice',
    name: text('分级'),
    to: [{ when: 'level = "high"', to: 'c' }, { to: 'done' }],
  },
  c: { kind: 'step', name: text('复核'), by: 'second', actions: { ok: { name: text('好'), to: 'done' } } },
  done: { kind: 'end', name: text('结束'), outcome: 'done', tone: 'good' },
}
const parts: Partial<ProcedureDefinition> = {
  fields: {
    level: { label: text('级别'), schema: { type: 'string' } },
    copyOf: { label: text('级别又记'), schema: { type: 'string' } },
    secret: { label: text('秘密'), schema: { type: 'string' } },
  },
}

describe.each(places)('acting on a step %s', (place) => {
  const begun = (data: CaseData = {}) =>
    new CasePlay(proceed(place, nodes, parts)).submitted({ first: 'b', second: 'c', ...data })

  it('records what was entered, the changed fields only, and evaluates what the action sets in order', () => {
    const play = begun({ note: '旧' }).act(ben, 'a', 'agree', { data: { note: '旧', amount: 200 } })
    expect(play.state.data).toMatchObject({ note: '旧', amount: 200, level: 'high', copyOf: 'high' })
    const changes = play.events.flatMap((event) => (event.kind === 'data-changed' ? [event.data] : []))
    expect(changes).toContainEqual({ amount: 200 })
    expect(play.active()).toContain('c')
  })

  it('goes the way that the data say', () => {
    const play = begun().act(ben, 'a', 'agree', { data: { amount: 5 } })
    expect(play.active()).not.toContain('c')
  })

  it('asks for required fields, those of the action too, and names each that is missing', () => {
    const play = begun({ second: '' })
    expect(play.refusal(ben, play.acting('a', 'agree'))).toEqual({
      code: 'cases.field_required',
      path: ['amount'],
    })
    const outcome = play.ask(ben, play.acting('a', 'object', { opinion: '不' }))
    expect(outcome.ok ? [] : outcome.issues.map(({ path }) => path)).toEqual([['amount'], ['second']])
    play.act(ben, 'a', 'object', { opinion: '不', data: { amount: 1, second: 'c' } })
    expect(play.step('a').decision).toBe('object')
  })

  it('does not count what was cleared, nor an empty text', () => {
    const play = begun({ amount: 3 })
    expect(play.refusal(ben, play.acting('a', 'agree', { data: { amount: null } })).code).toBe(
      'cases.field_required',
    )
    play.act(ben, 'a', 'agree')
    expect(play.state.data.level).toBe('low')
  })

  it('refuses fields that the step does not let one change', () => {
    const play = begun({ amount: 3 })
    for (const field of ['title', 'secret', 'level', 'second', 'unknown', 'constructor']) {
      const issue = play.refusal(ben, play.acting('a', 'agree', { data: { [field]: 'c' } }))
      expect(issue).toMatchObject({ code: 'cases.field_not_editable', path: [field] })
    }
  })

  it('refuses values that their schema does not allow', () => {
    const play = begun()
    expect(play.refusal(ben, play.acting('a', 'agree', { data: { amount: 'viel' } }))).toMatchObject({
      code: 'cases.field_invalid',
      path: ['amount'],
    })
  })

  it('asks for an opinion where the action does, and blanks are none', () => {
    const play = begun({ amount: 3 })
    const blank = play.acting('a', 'object', { opinion: '  ' })
    expect(play.refusal(ben, blank)).toMatchObject({ code: 'cases.opinion_required', path: ['opinion'] })
  })

  it('holds the guard to what was entered with the act, and an unknown guard does not hold', () => {
    const play = begun({ amount: 3 })
    const large = play.acting('a', 'large')
    expect(play.refusal(ben, large)).toMatchObject({
      code: 'cases.guard',
      params: { text: { zh: '不足一千' } },
    })
    play.do(ben, { ...large, data: { amount: 1000 } })
    expect(play.step('a').decision).toBe('large')
  })

  it('keeps what was saved, and takes it for the act', () => {
    const play = begun()
    const activation = play.step('a').id
    play.do(ben, { kind: 'save', activation, data: { amount: 7, second: 'd' } })
    expect(play.events.at(-1)).toMatchObject({ kind: 'data-changed', data: { amount: 7, second: 'd' } })
    play.do(ben, { kind: 'save', activation, data: { amount: 7 } })
    expect(play.refusal(ben, { kind: 'save', activation, data: { title: 'x' } }).code).toBe(
      'cases.field_not_editable',
    )
    expect(play.refusal(cat, { kind: 'save', activation, data: { amount: 8 } }).code).toBe('cases.not_yours')
    expect(play.act(ben, 'a', 'agree').state.data.amount).toBe(7)
  })

  it('lets a substitute act in absence, and says for whom', () => {
    const absent = { userId: 'ben', name: '贝' }
    const definition = proceed(place, nodes, {
      ...parts,
      participants: { first: { kind: 'field', field: 'signer', name: text('承办人') } },
      fields: {
        ...parts.fields,
        signer: { label: text('承办人'), schema: { type: 'string', format: 'person' } },
      },
    })
    const play = new CasePlay(definition).submitted({ signer: 'ben', second: 'c', amount: 1 })
    expect(play.refusal(person('bob', 'b'), play.acting('a', 'agree')).code).toBe('cases.not_yours')
    play.act(person('zoe', 'z', { substitutesFor: [absent] }), 'a', 'agree')
    expect(play.step('a').seats[0]?.actedBy).toEqual({
      userId: 'zoe',
      organisationId: 'z',
      name: 'zoe',
      onBehalfOf: absent,
    })
  })

  it('lets a substitute act for the organisation of the absent, within the roles of the absent', () => {
    const absent = { userId: 'ben', name: '贝', organisationId: 'b', roles: ['staff'] }
    const play = begun({ amount: 1 })
    play.act(person('zoe', 'z', { substitutesFor: [absent] }), 'a', 'agree')
    expect(play.step('a').seats[0]?.actedBy).toMatchObject({
      userId: 'zoe',
      onBehalfOf: { userId: 'ben', name: '贝' },
    })
  })

  it('is barred while a bar holds, with its text and source', () => {
    const source = { text: text('准入标准'), status: 'verified' as const, date: '2025-01-01' }
    const bars = {
      rejected: { when: 'count(related[outcome = "rejected"]) > 0', text: text('已不予准入'), source },
    }
    const related = [{ caseId: 'x', procedure: 'p', number: '1', outcome: 'rejected', closed: true }]
    const play = new CasePlay(proceed(place, nodes, { ...parts, bars })).submitted({
      first: 'b',
      second: 'c',
    })
    play.env = { ...play.env, related }
    for (const command of [
      play.acting('a', 'agree'),
      { kind: 'comment', text: 'x', attachments: [] } as const,
    ])
      expect(play.refusal(ben, command)).toMatchObject({
        code: 'cases.barred',
        params: { bar: 'rejected', text: { zh: '已不予准入' }, source: { date: '2025-01-01' } },
      })
    const another = new CasePlay(play.definition, { related })
    expect(() => another.open({}, ann)).toThrow('cases.barred')
  })
})
