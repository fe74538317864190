import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseLayoutRules, type CountBounds, type LayoutRuleSet } from '#domain/matching'

const FILE = resolve(import.meta.dirname, '../../../data/layout/rules.json')
let rules: readonly LayoutRuleSet[] | null = null

/** What each source asks of the layout; read once. */
export function layoutRules(): readonly LayoutRuleSet[] {
  rules ??= read()
  return rules
}

function read(): readonly LayoutRuleSet[] {
  if (!existsSync(FILE)) return []
  const parsed = parseLayoutRules(JSON.parse(readFileSync(FILE, 'utf8')))
  if (!parsed.ok) throw new Error(`${FILE}: ${JSON.stringify(parsed.issues.slice(0, 5))}`)
  return parsed.value
}

/** The bounds of a rule set in words, one for each. */
export function ruleWords(set: LayoutRuleSet): { code: string; words: { zh: string; en: string } }[] {
  const first = set.counts === 'first-leading'
  const both = set.counts === 'both'
  const parts: readonly [string, CountBounds | null, string, string][] = [
    [
      'leading-per-park',
      set.leadingPerPark,
      first ? '每个分园的首位产业' : '每个分园的主导产业',
      first ? 'first industries of a park' : 'leading industries of a park',
    ],
    ['cultivated-per-park', set.cultivatedPerPark, '每个分园的培育产业', 'cultivated industries of a park'],
    [
      'parks-per-industry',
      set.parksPerIndustry,
      both ? '主导或培育同一产业的分园' : '主导同一产业的分园',
      both ? 'parks that lead or cultivate an industry' : 'parks that lead an industry',
    ],
  ]
  return parts.flatMap(([code, bounds, zh, en]) => {
    if (bounds === null) return []
    const { least, most } = bounds
    const from = least === null || least === 0 ? null : least
    if (from === null && most === null) return []
    const words =
      from !== null && most !== null
        ? from === most
          ? { zh: `${zh}为${from}个`, en: `${en}: ${from}` }
          : { zh: `${zh}为${from}至${most}个`, en: `${en}: ${from} to ${most}` }
        : from === null
          ? { zh: `${zh}不超过${most ?? 0}个`, en: `${en}: at most ${most ?? 0}` }
          : { zh: `${zh}不少于${from}个`, en: `${en}: at least ${from}` }
    return [{ code, words }]
  })
}
