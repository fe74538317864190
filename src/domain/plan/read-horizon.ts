import { numberOf } from './numerals.ts'
import { findTimes, lastYearOfPlan } from './periods.ts'
import type { Reading } from './reading.ts'
import type { Structure } from './structure.ts'
import type { DocumentFacts } from './types.ts'

const period = /(?:^|[^\d])((?:19|20)\d{2})\s?年?\s?(?:-|—|~|至|到)+\s?((?:20)\d{2})\s?年?/
const fiveYears = /“?(十[一二三四五六七八九]五|二十[一二]?五)”?|第(十[一二三四五六七八九])个五年/
const inForce = /自((?:20)\d{2})年[^。]{0,20}(?:施行|实施|执行|生效)[^。]{0,20}有效期(?:至|到)((?:20)\d{2})年/
const countedFrom = /((?:20)\d{2})年(?:开始)?起,?(?:用|利用)?(\d{1,2}|[两三四五六七八九十])年/

/** The years that the plan is for, and those by which goals are to be reached. */
export function horizonOf(
  reading: Reading,
  structure: Structure,
  title: string | null,
  issued: string | null,
): DocumentFacts['horizon'] {
  const issuedYear = issued ? Number(issued.slice(0, 4)) : null
  const milestones = milestonesOf(reading, structure, issuedYear)
  const [from, to] = periodOf(reading, title) ?? [null, null]
  if (from !== null || to !== null) return { from, to, milestones: withinReason(milestones, from) }
  const last = milestones.at(-1)
  return last === undefined ? null : { from: issuedYear, to: last, milestones }
}

/** First and last year: from the title, else from a period of validity or a number of years that the text counts from. */
function periodOf(reading: Reading, title: string | null): readonly [number, number] | null {
  const name = title ?? ''
  const years = period.exec(name)
  if (years) return [Number(years[1]), Number(years[2])]
  const plan = fiveYears.exec(name)
  const last = plan ? lastYearOfPlan(plan[1] ?? `${plan[2] ?? ''}五`) : null
  if (last !== null) return [last - 4, last]
  const one =
    /(?<![到至—–-])(20\d{2})年(?:度)?(?:工作|重点|行动|实施|任务|要点|计划|政策|[^,。到至]{0,16}(?:工作要点|重点工作|工作安排|任务清单|工作计划|行动安排|民生实事))/.exec(
      name,
    )
  if (one) return [Number(one[1]), Number(one[1])]
  for (const line of reading.lines) {
    if (line.noise || !line.text.includes('年')) continue
    const text = line.text
    const valid = inForce.exec(text)
    if (valid) return [Number(valid[1]), Number(valid[2])]
    const counted = countedFrom.exec(text)
    if (counted) {
      const length = numberOf(counted[2] ?? '') ?? 0
      if (length > 0) return [Number(counted[1]), Number(counted[1]) + length - 1]
    }
  }
  return null
}

const milestoneRoles = new Set(['goals', 'ideas', 'preamble', 'closing'])

/** Years to be reached by (到2025年) in the goals; where no section is for goals, in the whole text. */
function milestonesOf(reading: Reading, structure: Structure, issuedYear: number | null): number[] {
  const inGoals = new Set<number>()
  const anywhere = new Set<number>()
  for (const block of structure.blocks) {
    const text = reading.clean.slice(block.from, block.to)
    if (!text.includes('年')) continue
    for (const time of findTimes(text)) {
      if (time.mode !== 'by' || time.year === null || (issuedYear !== null && time.year < issuedYear))
        continue
      anywhere.add(time.year)
      if (milestoneRoles.has(block.role)) inGoals.add(time.year)
    }
  }
  return [...(inGoals.size > 0 ? inGoals : anywhere)].sort((a, b) => a - b)
}

function withinReason(milestones: readonly number[], from: number | null): number[] {
  return milestones.filter((year) => from === null || year >= from)
}
