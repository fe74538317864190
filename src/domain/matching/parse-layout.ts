import { accepted, refused, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import type { LayoutRuleSet } from './layout.ts'
import { bilingual, code, day, status, words } from './schema-parts.ts'
import { shapeIssues, sizeIssue } from './shape-issues.ts'

const count = z.int().min(0).max(10_000).nullable()
const bounds = z.strictObject({ least: count, most: count }).nullable()
const ruleSet = z.strictObject({
  code,
  title: bilingual,
  validFrom: day,
  validTo: day.nullable(),
  source: z.strictObject({
    document: words(500),
    clause: words(200).nullable(),
    url: words(2_000).nullable(),
  }),
  status,
  leadingPerPark: bounds,
  cultivatedPerPark: bounds,
  parksPerIndustry: bounds,
  counts: z.enum(['leading', 'both', 'first-leading']),
  strictness: z.enum(['general', 'in-principle', 'joint-support-only']),
  note: bilingual.nullable().default(null),
})
const file = z.strictObject({ version: z.int().min(1), rules: z.array(ruleSet).max(100) })

/** Layout rules of all sources, as parsed JSON: `{ version, rules }`. */
export function parseLayoutRules(json: unknown): Outcome<readonly LayoutRuleSet[]> {
  const size = sizeIssue(json)
  if (size !== null) return refused(size)
  const parsed = file.safeParse(json)
  return parsed.success
    ? accepted(parsed.data.rules)
    : refused(...shapeIssues('matching.layout_shape', parsed.error))
}
