/** The same rules in the languages of other engines, each in the way that its own documents advise for many evaluations. */
import { createRequire } from 'node:module'
import { evaluate as evaluateFeelin } from '@bpmn-io/feelin'
import { LogicEngine } from 'json-logic-engine'
import { Engine } from 'json-rules-engine'
import type { BenchRule, Clause, Condition, Entity } from './workload.ts'
import { feelOf } from './workload.ts'

/** Judges one entity by all rules: 1 yes, 0 no. */
export interface Peer {
  readonly name: string
  /** How many entities it is given; its time is scaled to all. */
  readonly share: number
  judge(entity: Entity): Promise<Uint8Array> | Uint8Array
}

export function jsonLogic(rules: readonly BenchRule[]): Peer {
  const engine = new LogicEngine()
  const condition = ({ kind, fact, of, threshold, sectors }: Condition): object => {
    switch (kind) {
      case 'least':
        return { '>=': [{ var: fact }, threshold] }
      case 'most':
        return { '<': [{ var: fact }, threshold] }
      case 'share':
        return { '>=': [{ '*': [{ '/': [{ var: fact }, { var: of }] }, 100] }, threshold] }
      case 'flag':
        return { var: fact }
      case 'sector':
        return { in: [{ var: '行业' }, sectors] }
    }
  }
  const built = rules.map(
    ({ clauses }) =>
      engine.build({ and: clauses.map((clause) => ({ or: clause.map(condition) })) }) as (
        entity: object,
      ) => unknown,
  )
  return {
    name: 'json-logic-engine 5.0.7, compiled',
    share: 1,
    judge: (entity) => Uint8Array.from(built, (rule) => (rule(entity) === true ? 1 : 0)),
  }
}

/** It compares facts with values only: quotients are handed to it as facts, worked out beforehand and not timed. */
export function jsonRules(rules: readonly BenchRule[]): Peer {
  const engine = new Engine([], { allowUndefinedFacts: false })
  const condition = ({ kind, fact, of, threshold, sectors }: Condition) => {
    switch (kind) {
      case 'least':
        return { fact, operator: 'greaterThanInclusive', value: threshold }
      case 'most':
        return { fact, operator: 'lessThan', value: threshold }
      case 'share':
        return { fact: `${fact}/${of}`, operator: 'greaterThanInclusive', value: threshold }
      case 'flag':
        return { fact, operator: 'equal', value: true }
      case 'sector':
        return { fact: '行业', operator: 'in', value: sectors }
    }
  }
  const any = (clause: Clause) => ({ any: clause.map(condition) })
  for (const { code, clauses } of rules)
    engine.addRule({ conditions: { all: clauses.map(any) }, event: { type: code } })
  const places = new Map(rules.map(({ code }, index) => [code, index]))
  const shares = rules.flatMap(({ clauses }) => clauses.flat()).filter(({ kind }) => kind === 'share')
  return {
    name: 'json-rules-engine 7.3.1',
    share: 0.01,
    judge: async (entity) => {
      const facts: Record<string, unknown> = { ...entity }
      for (const { fact, of } of shares)
        facts[`${fact}/${of}`] = (Number(entity[fact]) / Number(entity[of])) * 100
      const { events } = await engine.run(facts)
      const answers = new Uint8Array(rules.length)
      for (const { type } of events) answers[places.get(type) ?? 0] = 1
      return answers
    },
  }
}

/** What is used of the native module. */
interface ZenModule {
  readonly ZenEngine: new () => {
    createDecision(model: object): { evaluate(facts: object): Promise<{ readonly result: unknown }> }
  }
}

/** Its package for this platform, and nothing else of it: the others are not to be had everywhere. Null where it is not installed. */
function loadZen(): ZenModule | null {
  try {
    return createRequire(import.meta.url)('@gorules/zen-engine-linux-x64-gnu') as ZenModule
  } catch {
    return null
  }
}

/** One decision of five hundred expressions, made once. Its names are Latin: the engine gets the facts under other names. */
export function zen(rules: readonly BenchRule[]): Peer | null {
  const module = loadZen()
  if (module === null) return null
  const engine = new module.ZenEngine()
  const names = new Map<string, string>()
  const nameOf = (fact: string): string => {
    const known = names.get(fact) ?? `f${names.size}`
    names.set(fact, known)
    return known
  }
  const condition = ({ kind, fact, of, threshold, sectors }: Condition): string => {
    switch (kind) {
      case 'least':
        return `${nameOf(fact)} >= ${threshold}`
      case 'most':
        return `${nameOf(fact)} < ${threshold}`
      case 'share':
        return `${nameOf(fact)} / ${nameOf(of)} * 100 >= ${threshold}`
      case 'flag':
        return nameOf(fact)
      case 'sector':
        return `${nameOf('行业')} in [${sectors.map((sector) => JSON.stringify(sector)).join(', ')}]`
    }
  }
  const expressions = rules.map(({ clauses }, index) => ({
    id: `e${index}`,
    key: `r${index}`,
    value: clauses.map((clause) => `(${clause.map(condition).join(' or ')})`).join(' and '),
  }))
  const decision = engine.createDecision({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      { id: 'all', name: 'all', type: 'expressionNode', position: { x: 1, y: 0 }, content: { expressions } },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: '1', sourceId: 'in', targetId: 'all', type: 'edge' },
      { id: '2', sourceId: 'all', targetId: 'out', type: 'edge' },
    ],
  })
  return {
    name: '@gorules/zen-engine 0.54.0 (native), one decision',
    share: 0.05,
    judge: async (entity) => {
      const facts: Record<string, unknown> = {}
      for (const [fact, name] of names) facts[name] = entity[fact]
      const { result: answered } = await decision.evaluate(facts)
      const result = new Map(Object.entries(Object(answered) as Record<string, unknown>))
      return Uint8Array.from(rules, (_, index) => (result.get(`r${index}`) === true ? 1 : 0))
    },
  }
}

/** It reads the text for each evaluation. */
export function feelin(rules: readonly BenchRule[]): Peer {
  const texts = rules.map(({ clauses }) =>
    clauses
      .map((clause) => `(${clause.map((condition) => feelOf(condition, false)).join(' or ')})`)
      .join(' and '),
  )
  return {
    name: '@bpmn-io/feelin 6.1.1',
    share: 0.001,
    judge: (entity) =>
      Uint8Array.from(texts, (text) => (valueOf(evaluateFeelin(text, entity)) === true ? 1 : 0)),
  }
}

function valueOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
}
