import { accepted, refused, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import type { PolicyDefinition, StackingGroup } from './policy.ts'
import {
  bilingual,
  clause,
  code,
  day,
  factValue,
  ruleNode,
  ruleTable,
  status,
  words,
} from './schema-parts.ts'
import { shapeIssues, sizeIssue } from './shape-issues.ts'

/** 万元 up to a hundred million of them; what is more is a slip of units. */
const wan = z.number().min(0).max(100_000_000)
const year = z.int().min(1900).max(2200)
const names = z.array(code).max(200)

const policy = z.strictObject({
  code,
  title: bilingual,
  summary: bilingual,
  level: z.enum(['national', 'city', 'zone', 'district', 'park']),
  issuer: bilingual,
  themes: z.array(words(50)).max(20),
  status,
  clauses: z.array(clause).max(100),
  valid: z.strictObject({ from: day, to: day.nullable() }),
  windows: z.array(z.strictObject({ from: day, to: day })).max(200),
  parks: names.min(1).nullable(),
  scope: z.enum(['registration', 'operation']),
  eligibility: ruleNode,
  nearLimit: z.number().min(0).max(10).nullable(),
  tables: z.array(ruleTable).max(50),
  benefit: z.strictObject({
    kind: z.enum(['money', 'service', 'standing']),
    words: bilingual,
    amount: words(20_000).nullable(),
    ceiling: wan.positive().nullable(),
    step: wan.min(0.0001).max(10_000),
  }),
  budget: z.array(z.strictObject({ year, amount: wan, source: words(500) })).max(100),
  evidence: z
    .array(z.strictObject({ id: code, title: bilingual, facts: names, required: z.boolean() }))
    .max(100),
  exclusive: names,
  stacking: names,
  excludes: names,
  times: z.enum(['once-a-year', 'once', 'any']),
  procedure: z.enum(['direct', 'fast', 'ordinary']),
  supersedes: names,
  tests: z
    .array(
      z.strictObject({
        title: words(500),
        on: day,
        facts: z.record(code, factValue),
        expect: z.strictObject({
          answer: z.enum(['yes', 'no', 'undetermined']),
          amount: z.number().nullable(),
        }),
      }),
    )
    .max(200),
})

/** One policy, as parsed JSON. Shape only: what it says is judged by `checkPolicy` and by the check of rules. */
export function parsePolicy(json: unknown): Outcome<PolicyDefinition> {
  return parsed(policy, json, 'matching.policy_shape')
}

const groups = z.array(
  z.strictObject({
    code,
    title: bilingual,
    ceiling: wan.nullable(),
    clause: clause.nullable(),
  }),
)

export function parseStackingGroups(json: unknown): Outcome<readonly StackingGroup[]> {
  return parsed(groups, json, 'matching.groups_shape')
}

function parsed<T>(schema: z.ZodType<T>, json: unknown, code: string): Outcome<T> {
  const size = sizeIssue(json)
  if (size !== null) return refused(size)
  const result = schema.safeParse(json)
  return result.success ? accepted(result.data) : refused(...shapeIssues(code, result.error))
}
