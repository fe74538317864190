import { describe, expect, it } from 'vitest'
import { ann, ben, boss, CasePlay, cat, dan, eve, person, places, proceed, text } from '#tests/case-play'
import type { CaseCommand } from './commands.ts'
import type { NodeDefinition, ProcedureDefinition } from './definition.ts'

const nodes: Record<string, NodeDefinition> = {
  a: {
    kind: 'step',
    name: text('承办'),
    by: 'signers',
    sign: { rule: 'all', mixed: 'object' },
    allow: ['copy', 'urge'],
    actions: { agree: { name: text('同意'), to: 'done' }, object: { name: text('不同意'), to: 'done' } },
  },
  done: { kind: 'end', name: text('结束'), outcome: 'done', tone: 'good' },
}
const parts: Partial<ProcedureDefinition> = { termination: { by: ['leader'], outcome: 'stopped' } }

describe.each(places)('what concerns the case as a whole, work being %s', (place) => {
  const begun = () => new CasePlay(proceed(place, nodes, parts)).submitted({ signers: ['b', 'c'] })
  const stop: CaseCommand = { kind: 'terminate', reason: '项目取消' }
  const remark: CaseCommand = { kind: 'comment', text: ' 请注意时限 ', attachments: [] }

  it('终止: ends everything that runs, and nothing goes on after it', () => {
    const play = begun().act(ben, 'a', 'agree')
    const acting = play.acting('a', 'agree')
    play.do(boss, stop)
    expect(play.state).toMatchObject({ outcome: 'stopped', closedAt: play.env.now })
    expect(play.step('a')).toMatchObject({ status: 'cancelled', decision: 'terminated' })
    expect(play.seats('a')).toEqual({ b: 'acted', c: 'skipped' })
    for (const command of [acting, stop, remark])
      expect(play.refusal(command === acting ? cat : boss, command)).toMatchObject({
        code: 'cases.closed',
        params: { outcome: 'stopped' },
      })
  })

  it('终止 needs a reason and one of those named', () => {
    const play = begun()
    expect(play.refusal(boss, { kind: 'terminate', reason: '' }).code).toBe('cases.reason_required')
    expect(play.refusal(ann, stop).code).toBe('cases.not_yours')
    const none = new CasePlay(proceed(place, nodes)).submitted({ signers: ['b'] })
    expect(none.refusal(boss, stop).code).toBe('cases.not_allowed_here')
  })

  it('抄送: adds readers, once each, and tells them', () => {
    const play = begun()
    play.do(ben, { kind: 'copy', to: ['org:d', 'user:eve', 'org:d'], note: '请阅' })
    play.do(cat, { kind: 'copy', to: ['org:d'], note: null })
    expect(play.state.copies).toEqual(['org:d', 'user:eve'])
    expect(play.refusal(ben, { kind: 'copy', to: [], note: null }).code).toBe('cases.party_required')
    expect(play.refusal(ben, { kind: 'copy', to: ['d'], note: null }).code).toBe('cases.party_invalid')
    expect(play.refusal(dan, { kind: 'copy', to: ['org:e'], note: null }).code).toBe('cases.not_allowed_here')
  })

  it('催办: counts, and reminds those whose turn it is', () => {
    const play = begun().act(ben, 'a', 'agree')
    const urging: CaseCommand = { kind: 'urge', activation: play.step('a').id, note: '请尽快' }
    play.do(ann, urging).do(ann, urging)
    expect(play.step('a').seats.map(({ urged }) => urged)).toEqual([0, 2])
    expect(play.effects).toMatchObject([{ kind: 'notify', message: 'urged', to: ['org:c'] }])
    // One who has signed waits too; one whose turn it is urges nobody by it; a stranger does not.
    play.do(ben, urging)
    expect(play.refusal(cat, urging).code).toBe('cases.not_yours')
    expect(play.refusal(dan, urging).code).toBe('cases.not_yours')
    expect(play.refusal(ann, { ...urging, activation: play.step('draft').id }).code).toBe('cases.stale')
  })

  it('comments come from whoever has to do with the case', () => {
    const play = begun()
    for (const actor of [ann, ben, boss]) play.do(actor, remark)
    expect(play.events.at(-1)).toMatchObject({
      kind: 'commented',
      text: '请注意时限',
      by: { userId: 'boss' },
    })
    expect(play.refusal(eve, remark).code).toBe('cases.not_yours')
    play.do(ben, { kind: 'copy', to: ['org:e'], note: null }).do(eve, remark)
    expect(play.refusal(ann, { ...remark, text: '  ' }).code).toBe('cases.text_required')
  })

  it('tells the initiator and the readers when it is over, and the case that waits for it', () => {
    const play = begun()
    play.do(ben, { kind: 'copy', to: ['org:d'], note: null })
    play.do(boss, stop)
    expect(play.effects).toMatchObject([
      { kind: 'notify', message: 'closed', to: ['org:park', 'org:d'], params: { outcome: 'stopped' } },
    ])
  })

  it('takes only from the system what is the system’s, and from people what is theirs', () => {
    const play = begun()
    expect(play.refusal(boss, { kind: 'tick' }).code).toBe('cases.system_only')
    expect(play.refusal(boss, { kind: 'number', number: '1' }).code).toBe('cases.system_only')
    expect(play.refusal(null, stop).code).toBe('cases.person_only')
  })

  it('is numbered once', () => {
    const play = begun()
    expect(play.events.filter(({ kind }) => kind === 'submitted')).toHaveLength(1)
    play.do(null, { kind: 'number', number: '2026-7' })
    expect(play.state.number).toBe('2026-7')
    expect(play.refusal(null, { kind: 'number', number: '2026-8' }).code).toBe('cases.stale')
    const drafted = new CasePlay(proceed(place, nodes)).open({ signers: ['b'] })
    expect(drafted.refusal(null, { kind: 'number', number: '1' }).code).toBe('cases.stale')
  })
})

describe('a case', () => {
  it('is started by those who may, in the name of whoever they are', () => {
    const stranger = person('x', 'park', { roles: ['guest'] })
    const play = new CasePlay(proceed('in the case itself', nodes))
    expect(() => play.open({}, stranger)).toThrow('cases.not_opened_by_you')
  })
})
