import { z } from 'zod'
import { mapConditions } from '#domain/matching'
import { parseRuleBook, type Rule, type RuleBook, type RuleNode } from '#domain/rules'

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u)
/** Read by the parser of rule books. */
const Root = z.custom<RuleNode>((value) => typeof value === 'object' && value !== null)

const Step = z.object({
  code: Code,
  title: Words,
  qualification: z.string().min(1).nullable().default(null),
  requires: z.array(Code).default([]),
  rule: Root,
  nearLimit: z.number().positive().nullable().default(null),
  validityYears: z.number().positive().nullable().default(null),
})
const Reminder = z.object({
  code: Code,
  title: Words,
  description: Words.nullable().default(null),
  rule: Root,
  nearLimit: z.number().positive().nullable().default(null),
})

/** A file of data/ladder: rungs from the lowest, marks beside the ladder, reminders of growth (小升规, 规升强). */
export const LadderFile = z.object({
  code: Code,
  version: z.int().min(1).default(1),
  title: Words,
  rungs: z.array(Step).min(1),
  marks: z.array(Step).default([]),
  reminders: z.array(Reminder).default([]),
  /** Days before the end of a qualification at which people are told. */
  expiryDays: z.array(z.int().min(0)).default([90, 30]),
})
export type LadderFile = z.infer<typeof LadderFile>
export type LadderStep = LadderFile['rungs'][number]
export type LadderReminder = LadderFile['reminders'][number]

/** A condition by rung and id, with whether it is switched off against how it was shipped. */
export type Switches = ReadonlyMap<string, boolean>
export function switchKey(rung: string, condition: string): string {
  return `${rung} ${condition}`
}

/** What the rule of a rung, mark or reminder is called in a rule book; its own code is its own within the ladder. */
export function ruleCode(code: string): string {
  return `ladder-${code}`
}

/** The rules of a ladder with what the office switched on and off. */
export function ladderRules(ladder: LadderFile, switches: Switches): Rule[] {
  return [...ladder.rungs, ...ladder.marks, ...ladder.reminders].map(({ code, title, rule, nearLimit }) => ({
    code: ruleCode(code),
    title,
    root: mapConditions(rule, (condition) => ({
      ...condition,
      off: switches.get(switchKey(code, condition.id)) ?? condition.off,
    })),
    nearLimit,
  }))
}

/** The zone’s book with the rules of a ladder. */
export function ladderBook(zone: RuleBook, ladder: LadderFile, switches: Switches): RuleBook {
  return { ...zone, rules: ladderRules(ladder, switches) }
}

/** Reads a file and what its rules look like; whether their expressions compile shows with the zone’s facts. */
export function readLadderFile(json: unknown, path: string): LadderFile {
  const ladder = LadderFile.parse(json)
  const codes = [...ladder.rungs, ...ladder.marks, ...ladder.reminders].map(({ code }) => code)
  const twice = codes.find((code, i) => codes.indexOf(code) !== i)
  if (twice !== undefined) throw new Error(`${path}: ${twice} is there twice`)
  const unknown = [...ladder.rungs, ...ladder.marks]
    .flatMap(({ requires }) => requires)
    .find((code) => !codes.includes(code))
  if (unknown !== undefined) throw new Error(`${path}: requires ${unknown}, which is no rung`)
  const parsed = parseRuleBook({
    facts: [],
    parameters: [],
    tables: [],
    scores: [],
    rules: ladderRules(ladder, new Map()),
    amounts: [],
    nearLimit: 0.2,
  })
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues.slice(0, 5))}`)
  return ladder
}
