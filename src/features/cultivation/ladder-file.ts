import { mapConditions, parseLadder, type Ladder, type LadderRung } from '#domain/matching'
import type { Rule, RuleBook } from '#domain/rules'

/** Days before the end of a qualification at which people are told. */
export const EXPIRY_DAYS: readonly number[] = [90, 30]

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
export function ladderRules({ rungs, marks, reminders }: Ladder, switches: Switches): Rule[] {
  return [...rungs, ...marks, ...reminders].map(({ code, title, rule }) => ({
    code: ruleCode(code),
    title,
    root: mapConditions(rule, (condition) => ({
      ...condition,
      off: switches.get(switchKey(code, condition.id)) ?? condition.off,
    })),
    nearLimit: null,
  }))
}

/** The zone’s book with the rules of a ladder. */
export function ladderBook(zone: RuleBook, ladder: Ladder, switches: Switches): RuleBook {
  return { ...zone, rules: ladderRules(ladder, switches) }
}

/** A file of data/ladder; whether its expressions compile shows with the zone’s facts. */
export function readLadderFile(json: unknown, path: string): Ladder {
  const parsed = parseLadder(json)
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues.slice(0, 5))}`)
  return parsed.value
}

/** Rungs and the marks beside them. */
export function stepsOf({ rungs, marks }: Ladder): readonly LadderRung[] {
  return [...rungs, ...marks]
}
