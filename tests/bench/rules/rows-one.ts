/** One enterprise against all rules, as when its page is opened. */
import { loadavg } from 'node:os'
import { answersOf, compileRuleBook, judge, sheetFromBase } from '#domain/rules'
import type { RulesBench } from './index.ts'
import { makeBase, makeBook, makeEntities, makeRules } from './workload.ts'

export function run({ rules: count, rounds }: RulesBench): void {
  const base = makeBase(makeEntities(200), 0.1)
  const made = compileRuleBook(makeBook(makeRules(count)), '2024-06-30')
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  const compiled = made.value
  const sheets = base.ids.map((_, row) => sheetFromBase(base, row))
  const [warm] = sheets
  if (warm === undefined) return
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1)
    for (const sheet of sheets) {
      const before = performance.now()
      answersOf(compiled, sheet)
      times.push(performance.now() - before)
    }
  const first = times[0] ?? NaN
  times.sort((a, b) => a - b)
  console.log(
    `one enterprise, ${count} rules, answers and distances (must be < 20 ms): first ${first.toFixed(1)} ms, middle ${times[times.length >> 1]?.toFixed(2)}, 99 of 100 ${times[Math.floor(times.length * 0.99)]?.toFixed(2)}; load ${loadavg()[0]?.toFixed(1)}`,
  )
  const before = performance.now()
  for (const sheet of sheets.slice(0, 20)) judge(compiled, '规则1', sheet)
  console.log(
    `one verdict with everything that led there: ${((performance.now() - before) / 20).toFixed(2)} ms`,
  )
}
