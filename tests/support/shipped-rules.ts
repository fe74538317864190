import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parsePolicy, type PolicyDefinition } from '#domain/matching'
import { parseRuleBook, type FactSheet, type FactValue, type KnownFact, type RuleBook } from '#domain/rules'

const DATA = resolve(import.meta.dirname, '../../data')

export function readData(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(DATA, ...path), 'utf8'))
}

/** The parsed .json files of a folder by name. */
export function readFolder(...path: readonly string[]): Map<string, unknown> {
  const names = readdirSync(join(DATA, ...path)).filter((name) => name.endsWith('.json'))
  return new Map(names.sort().map((name) => [name, readData(...path, name)]))
}

/** data/rules as it is shipped: facts, parameters, tables and scores, without rules. */
export function shippedZoneBook(): RuleBook {
  const { facts } = readData('rules', 'facts.json') as { facts: Record<string, unknown>[] }
  const { parameters } = readData('rules', 'parameters.json') as { parameters: unknown[] }
  const parsed = parseRuleBook({
    facts: facts.map(({ from: _, ...definition }) => definition),
    parameters,
    tables: [...readFolder('rules', 'tables').values()].flat(),
    scores: [...readFolder('rules', 'scores').values()].flat(),
    rules: [],
    amounts: [],
    nearLimit: 0.2,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 1))
  return parsed.value
}

/** Every version of every shipped policy, by the name of its file. */
export function shippedPolicies(): Map<string, PolicyDefinition> {
  const found = new Map<string, PolicyDefinition>()
  for (const [name, json] of readFolder('policies')) {
    if (name === 'groups.json') continue
    const parsed = parsePolicy(json)
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues, null, 1)}`)
    found.set(name, parsed.value)
  }
  return found
}

/** A sheet of facts that somebody gave. */
export function givenFacts(facts: Readonly<Record<string, FactValue>>): FactSheet {
  return new Map(
    Object.entries(facts).map(([fact, value]): [string, KnownFact] => [
      fact,
      { value, source: { kind: 'given', place: {} } },
    ]),
  )
}
