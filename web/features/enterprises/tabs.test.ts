import { expect, test } from 'vitest'
import { tabOf, tabsFor } from './tabs.ts'

test('who keeps enterprises sees what is judged of them; a district sees the ladder, a department neither', () => {
  expect(tabsFor(['enterprise'])).toContain('policies')
  expect(tabsFor(['district'])).toContain('ladder')
  expect(tabsFor(['district'])).not.toContain('facts')
  expect(tabsFor(['department'])).toEqual(['overview', 'records', 'filings', 'cases', 'history'])
})

test('a tab that is not there, or not the reader’s, is the overview', () => {
  expect(tabOf('policies', tabsFor(['district']))).toBe('overview')
  expect(tabOf('nonsense', tabsFor(['enterprise']))).toBe('overview')
  expect(tabOf('facts', tabsFor(['enterprise']))).toBe('facts')
})
