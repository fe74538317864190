import type { Allowance, NodeDefinition, ProcedureDefinition, SignRule, StepNode } from '#domain/cases'
import { buildProcedure, text } from '#tests/case-play'

const source = { text: text('约定'), status: 'assumed' as const }
const ok = (to: string, more: Partial<StepNode['actions'][string]> = {}) => ({
  name: text('同意'),
  to,
  ...more,
})
const allow: readonly Allowance[] = [
  ...(['transfer', 'delegate', 'add-before', 'add-after', 'remove'] as const),
  ...(['withdraw', 'copy', 'urge', 'pause', 'extend'] as const),
]
const end = (outcome: string, within?: string): NodeDefinition => ({
  kind: 'end',
  name: text(outcome),
  outcome,
  tone: 'plain',
  ...(within === undefined ? {} : { within }),
})

/** Everything that a definition can hold, in one. */
export function everything(
  sign: SignRule,
  afterReturn: 'direct' | 'walk',
  skipRepeated: 'adjacent' | 'any',
): ProcedureDefinition {
  const open: Partial<StepNode> = { allow, returns: ['initiator', 'previous', 'earlier'], afterReturn }
  const signing: StepNode['actions'] = {
    agree: ok('sort'),
    object: { name: text('不同意'), to: 'sort', opinion: 'required' },
    halt: { name: text('否决'), to: 'inside', atOnce: true },
    large: { name: text('大额'), to: 'sort', guard: 'amount > 3' },
    silent: { name: text('逾期'), to: 'sort', bySystem: true },
  }
  const clock = { owner: 'first', calendar: 'workdays', dayRule: 'elapsed' } as const
  return buildProcedure({
    skipRepeated,
    termination: { by: ['leader'], outcome: 'stopped' },
    settings: {
      long: { name: text('长'), value: { amount: 5, unit: 'day' }, source },
      short: { name: text('短'), value: { amount: 6, unit: 'hour' }, source },
    },
    fields: { score: { label: text('分'), schema: { type: 'number' }, branch: 'open' } },
    pauseReasons: { expert: { name: text('评审'), evidence: 'optional', longest: 'long' } },
    bars: { never: { when: 'amount = 999', text: text('停'), source } },
    nodes: {
      draft: {
        kind: 'step',
        name: text('起草'),
        by: 'initiator',
        allow,
        fields: { amount: 'edit', signers: 'edit' },
        actions: { submit: ok('outer') },
      },
      outer: { kind: 'group', name: text('外'), initial: 'sign', to: 'last' },
      sign: {
        kind: 'step',
        within: 'outer',
        name: text('会签'),
        by: 'signers',
        sign,
        ...open,
        actions: signing,
      },
      sort: {
        kind: 'choice',
        within: 'outer',
        name: text('分'),
        to: [{ when: 'amount > 5', to: 'bodies' }, { when: 'amount > 2', to: 'ask' }, { to: 'mixed' }],
      },
      bodies: {
        kind: 'parallel',
        within: 'outer',
        name: text('各单位'),
        each: { over: 'signers', node: 'handle' },
        join: { rule: 'count', count: 2 },
        to: 'check',
      },
      handle: {
        kind: 'step',
        within: 'bodies',
        name: text('承办'),
        by: 'body',
        ...open,
        fields: { score: 'required' },
        actions: { ok: ok('second'), quick: ok('handled') },
      },
      second: {
        kind: 'step',
        within: 'bodies',
        name: text('再办'),
        by: 'body',
        ...open,
        repeats: 'ok',
        actions: { ok: ok('handled') },
      },
      handled: end('handled', 'bodies'),
      ask: {
        kind: 'subcase',
        within: 'outer',
        name: text('子件'),
        procedure: 'other',
        over: 'signers',
        data: { x: 'item' },
        wait: true,
        to: 'check',
      },
      mixed: {
        kind: 'parallel',
        within: 'outer',
        name: text('双'),
        branches: ['left', 'right'],
        join: { rule: 'all' },
        to: 'check',
      },
      left: {
        kind: 'step',
        within: 'mixed',
        name: text('左'),
        by: 'first',
        ...open,
        actions: { ok: ok('sideEnd') },
      },
      right: { kind: 'group', within: 'mixed', name: text('右'), initial: 'material', to: 'after' },
      material: {
        kind: 'step',
        within: 'right',
        name: text('补正'),
        by: 'second',
        ...open,
        actions: { ok: ok('rightEnd') },
      },
      rightEnd: end('right', 'right'),
      after: {
        kind: 'step',
        within: 'mixed',
        name: text('后'),
        by: 'leader',
        ...open,
        actions: { ok: ok('sideEnd') },
      },
      sideEnd: end('side', 'mixed'),
      check: {
        kind: 'step',
        within: 'outer',
        name: text('复核'),
        by: 'first',
        ...open,
        repeats: 'ok',
        actions: { ok: ok('inside') },
      },
      inside: end('inside', 'outer'),
      last: {
        kind: 'step',
        name: text('办结'),
        by: 'leader',
        ...open,
        repeats: 'ok',
        actions: { ok: ok('over') },
      },
      over: end('over'),
    },
    clocks: {
      whole: {
        ...clock,
        name: text('总'),
        on: 'outer',
        limit: 'long',
        pausedIn: [
          { node: 'material', reason: 'expert' },
          { node: 'ask', reason: 'expert' },
        ],
        stages: [
          { code: 'half', at: { share: 0.5 } },
          { code: 'due', at: 'due' },
        ],
      },
      sign: {
        ...clock,
        name: text('会签'),
        on: 'sign',
        limit: 'short',
        stages: [{ code: 'due', at: 'due', do: [{ urge: true }, { act: 'silent' }] }],
      },
      body: {
        ...clock,
        name: text('各办'),
        on: 'handle',
        owner: 'body',
        limit: 'short',
        stages: [
          { code: 'due', at: 'due', do: [{ act: 'quick' }] },
          { code: 'late', at: { after: { amount: 1, unit: 'day' } } },
        ],
      },
      side: { ...clock, name: text('双'), on: 'mixed', limit: 'short', stages: [{ code: 'due', at: 'due' }] },
    },
  })
}
