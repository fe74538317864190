import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { solveInteger } from '../../platform/optimisation/solve-integer.ts'
import {
  checkEntries,
  checkLayout,
  type CountBounds,
  type IndustryRole,
  type Layout,
  type LayoutEntry,
  type LayoutRuleSet,
} from './layout.ts'
import { proposeLayout, type LayoutQuestion } from './layout-proposal.ts'
import { parseLayoutRules } from './parse-layout.ts'
import { bilingual } from './policy.test-support.ts'

function rule(change: Partial<LayoutRuleSet> = {}): LayoutRuleSet {
  return {
    code: 'rule',
    title: bilingual('规则'),
    validFrom: '2021-01-01',
    validTo: null,
    source: { document: '规划', clause: null, url: null },
    status: 'example',
    leadingPerPark: null,
    cultivatedPerPark: null,
    parksPerIndustry: null,
    counts: 'leading',
    strictness: 'general',
    note: null,
    ...change,
  }
}
const bounds = (least: number | null, most: number | null): CountBounds => ({ least, most })

/** `甲: a b | c` is a park with leading a, b and cultivated c. */
function layoutOf(lines: readonly string[], industries: readonly string[]): Layout {
  const parks = lines.map((line) => line.split(':')[0] ?? '')
  const entries = lines.flatMap((line): LayoutEntry[] => {
    const [park = '', rest = ''] = line.split(':')
    const [leading = '', cultivated = ''] = rest.split('|')
    const some = (text: string, role: IndustryRole): LayoutEntry[] =>
      text
        .split(' ')
        .filter((industry) => industry !== '')
        .map((industry) => ({ park, industry, role }))
    return [...some(leading, 'leading'), ...some(cultivated, 'cultivated')]
  })
  return { parks, industries, entries }
}

describe('checkLayout', () => {
  const layout = layoutOf(['甲: a b c d |', '乙: a | b', '丙: a | b', '丁: a | b c d'], ['a', 'b', 'c', 'd'])

  test('answers the rules of each source apart', () => {
    const rules = [
      rule({
        code: '2023',
        leadingPerPark: bounds(1, 3),
        parksPerIndustry: bounds(0, 3),
        strictness: 'in-principle',
      }),
      rule({
        code: '2021',
        leadingPerPark: bounds(1, 2),
        cultivatedPerPark: bounds(1, 2),
        validTo: '2023-12-01',
      }),
    ]
    const [first, second] = checkLayout(layout, rules, '2024-01-01')
    expect(first).toMatchObject({ rule: '2023', inForce: true, satisfied: false })
    expect(
      first?.findings.map(({ code, severity, park, industry, params }) => [
        code,
        severity,
        park,
        industry,
        params.count,
      ]),
    ).toEqual([
      ['matching.leading_too_many', 'warning', '甲', null, 4],
      ['matching.industry_in_too_many_parks', 'warning', null, 'a', 4],
    ])
    expect(second).toMatchObject({ rule: '2021', inForce: false, satisfied: false })
    expect(
      second?.findings.map(({ code, severity, park, params }) => [code, severity, park, params.which]),
    ).toEqual([
      ['matching.leading_too_many', 'error', '甲', ['a', 'b', 'c', 'd']],
      ['matching.cultivated_too_few', 'error', '甲', []],
      ['matching.cultivated_too_many', 'error', '丁', ['b', 'c', 'd']],
    ])
  })

  test('counts parks of an industry by leading ones, by both roles, or by first ones', () => {
    const parks = (counts: LayoutRuleSet['counts']): unknown =>
      checkLayout(layout, [rule({ parksPerIndustry: bounds(2, 2), counts })], '2024-01-01')[0]?.findings.map(
        ({ industry, params }) => [industry, params.count],
      )
    expect(parks('leading')).toEqual([
      ['a', 4],
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ])
    expect(parks('both')).toEqual([
      ['a', 4],
      ['b', 4],
    ])
    expect(parks('first-leading')).toEqual([
      ['a', 4],
      ['b', 0],
      ['c', 0],
      ['d', 0],
    ])
  })

  test('is satisfied with one first industry, however many lead', () => {
    const first = rule({ leadingPerPark: bounds(1, 1), counts: 'first-leading' })
    expect(checkLayout(layout, [first], '2024-01-01')[0]?.satisfied).toBe(true)
    const none = layoutOf(['甲: | a'], ['a'])
    expect(checkLayout(none, [first], '2024-01-01')[0]?.findings).toMatchObject([
      { code: 'matching.leading_too_few' },
    ])
  })

  test('finds entries that cannot stand', () => {
    const wrong = layoutOf(['甲: a a | z'], ['a'])
    expect(
      checkEntries({
        ...wrong,
        entries: [...wrong.entries, { park: '戊', industry: 'a', role: 'leading' }],
      }).map(({ code }) => code),
    ).toEqual([
      'matching.layout_entry_twice',
      'matching.layout_unknown_industry',
      'matching.layout_unknown_park',
    ])
  })
})

async function proposed(question: Partial<LayoutQuestion> & Pick<LayoutQuestion, 'layout' | 'rules'>) {
  const found = await proposeLayout({ pinned: [], strengths: [], ...question }, (programme) =>
    solveInteger(programme),
  )
  if (!found.ok) throw new Error(JSON.stringify(found.issues))
  return found.value
}

describe('proposeLayout', () => {
  test('drops the weakest where one park leads too much', async () => {
    const { proposals, changes, proven, more } = await proposed({
      layout: layoutOf(['甲: a b c d'], ['a', 'b', 'c', 'd']),
      rules: [rule({ leadingPerPark: bounds(1, 3) })],
      strengths: ['a', 'b', 'c', 'd'].map((industry, at) => ({
        park: '甲',
        industry,
        strength: [5, 2, 9, 7][at] ?? 0,
      })),
    })
    expect([changes, proven, more, proposals.length]).toEqual([1, true, false, 1])
    // b stays cultivated: a change of role is one change, too, and keeps more.
    expect(proposals[0]?.changes).toEqual([
      {
        kind: 'change-role',
        park: '甲',
        industry: 'b',
        before: 'leading',
        after: 'cultivated',
        movedFrom: null,
      },
    ])
  })

  test('moves an industry where that serves both parks, and says from where', async () => {
    const { proposals, changes } = await proposed({
      layout: layoutOf(['甲: a b', '乙:'], ['a', 'b']),
      rules: [
        rule({
          leadingPerPark: bounds(1, 1),
          cultivatedPerPark: bounds(0, 0),
          parksPerIndustry: bounds(1, 1),
        }),
      ],
      strengths: [{ park: '甲', industry: 'a', strength: 3 }],
    })
    expect(changes).toBe(2)
    expect(proposals[0]?.changes).toEqual([
      { kind: 'drop', park: '甲', industry: 'b', before: 'leading', after: null, movedFrom: null },
      { kind: 'add', park: '乙', industry: 'b', before: null, after: 'leading', movedFrom: '甲' },
    ])
  })

  test('names others that are as good, and says where there are more', async () => {
    const question = {
      layout: layoutOf(['甲: a b c d e'], ['a', 'b', 'c', 'd', 'e']),
      rules: [rule({ leadingPerPark: bounds(1, 4), cultivatedPerPark: bounds(0, 0) })],
    }
    const three = await proposed(question)
    expect([three.changes, three.proposals.length, three.more]).toEqual([1, 3, true])
    expect(new Set(three.proposals.map(({ changes }) => changes[0]?.industry)).size).toBe(3)
    const all = await proposeLayout({ ...question, pinned: [], strengths: [] }, solveInteger, {
      alternatives: 9,
    })
    expect(all).toMatchObject({ ok: true, value: { more: false } })
    expect(all.ok && all.value.proposals.length).toBe(5)
  })

  test('keeps what is pinned, and refuses where nothing is left', async () => {
    const layout = layoutOf(['甲: a b'], ['a', 'b'])
    const rules = [rule({ leadingPerPark: bounds(1, 1) })]
    const found = await proposed({ layout, rules, pinned: [{ park: '甲', industry: 'a' }] })
    expect(
      found.proposals.every(({ layout: { entries } }) =>
        entries.some(({ industry, role }) => industry === 'a' && role === 'leading'),
      ),
    ).toBe(true)
    const refusal = await proposeLayout(
      { layout, rules, strengths: [], pinned: ['a', 'b'].map((industry) => ({ park: '甲', industry })) },
      solveInteger,
    )
    expect(refusal).toEqual({ ok: false, issues: [{ code: 'optimisation.infeasible' }] })
  })

  test('changes nothing where the rules are satisfied', async () => {
    const found = await proposed({
      layout: layoutOf(['甲: a'], ['a']),
      rules: [rule({ leadingPerPark: bounds(1, 1) })],
    })
    expect(found).toMatchObject({ changes: 0, proven: true, more: false, proposals: [{ changes: [] }] })
  })

  test('refuses a layout that names a pair twice', async () => {
    const refusal = await proposeLayout(
      { layout: layoutOf(['甲: a a'], ['a']), rules: [], pinned: [], strengths: [] },
      solveInteger,
    )
    expect(refusal.ok ? [] : refusal.issues.map(({ code }) => code)).toEqual(['matching.layout_entry_twice'])
  })

  test('makes as few changes as trying every layout finds, keeps as much, and satisfies the rules', async () => {
    const anyBounds = fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
        .map(([a, b]) => bounds(Math.min(a, b), Math.max(a, b))),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          roles: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }),
          strengths: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }),
          rules: fc.array(
            fc.record({
              leadingPerPark: anyBounds,
              cultivatedPerPark: anyBounds,
              parksPerIndustry: anyBounds,
              counts: fc.constantFrom<LayoutRuleSet['counts'][]>('leading', 'both'),
            }),
            { minLength: 1, maxLength: 2 },
          ),
          pin: fc.integer({ min: 0, max: 11 }),
        }),
        async ({ roles, strengths, rules, pin }) => {
          const pairs = ['甲', '乙', '丙'].flatMap((park) =>
            ['a', 'b'].map((industry) => ({ park, industry })),
          )
          const layout = layoutFrom(pairs, roles)
          const question: LayoutQuestion = {
            layout,
            rules: rules.map((change, at) => rule({ code: String(at), ...change })),
            pinned: pairs.slice(pin, pin + 1),
            strengths: pairs.map((pair, at) => ({ ...pair, strength: strengths[at] ?? 0 })),
          }
          let best: [number, number] | null = null
          for (let code = 0; code < 3 ** 6; code += 1) {
            const other = pairs.map((_, at) => Math.floor(code / 3 ** at) % 3)
            if (other[pin] !== roles[pin]) continue
            if (
              checkLayout(layoutFrom(pairs, other), question.rules, '2024-01-01').some(
                ({ satisfied }) => !satisfied,
              )
            )
              continue
            const value = valueOf(roles, other, strengths)
            if (best === null || value[0] < best[0] || (value[0] === best[0] && value[1] > best[1]))
              best = value
          }
          const found = await proposeLayout(question, solveInteger, { alternatives: 2 })
          if (best === null) {
            expect(found.ok).toBe(false)
            return
          }
          if (!found.ok) throw new Error(JSON.stringify(found.issues))
          expect(found.value.changes).toBe(best[0])
          for (const { changes, layout: after } of found.value.proposals) {
            expect(changes.length).toBe(best[0])
            expect(checkLayout(after, question.rules, '2024-01-01').every(({ satisfied }) => satisfied)).toBe(
              true,
            )
            const other = pairs.map(({ park, industry }) => {
              const entry = after.entries.find((one) => one.park === park && one.industry === industry)
              return entry === undefined ? 0 : entry.role === 'leading' ? 1 : 2
            })
            expect(valueOf(roles, other, strengths)).toEqual(best)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('finds proven proposals for 17 parks and the shipped rules of each source', async () => {
    const data = (name: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../../data/layout/${name}`, import.meta.url), 'utf8'))
    const rules = parseLayoutRules(data('rules.json'))
    if (!rules.ok) throw new Error(JSON.stringify(rules.issues))
    const file = data('parks.json') as {
      industries: { code: string }[]
      parks: { park: string; leading: { industry: string }[]; cultivated: { industry: string }[] }[]
    }
    const layout: Layout = {
      parks: file.parks.map(({ park }) => park),
      industries: file.industries.map(({ code }) => code),
      entries: file.parks.flatMap(({ park, leading, cultivated }) => [
        ...leading.map(({ industry }): LayoutEntry => ({ park, industry, role: 'leading' })),
        ...cultivated.map(({ industry }): LayoutEntry => ({ park, industry, role: 'cultivated' })),
      ]),
    }
    expect(checkEntries(layout)).toEqual([])
    for (const chosen of [...rules.value.map((one) => [one]), rules.value]) {
      const broken = checkLayout(layout, chosen, '2026-01-01').flatMap(({ findings }) => findings)
      const found = await proposed({ layout, rules: chosen })
      expect(found.proven).toBe(true)
      expect(found.changes > 0).toBe(broken.length > 0)
      const after = found.proposals[0]?.layout ?? layout
      expect(checkLayout(after, chosen, '2026-01-01').flatMap(({ findings }) => findings)).toEqual([])
    }
  })
})

function layoutFrom(pairs: readonly { park: string; industry: string }[], roles: readonly number[]): Layout {
  return {
    parks: ['甲', '乙', '丙'],
    industries: ['a', 'b'],
    entries: pairs.flatMap((pair, at): LayoutEntry[] =>
      roles[at] === 0 ? [] : [{ ...pair, role: roles[at] === 1 ? 'leading' : 'cultivated' }],
    ),
  }
}
function valueOf(
  before: readonly number[],
  after: readonly number[],
  strengths: readonly number[],
): [number, number] {
  const changes = before.filter((role, at) => role !== after[at]).length
  const kept = after.reduce(
    (sum, role, at) => sum + (strengths[at] ?? 0) * (role === 1 ? 2 : role === 2 ? 1 : 0),
    0,
  )
  return [changes, kept]
}
