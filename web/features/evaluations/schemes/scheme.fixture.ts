import { parseScheme } from '#domain/evaluation'
import type { EvaluationData, Scheme } from '#domain/evaluation'

/** Two headings, four indicators, three grades; everything else as the engine fills it in. */
export function schemeFixture(changes: object = {}): Scheme {
  const leaf = (code: string, parent: string, weight: number) => ({
    code,
    name: { zh: `指标${code}`, en: `Indicator ${code}` },
    parent,
    weight,
    input: { column: code.toLowerCase(), direction: 'more' },
  })
  const parsed = parseScheme({
    code: 'fixture',
    name: { zh: '样例', en: 'Example' },
    units: 'park',
    nodes: [
      { code: 'total', name: { zh: '综合', en: 'Overall' } },
      { code: 'A', name: { zh: '创新', en: 'Innovation' }, parent: 'total', weight: 60 },
      leaf('A1', 'A', 30),
      leaf('A2', 'A', 20),
      { code: 'B', name: { zh: '发展', en: 'Growth' }, parent: 'total', weight: 40 },
      leaf('B1', 'B', 70),
      leaf('B2', 'B', 30),
    ],
    ranking: { ties: 'min', breakers: ['A', 'B1'] },
    ...changes,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

/** Three parks in one year. */
export function dataFixture(): EvaluationData {
  return {
    periods: ['2025'],
    units: ['east', 'west', 'north'].map((code) => ({ code, name: code, groups: {} })),
    columns: { a1: [[1, 2, 3]], a2: [[9, 5, 1]], b1: [[10, 30, 20]], b2: [[4, 4, 8]] },
    panels: {},
  }
}
