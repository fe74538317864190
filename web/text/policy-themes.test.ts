import { expect, test } from 'vitest'
import { FACT_GROUPS, THEMES, spokenName } from './policy-themes.ts'

const policies = import.meta.glob<{ themes?: readonly string[] }>('../../data/policies/*.json', {
  eager: true,
})
const facts = import.meta.glob<{ facts: readonly { group: string }[] }>('../../data/rules/facts.json', {
  eager: true,
})

test('every theme of a shipped policy and every group of facts has its English name', () => {
  const themes = Object.values(policies).flatMap(({ themes: own }) => own ?? [])
  const groups = Object.values(facts).flatMap((book) => book.facts.map(({ group }) => group))
  expect(themes.length).toBeGreaterThan(0)
  expect(groups.length).toBeGreaterThan(0)
  expect(themes.filter((theme) => THEMES[theme] === undefined)).toEqual([])
  expect(groups.filter((group) => FACT_GROUPS[group] === undefined)).toEqual([])
})

test('what has no English name stays Chinese and says so', () => {
  expect(spokenName('研发', THEMES, 'en')).toEqual({ text: 'Research', lang: undefined })
  expect(spokenName('新主题', THEMES, 'en')).toEqual({ text: '新主题', lang: 'zh' })
  expect(spokenName('研发', THEMES, 'zh-CN')).toEqual({ text: '研发', lang: undefined })
})
