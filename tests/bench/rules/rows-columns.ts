/** Five hundred rules over thirty thousand entities: by columns, by rows, and by other engines on the same rules and entities. */
import { loadavg } from 'node:os'
import { ANSWER_CODES, answersOf, compileRuleBook, judgeColumns, sheetFromBase } from '#domain/rules'
import { holdsExactly } from './exact.ts'
import { feelin, jsonLogic, jsonRules, type Peer, zen } from './peers.ts'
import type { RulesBench } from './index.ts'
import { makeBase, makeBook, makeEntities, makeRules } from './workload.ts'

export async function run({
  rules: ruleCount,
  entities: entityCount,
  rounds,
  peers,
}: RulesBench): Promise<void> {
  const rules = makeRules(ruleCount)
  const entities = makeEntities(entityCount)
  const base = makeBase(entities, 0)
  const gaps = makeBase(entities, 0.1)
  const started = performance.now()
  const made = compileRuleBook(makeBook(rules), '2024-06-30')
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  console.log(
    `compiled in ${(performance.now() - started).toFixed(0)} ms; ${made.value.expressions.length} expressions, each once`,
  )
  const compiled = made.value
  console.log(`middle of ${rounds} rounds, ms; load ${loadavg()[0]?.toFixed(1)}`)
  const columns = judgeColumns(compiled, base)
  line('columns, all known', rounds, () => judgeColumns(compiled, base))
  line('columns, a tenth unknown (must be < 500)', rounds, () => judgeColumns(compiled, gaps))
  line('columns with distances, a tenth unknown (must be < 1000)', rounds, () =>
    judgeColumns(compiled, gaps, { distances: true }),
  )
  const yes = columns.reduce((sum, { counts }) => sum + counts.yes, 0)
  console.log(`  ${yes} of ${ruleCount * entityCount} answers are yes`)
  rowByRow()
  if (!peers) return
  console.log(
    `\nothers, on the same rules and entities; time of a share scaled to all; load ${loadavg()[0]?.toFixed(1)}`,
  )
  for (const peer of [jsonLogic(rules), zen(rules), jsonRules(rules), feelin(rules)])
    if (peer === null) console.log('@gorules/zen-engine: not installed for this platform')
    else await ask(peer, entities, columns)

  /** A sample by the other way: how long it takes, and whether every answer is the same. */
  function rowByRow(): void {
    const byColumns = judgeColumns(compiled, gaps)
    const sample = Math.min(500, entityCount)
    let differences = 0
    let ms = 0
    for (let row = 0; row < sample; row += 1) {
      const sheet = sheetFromBase(gaps, row)
      const before = performance.now()
      const answers = answersOf(compiled, sheet)
      ms += performance.now() - before
      for (const { rule, answers: column } of byColumns)
        if (column[row] !== ANSWER_CODES[answers.get(rule)?.answer ?? 'no']) differences += 1
    }
    console.log(
      `row by row: ${(ms / sample).toFixed(2)} ms an entity (must be < 20); ${differences} of ${sample * ruleCount} answers differ`,
    )
  }

  async function ask(
    peer: Peer,
    all: typeof entities,
    expected: ReturnType<typeof judgeColumns>,
  ): Promise<void> {
    const asked = Math.max(1, Math.round(all.length * peer.share))
    const first = all[0]
    if (first !== undefined) await peer.judge(first)
    let different = 0
    let ms = 0
    for (let row = 0; row < asked; row += 1) {
      const entity = all[row]
      if (entity === undefined) continue
      const before = performance.now()
      const answers = await peer.judge(entity)
      ms += performance.now() - before
      for (const [index, { answers: column }] of expected.entries())
        if (column[row] !== answers[index]) {
          different += 1
          const rule = rules[index]
          // Doubles may round a quotient across a threshold; fractions of whole numbers say who is right.
          if (rule === undefined || (column[row] === ANSWER_CODES.yes) !== holdsExactly(rule, entity))
            throw new Error(`${peer.name} is right about ${rule?.code ?? ''} and entity ${row + 1}`)
        }
    }
    const whole = (ms / asked) * all.length
    console.log(
      `${peer.name}: ${(whole / 1000).toFixed(1)} s for all${asked < all.length ? ` (${asked} entities, scaled)` : ''}; ${different} of ${asked * rules.length} answers differ${different > 0 ? ', there ours is right by exact fractions' : ''}`,
    )
  }
}

/** On a machine that others use too, the processor time of this process says more than the clock. */
function line(name: string, rounds: number, work: () => unknown): void {
  work()
  const runs = Array.from({ length: rounds }, () => {
    const [before, used] = [performance.now(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(used)
    return { clock: performance.now() - before, processor: (user + system) / 1000 }
  })
  const middle = (of: 'clock' | 'processor'): string =>
    [...runs].sort((a, b) => a[of] - b[of])[rounds >> 1]?.[of].toFixed(0) ?? ''
  console.log(`${name}: ${middle('clock')} by the clock, ${middle('processor')} of the processor`)
}
