import { describe, expect, it } from 'vitest'
import { checkRuleBook, compileRuleBook, judge, workOutAmount, type CompiledRuleBook } from '#domain/rules'
import { givenFacts, readData, shippedPolicies, shippedZoneBook } from '#tests/shipped-rules'
import { checkPolicy } from './check-policy.ts'
import { holdsOn, policyBook } from './policy-book.ts'
import { parseStackingGroups } from './parse-policy.ts'
import type { PolicyDefinition, StackingGroup } from './policy.ts'

const ON = '2026-11-22'
const zone = shippedZoneBook()
const policies = shippedPolicies()
const all = [...policies.values()]

function shippedGroups(): readonly StackingGroup[] {
  const parsed = parseStackingGroups(readData('policies', 'groups.json'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

function newest(): PolicyDefinition[] {
  const found = new Map<string, PolicyDefinition>()
  for (const policy of all.toSorted((one, other) => (one.valid.from < other.valid.from ? -1 : 1)))
    found.set(policy.code, policy)
  return [...found.values()]
}

const books = new Map<string, CompiledRuleBook>()

/** All that hold on a day; in every park, which examples are not about. */
function compiledOn(on: string): CompiledRuleBook {
  const known = books.get(on)
  if (known !== undefined) return known
  const then = all.filter((policy) => holdsOn(policy, on)).map((policy) => ({ ...policy, parks: null }))
  const made = compileRuleBook(policyBook(then, zone, { on }), on)
  if (!made.ok) throw new Error(`${on}: ${JSON.stringify(made.issues)}`)
  books.set(on, made.value)
  return made.value
}

describe('shipped policies', () => {
  it('say everything in both languages', () => {
    const empty = (value: unknown, path: string): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, part]) =>
            key === 'en' && part === '' ? [path] : empty(part, `${path}.${key}`),
          )
    expect([...policies].flatMap(([file, policy]) => empty(policy, file))).toEqual([])
  })

  it('are enough, of every level and procedure, some over and replaced', () => {
    expect(newest().length).toBeGreaterThanOrEqual(44)
    for (const level of ['national', 'city', 'zone', 'district', 'park'] as const)
      expect(all.some((policy) => policy.level === level)).toBe(true)
    for (const procedure of ['direct', 'fast', 'ordinary'] as const)
      expect(all.filter((policy) => policy.procedure === procedure).length).toBeGreaterThanOrEqual(3)
    expect(all.filter(({ valid }) => valid.to !== null && valid.to <= ON).length).toBeGreaterThanOrEqual(4)
    expect(all.length - newest().length).toBeGreaterThanOrEqual(3)
    expect(all.some(({ supersedes }) => supersedes.length > 0)).toBe(true)
  })

  it('have nothing that the check of policies complains of', () => {
    const parks = (
      readData('zones', 'zhongguancun', 'zone.json') as { organisations: { code: string; kind: string }[] }
    ).organisations.flatMap(({ code, kind }) => (kind === 'park' ? [code] : []))
    const around = { others: newest(), groups: shippedGroups(), parks, facts: zone.facts }
    for (const [name, policy] of policies) expect(checkPolicy(policy, around), name).toEqual([])
  })

  it('have rules and amounts that the check of rules has nothing against', () => {
    const now = all.filter((policy) => holdsOn(policy, ON))
    const ours = new Set(now.map(({ code }) => code))
    const findings = checkRuleBook(policyBook(now, zone, { on: ON }), ON)
    expect(
      findings
        .filter(({ rule, place }) => ours.has(rule ?? '') || ours.has(place.code))
        .map(({ code, rule, place }) => ({ code, rule, place })),
    ).toEqual([])
  }, 120_000)

  it('do not stay two versions of one at a time', () => {
    for (const policy of newest()) {
      const versions = all.filter(({ code }) => code === policy.code)
      expect(versions.filter((one) => holdsOn(one, ON)).length, policy.code).toBeLessThanOrEqual(1)
    }
  })

  it('are marked as invented, but for those that rest on a published text', () => {
    for (const { code, status, title, issuer } of all) {
      expect(title.zh.endsWith('（演示）') && issuer.zh.endsWith('（演示）'), code).toBe(status === 'example')
    }
  })

  it.each([...policies])('%s: its examples hold', (_, policy) => {
    expect(policy.tests.length).toBeGreaterThanOrEqual(2)
    const { code } = policy
    for (const { title, on, facts, expect: wanted } of policy.tests) {
      expect(holdsOn(policy, on), title).toBe(true)
      const book = compiledOn(on)
      const sheet = givenFacts(facts)
      expect(judge(book, code, sheet).answer, title).toBe(wanted.answer)
      if (wanted.amount === null) continue
      expect(workOutAmount(book, code, sheet).value, title).toBe(wanted.amount)
    }
  })
})
