import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/kernel'
import { readProcedureExample } from '#tests/procedure-example'
import { checkDefinition } from './check-definition.ts'
import { DEFINITION_FINDING_CODES, type DefinitionFinding } from './definition-findings.ts'
import { parseDefinition } from './parse-definition.ts'

const known = {
  accountRoles: ['enterprise', 'zone_office', 'department'],
  calendars: ['workdays'],
  procedures: ['track-handover'],
}

type Part = Record<string, Json>

/** The example of the manual with one thing changed; `null` takes a part out. */
function findingsOf(changes: Readonly<Record<string, Json | undefined>>): readonly DefinitionFinding[] {
  const json = readProcedureExample()
  for (const [place, value] of Object.entries(changes)) {
    const keys = place.split('/')
    const last = keys.pop() ?? ''
    let part: Part = json
    for (const key of keys) {
      part[key] ??= {}
      part = part[key] as Part
    }
    if (value === undefined) delete part[last]
    else part[last] = value
  }
  const parsed = parseDefinition(json)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return checkDefinition(parsed.value, known)
}

const name = { zh: '名', en: 'Name' }
const source = { text: name, status: 'assumed' }
const step = { kind: 'step', name, by: 'office', actions: { go: { name, to: 'granted' } } }
const asked = { type: 'array', maxItems: 3, items: { type: 'string', format: 'organisation' } }

/** What is changed in the example, which finding it brings, where. */
const cases: readonly [string, Readonly<Record<string, Json | undefined>>, string][] = [
  ['unknown_node', { 'nodes/draft/actions/submit/to': 'nowhere' }, 'nodes.draft.actions.submit.to'],
  ['unknown_node', { initial: 'toString' + 'x' }, 'initial'],
  ['unknown_field', { title: 'heading' }, 'title'],
  ['unknown_field', { 'nodes/check/actions/accept/needs': ['nothing'] }, 'nodes.check.actions.accept.needs'],
  ['unknown_setting', { 'clocks/acceptance/limit': 'never' }, 'clocks.acceptance.limit'],
  ['unknown_participant', { 'nodes/check/by': 'ghost' }, 'nodes.check.by'],
  ['unknown_calendar', { 'clocks/opinion/calendar': 'lunar' }, 'clocks.opinion.calendar'],
  [
    'unknown_message',
    { 'nodes/check/actions/ask/effects': [{ kind: 'notify', message: 'hello', to: ['applicant'] }] },
    'nodes.check.actions.ask.effects.0.message',
  ],
  ['unknown_role', { 'participants/office/role': 'king' }, 'participants.office'],
  ['unknown_procedure', { 'nodes/handover/procedure': 'secret' }, 'nodes.handover'],
  [
    'unknown_action',
    { 'clocks/opinion/stages/1/do': [{ act: 'guess' }] },
    'clocks.opinion.stages.1.do.0.act',
  ],
  [
    'unknown_pause_reason',
    { 'clocks/acceptance/pausedIn/0/reason': 'rest' },
    'clocks.acceptance.pausedIn.0.reason',
  ],
  [
    'unknown_placeholder',
    { letters: { grant: { name, when: 'cars > 1', heading: 'x', paragraphs: ['{purpose} {price}'] } } },
    'letters.grant',
  ],
  ['reserved_name', { 'fields/count': { label: name, schema: { type: 'string' } } }, 'fields.count'],
  ['unreachable', { 'nodes/lost': step }, 'nodes.lost'],
  [
    'dead_end',
    { 'nodes/check/actions/accept/to': 'supplement', 'nodes/check/actions/refuse/to': 'supplement' },
    'nodes.check',
  ],
  ['no_end', { 'nodes/granted/within': 'acceptance', 'nodes/refused/within': 'acceptance' }, 'nodes'],
  ['target_outside', { 'nodes/opinion/actions/object/to': 'refused' }, 'nodes.opinion.actions.object.to'],
  ['target_outside', { 'nodes/check/actions/refuse/to': 'refused' }, 'nodes.check.actions.refuse.to'],
  ['initial_not_inside', { 'nodes/acceptance/initial': 'draft' }, 'nodes.acceptance.initial'],
  ['initial_not_step', { initial: 'acceptance' }, 'initial'],
  ['initial_not_initiator', { 'nodes/draft/by': 'office' }, 'nodes.draft.by'],
  ['holder_not_holder', { 'nodes/granted/within': 'weigh' }, 'nodes.granted.within'],
  ['holder_cycle', { 'nodes/acceptance/within': 'acceptance' }, 'nodes.acceptance.within'],
  ['branch_not_inside', { 'nodes/opinions/each/node': 'draft' }, 'nodes.opinions.each'],
  ['branch_not_work', { 'nodes/opinions/each/node': 'agreed' }, 'nodes.opinions.each'],
  ['branches_unclear', { 'nodes/opinions/branches': ['opinion'] }, 'nodes.opinions.branches'],
  ['join_never_met', { 'nodes/opinions/join': { rule: 'count', count: 11 } }, 'nodes.opinions.join.count'],
  ['choice_without_else', { 'nodes/weigh/to': [{ when: 'cars > 1', to: 'handover' }] }, 'nodes.weigh.to'],
  [
    'guard_after_else',
    { 'nodes/weigh/to': [{ to: 'handover' }, { when: 'cars > 1', to: 'refused' }, { to: 'refused' }] },
    'nodes.weigh.to.0',
  ],
  [
    'endless_choice',
    { 'nodes/weigh/to': [{ when: 'cars > 1', to: 'weigh' }, { to: 'handover' }] },
    'nodes.weigh',
  ],
  [
    'field_never_filled',
    { 'nodes/check/fields/asked': 'read', 'nodes/check/actions/accept/needs': [] },
    'nodes.opinions.each.over',
  ],
  ['field_not_editable', { 'nodes/check/fields/asked': 'read' }, 'nodes.check.actions.accept.needs'],
  ['nobody_may_do', { 'participants/body/roles': ['king'] }, 'nodes.opinion.by'],
  ['nobody_may_do', { openedBy: ['king'] }, 'nodes.draft.by'],
  ['no_actions', { 'nodes/supplement/actions': {} }, 'nodes.supplement.actions'],
  ['no_action_for_people', { 'nodes/supplement/actions/answer/bySystem': true }, 'nodes.supplement.actions'],
  [
    'clock_action_untaken',
    { 'nodes/supplement/actions/answer/bySystem': true },
    'nodes.supplement.actions.answer',
  ],
  [
    'mixed_missing',
    { 'nodes/opinion/by': 'asked', 'nodes/opinion/sign': { rule: 'all' } },
    'nodes.opinion.sign',
  ],
  ['sign_rule_missing', { 'nodes/opinion/by': 'asked' }, 'nodes.opinion.sign'],
  ['sign_rule_idle', { 'nodes/check/sign': { rule: 'any' } }, 'nodes.check.sign'],
  [
    'count_missing',
    { 'nodes/opinion/by': 'asked', 'nodes/opinion/sign': { rule: 'count' } },
    'nodes.opinion.sign',
  ],
  [
    'count_too_high',
    {
      'fields/asked/schema': asked,
      'nodes/opinion/by': 'asked',
      'nodes/opinion/sign': { rule: 'count', count: 4 },
    },
    'nodes.opinion.sign.count',
  ],
  ['participant_outside_branch', { 'nodes/check/by': 'body' }, 'nodes.check.by'],
  [
    'guard_unexplained',
    { 'nodes/check/actions/refuse/guardText': undefined },
    'nodes.check.actions.refuse.guard',
  ],
  ['nothing_to_pause', { 'nodes/draft/allow': ['pause'] }, 'nodes.draft.allow'],
  ['nothing_to_extend', { 'nodes/draft/allow': ['extend'] }, 'nodes.draft.allow'],
  ['return_from_initial', { 'nodes/draft/returns': ['previous'] }, 'nodes.draft.returns'],
  ['repeats_idle', { 'nodes/check/repeats': 'accept' }, 'nodes.check.repeats'],
  ['owner_missing', { 'clocks/acceptance/owner': 'body' }, 'clocks.acceptance.owner'],
  ['owner_missing', { 'clocks/acceptance/owner': 'asked' }, 'clocks.acceptance.owner'],
  ['limit_not_time', { 'settings/acceptance/value': 5 }, 'clocks.acceptance.limit'],
  ['limit_not_covering', { 'clocks/opinion/limit/of': { day: 'opinion' } }, 'clocks.opinion.limit'],
  ['limit_value_unknown', { 'clocks/opinion/limit/of/dusk': 'opinion' }, 'clocks.opinion.limit'],
  ['stage_twice', { 'clocks/opinion/stages/0/code': 'due' }, 'clocks.opinion.stages.1'],
  ['stage_idle', { 'clocks/acceptance/stages': [{ code: 'due', at: 'due' }] }, 'clocks.acceptance.stages'],
  ['paused_outside', { 'clocks/acceptance/pausedIn/0/node': 'draft' }, 'clocks.acceptance.pausedIn.0.node'],
  ['clock_on_moment', { 'clocks/acceptance/on': 'weigh' }, 'clocks.acceptance.on'],
  ['field_not_party', { 'participants/asked/field': 'purpose' }, 'participants.asked'],
  ['field_not_list', { 'nodes/handover/over': 'purpose' }, 'nodes.handover.over'],
  ['field_not_list', { 'nodes/opinions/each/over': 'office' }, 'nodes.opinions.each.over'],
  ['field_not_text', { title: 'cars' }, 'title'],
  ['field_not_choice', { 'clocks/opinion/limit/by': 'cars' }, 'clocks.opinion.limit.by'],
  ['field_unused', { 'fields/spare': { label: name, schema: { type: 'string' } } }, 'fields.spare'],
  ['setting_unused', { 'settings/spare': { name, value: 3, source } }, 'settings.spare'],
  ['message_unused', { 'messages/spare': name }, 'messages.spare'],
  ['value_unnamed', { 'fields/hours/schema/enum': ['day', 'night', 'dusk'] }, 'fields.hours.values'],
  ['value_unknown', { 'fields/hours/values/dusk': name }, 'fields.hours.values'],
  [
    'column_unknown',
    { 'fields/purpose/items': { part: { label: name, schema: { type: 'string' } } } },
    'fields.purpose.items.part',
  ],
  ['pattern_unsafe', { 'fields/purpose/schema/pattern': '(a+)+$' }, 'fields.purpose.schema'],
  ['pattern_unsafe', { 'fields/purpose/schema/pattern': '[' }, 'fields.purpose.schema'],
  ['branch_field_outside', { 'nodes/check/fields/condition': 'edit' }, 'nodes.check.fields.condition'],
  ['numbering_without_year', { numbering: '{seq}' }, 'numbering'],
]

describe('checkDefinition', () => {
  it('has nothing to say of the example in the manual', () => {
    expect(findingsOf({})).toEqual([])
  })

  it.each(cases)('finds %s after %j', (code, changes, place) => {
    const found = findingsOf(changes)
    expect(found.map((finding) => [finding.code, finding.params['place']])).toContainEqual([code, place])
  })

  it('is tried with every code that it knows', () => {
    const tried = new Set([...cases.map(([code]) => code), 'expression'])
    expect(DEFINITION_FINDING_CODES.filter((code) => !tried.has(code))).toEqual([])
  })

  it.each([
    ['cars >', 'syntax'],
    ['now() > 1', 'function'],
    ['price > 10', 'name'],
    ['settings.price > 10', 'name'],
    ['condition = "a"', 'name'],
    ['branch.key = "a"', 'name'],
    ['branches.weigh[outcome = "a"] = null', 'name'],
    ['purpose > 10', 'type'],
    ['cars = "ten"', 'type'],
    ['hours = "dusk"', 'value'],
    ['hours in ("day", "dusk")', 'value'],
    ['purpose', 'type'],
    ['count(purpose) > 1', 'type'],
    ['hours = "day" and cars', 'type'],
    ['not(cars)', 'type'],
    ['list contains(asked, 1)', 'type'],
    ['some a in asked satisfies a > 3', 'type'],
    ['cars + purpose = 3', 'type'],
    // Read by the language as `cars in ([5..10] or …)`.
    ['cars in [5..10] or hours = "day"', 'type'],
    ['count(branches.opinions[score > 1]) > 0', 'name'],
  ])('finds the slip in the guard %s', (guard, problem) => {
    const found = findingsOf({ 'nodes/check/actions/refuse/guard': guard })
    expect(found.filter(({ code }) => code === 'expression')).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        node: 'check',
        params: expect.objectContaining({ problem, place: 'nodes.check.actions.refuse.guard' }) as unknown,
      }),
    )
  })

  it.each([
    'cars > 10 and hours = "night"',
    'list contains(asked, "fengtai")',
    'count(related[procedure = "test-track" and closed]) = 0',
    'material != null or returns > 1',
    'settings.opinion.amount > 2',
    'if cars > 10 then hours = "day" else null',
    'count(branches.opinions[outcome = "agreed" and condition != null]) >= 1',
    '(cars in [5..10]) or cars between 12 and 15',
    'every a in asked satisfies starts with(a, "fengtai")',
  ])('accepts the guard %s', (guard) => {
    expect(findingsOf({ 'nodes/check/actions/refuse/guard': guard })).toEqual([])
  })

  it('lets a clock or different voices take what no person may', () => {
    const differ = { name, bySystem: true, to: 'objected' }
    const signed = { 'nodes/opinion/by': 'asked', 'nodes/opinion/sign': { rule: 'all', mixed: 'differ' } }
    expect(findingsOf({ ...signed, 'nodes/opinion/actions/differ': differ })).toEqual([])
    expect(findingsOf({ 'nodes/opinion/actions/differ': differ }).map(({ code }) => code)).toEqual([
      'clock_action_untaken',
    ])
  })

  it('lets a group that begins a branch end it by naming the parallel node', () => {
    const group = {
      'nodes/work': { kind: 'group', within: 'opinions', name, initial: 'opinion', to: 'opinions' },
      'nodes/opinions/each/node': 'work',
      'nodes/opinion/within': 'work',
      'nodes/agreed/within': 'work',
      'nodes/objected/within': 'work',
    }
    expect(findingsOf(group)).toEqual([])
    expect(findingsOf({ ...group, 'nodes/work/to': 'weigh' }).map(({ code }) => code)).toContain(
      'target_outside',
    )
  })

  it('knows fields of branches inside parallel work', () => {
    const guard = 'condition = null and branch.condition = null and branch.key != null'
    const action = {
      'nodes/opinion/actions/agree/guard': guard,
      'nodes/opinion/actions/agree/guardText': name,
    }
    expect(findingsOf(action)).toEqual([])
  })

  it('knows how clocks went in measures only', () => {
    const late = 'clocks.acceptance = "tardy"'
    expect(findingsOf({ 'measures/prompt/expression': late }).map(({ code }) => code)).toEqual(['expression'])
    expect(findingsOf({ 'nodes/check/actions/refuse/guard': 'clocks.acceptance = "late"' })).toHaveLength(1)
  })
})

describe('parseDefinition', () => {
  it.each<[string, string, Json | undefined]>([
    ['an unknown key', 'nodes/draft/colour', 'red'],
    ['a missing name', 'nodes/draft/name', undefined],
    ['a name in one language', 'nodes/draft/name', { zh: '草稿' }],
    ['an unknown kind', 'nodes/draft/kind', 'loop'],
    ['a name of every object', 'fields/constructor', { label: name, schema: { type: 'string' } }],
    ['a code with a blank', 'nodes/my step', step],
    ['a schema with a reference', 'fields/purpose/schema', { type: 'string', $ref: 'https://example.org' }],
    ['a limit below zero', 'settings/opinion/value/amount', -1],
    ['a numbering without a number', 'numbering', '试〔{year}〕'],
    ['a mistyped stage', 'clocks/opinion/stages/0/at', { before: { amount: 1, unit: 'week' } }],
  ])('refuses %s and says where', (_, place, value) => {
    const json = readProcedureExample()
    const keys = place.split('/')
    const last = keys.pop() ?? ''
    const part = keys.reduce<Part>((at, key) => at[key] as Part, json)
    if (value === undefined) delete part[last]
    else part[last] = value
    const parsed = parseDefinition(json)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.issues[0]?.code).toBe('cases.definition_invalid')
    const path = parsed.issues[0]?.path?.join('/') ?? ''
    expect(path.startsWith(keys.join('/'))).toBe(true)
  })

  it('refuses what is no object', () => {
    for (const json of [null, [], 'x', 7, {}]) expect(parseDefinition(json).ok).toBe(false)
  })

  it('takes nothing over under a name that would change every object', () => {
    const text = JSON.stringify(readProcedureExample()).replace(
      '"messages":{}',
      '"messages":{"__proto__":{"zh":"a","en":"b"}}',
    )
    const parsed = parseDefinition(JSON.parse(text))
    expect(parsed.ok && Object.getPrototypeOf(parsed.value.messages)).toBe(Object.prototype)
    expect(parsed.ok && 'zh' in parsed.value.messages).toBe(false)
  })
})
