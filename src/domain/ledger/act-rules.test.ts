import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ACT_RULES } from './act-rules.ts'
import { DUE_ASSUMPTIONS } from './resolve-due.ts'
import { rollUp } from './roll-up.ts'

const page = readFileSync(new URL('../../../docs/methods/progress.md', import.meta.url), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('the page on the life of a duty', () => {
  it('has the table by which the engine goes', () => {
    const printed = rows
      .filter(([, act]) => act !== undefined && act in ACT_RULES)
      .map(([, act, , from, side]) => [act, { side, from: from?.split(', ').sort() }])
    const used = Object.entries(ACT_RULES).map(([act, { side, from }]) => [
      act,
      { side, from: [...from].sort() },
    ])
    expect(printed).toEqual(used)
  })

  it('names every assumption about a date', () => {
    const named = new Set([...page.matchAll(/\| `([a-z-]+)` \|/g)].map(([, code]) => code))
    expect([...named].sort()).toEqual([...DUE_ASSUMPTIONS].sort())
  })

  it('adds up as the engine does', () => {
    const result = rollUp({ rollUp: 'parts', progress: 0 }, [
      { id: 'site', weight: 3, progress: 40, state: 'in-progress' },
      { id: 'equipment', weight: 2, progress: 90, state: 'closed' },
      { id: 'operator', weight: 1, progress: 10, state: 'accepted' },
      { id: 'hall', weight: 4, progress: 80, state: 'suspended' },
    ])
    expect(result.progress).toBe(55)
    expect(result.parts?.map(({ points }) => points.toFixed(2))).toEqual(['20.00', '33.33', '1.67'])
    expect(page).toContain('| **whole** | 6 | **55 %** | 1 | **55.00** |')
  })
})
