import { expect, test } from 'vitest'
import { parsePolicy } from '#domain/matching'
import type { PolicyFindingView } from '#contract/policies'
import type { RuleNode } from '#domain/rules'
import { filledDefinition, shapeFindings } from './filled-definition.ts'
import { nodeAt, nodesOfFinding, partOf } from './finding-places.ts'
import { readDraft, sameDefinition } from './read-draft.ts'
import { trialDefinition, unwritten } from './trial-definition.ts'

const row = { code: 'trial-1', valid: { from: '2026-01-01', to: null } }
function draftOf(draft: unknown) {
  return readDraft({ definition: null, draft, row })
}
function condition(id: string, when: string): RuleNode {
  return {
    kind: 'condition',
    id,
    title: { zh: '', en: '' },
    when,
    clause: null,
    status: 'unverified',
    off: false,
  }
}

test('a draft without a shape is read field by field; what fits stays', () => {
  const read = draftOf({
    title: { zh: '试行办法' },
    level: 'park',
    parks: ['haidian'],
    budget: 'many',
    valid: { from: '2026-03-01', to: '2027-01-01' },
    benefit: { kind: 'money', amount: '10', ceiling: 'high' },
    eligibility: { kind: 'all', id: 'root', title: null, of: [condition('c1', 'a > 1')] },
  })
  expect(read).toMatchObject({
    code: 'trial-1',
    title: { zh: '试行办法', en: '' },
    level: 'park',
    parks: ['haidian'],
    budget: [],
    valid: { from: '2026-03-01', to: '2027-01-01' },
    benefit: { amount: '10', ceiling: null, step: 0.01 },
    eligibility: { of: [{ id: 'c1' }] },
  })
  expect(draftOf({ eligibility: { kind: 'all', id: 'root', of: [{ kind: 'all' }] } }).eligibility).toEqual({
    kind: 'all',
    id: 'root',
    title: null,
    of: [],
  })
  expect(sameDefinition(read, { ...read })).toBe(true)
})

test('whom a draft reaches can be asked before its words are written', () => {
  const draft = {
    ...draftOf({}),
    eligibility: {
      kind: 'all' as const,
      id: 'root',
      title: null,
      of: [
        condition('c1', '上年度研发费用 >= 100'),
        condition('c2', ' '),
        { kind: 'not' as const, id: 'g1', title: null, of: condition('c3', '') },
        { kind: 'any' as const, id: 'g2', title: null, of: [condition('c4', '')] },
      ],
    },
  }
  const trial = trialDefinition(draft)
  expect(parsePolicy(draft).ok).toBe(false)
  expect(parsePolicy(trial).ok).toBe(true)
  expect(trial.eligibility).toMatchObject({ of: [{ id: 'c1', when: '上年度研发费用 >= 100' }] })
  expect(unwritten(draft.eligibility)).toEqual(['c2', 'c3', 'c4'])
  expect(trialDefinition({ ...draft, title: { zh: '甲', en: 'A' } })).toEqual(trial)
  expect(parsePolicy(trialDefinition(draftOf({}))).ok).toBe(true)
})

test('a finding leads to its section and to the conditions that it speaks of', () => {
  const definition = {
    ...draftOf({}),
    eligibility: {
      kind: 'all' as const,
      id: 'root',
      title: null,
      of: [
        condition('c1', 'a'),
        {
          kind: 'not' as const,
          id: 'g1',
          title: null,
          of: { kind: 'any' as const, id: 'g2', title: null, of: [condition('c2', 'b')] },
        },
      ],
    },
  }
  const finding: PolicyFindingView = {
    code: 'rules.check_never_pair',
    severity: 'error',
    from: 'rules',
    path: ['eligibility'],
    condition: null,
    range: null,
    params: { conditions: ['c1', 'c2'] },
  }
  expect(nodesOfFinding(finding, definition)).toEqual(['c1', 'c2'])
  expect(nodesOfFinding({ ...finding, params: {}, condition: 'c2' }, definition)).toEqual(['c2'])
  expect(
    nodeAt(definition.eligibility, ['eligibility', 'of', 1, 'of', 'of', 0, 'title', 'en']),
  ).toMatchObject({
    node: { id: 'c2' },
    rest: ['title', 'en'],
  })
  expect(partOf(['eligibility', 'of', 0])).toBe('conditions')
  expect(partOf(['title', 'zh'])).toBe('about')
  expect(partOf(['supersedes', 0])).toBe('groups')
})

test('what is written is checked while other places are still empty', () => {
  const draft = {
    ...draftOf({}),
    evidence: [{ id: 'e1', title: { zh: '', en: '' }, facts: [], required: true }],
    eligibility: {
      kind: 'all' as const,
      id: 'root',
      title: null,
      of: [
        condition('c1', 'a > 1'),
        condition('c2', ''),
        { kind: 'any' as const, id: 'g1', title: null, of: [] },
      ],
    },
  }
  const { definition, invented } = filledDefinition(draft)
  expect(parsePolicy(definition).ok).toBe(true)
  expect([...invented]).toEqual(['c2', 'g1-empty', 'g1'])
  expect(definition.eligibility).toMatchObject({ of: [{ when: 'a > 1', off: false }, { off: true }, {}] })
  expect(shapeFindings(draft).map(({ path }) => path.join('.'))).toEqual(
    expect.arrayContaining([
      'title.zh',
      'evidence.0.title.zh',
      'eligibility.of.1.when',
      'eligibility.of.2.of',
    ]),
  )
  expect(shapeFindings(definition)).toEqual([])
})
