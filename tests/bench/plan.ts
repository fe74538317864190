/**
 * How long the plan engine takes for a document of 22,000 characters, and whether time grows with length alone.
 *
 *   node tests/bench/plan.ts
 */
import { bench, run } from 'mitata'
import { extractPlan } from '#domain/plan'

/** A plan like those that offices write: chapters, sections, numbered items with figures, bodies and dates. */
export function syntheticPlan(length: number): string {
  const lines = ['示范园区高质量发展行动计划(2026—2030年)', '为加快示范园区建设,结合实际,制定本行动计划。']
  let size = 0
  for (let chapter = 1; size < length; chapter++) {
    const block = [
      `${inChinese(chapter)}、${chapter % 5 === 1 ? '主要目标' : '建设现代产业体系'}`,
      `到2030年,园区总收入达到${chapter * 100}亿元,年均增长8%以上,高新技术企业超过${chapter * 30}家。`,
    ]
    for (let section = 1; section <= 4; section++) {
      block.push(`(${inChinese(section)})完善第${section}类服务平台`)
      for (let item = 1; item <= 5; item++) {
        block.push(
          `${item}.建设公共平台。支持龙头企业联合高校院所建设概念验证中心和中试基地,完善“一站式”服务机制,每年开展监测评价,` +
            `到2028年建成${item}个专业园区,培育专精特新企业${item * 20}家以上。(责任单位:市科技局、各园区管委会)`,
        )
      }
    }
    for (const line of block) {
      lines.push(line)
      size += line.length + 1
    }
  }
  return lines.join('\n').slice(0, length)
}

function inChinese(number: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(number / 10)
  const ones = number % 10
  if (number >= 100) return `${digits[Math.floor(number / 100)] ?? ''}百${inChinese(number % 100)}`
  return `${tens > 1 ? (digits[tens] ?? '') : ''}${tens > 0 ? '十' : ''}${ones > 0 ? (digits[ones] ?? '') : ''}`
}

if (import.meta.main) {
  const document = syntheticPlan(22_000)
  bench('a plan of 22,000 characters', () => extractPlan(document))
  await run()

  console.log('\nlength      ms       ms per 1,000 characters')
  for (const length of [22_000, 220_000, 2_200_000]) {
    const text = syntheticPlan(length)
    const start = performance.now()
    const outcome = extractPlan(text)
    const ms = performance.now() - start
    if (!outcome.ok) throw new Error('The synthetic plan was refused')
    console.log(
      `${String(length).padEnd(10)}  ${ms.toFixed(1).padEnd(8)} ${((ms * 1000) / length).toFixed(3)}`,
    )
  }
}
