import { readMark } from './numbering.ts'
import { numberOf } from './numerals.ts'
import { headLines } from './read-title.ts'
import type { Line, Reading } from './reading.ts'
import type { Structure } from './structure.ts'
import { dateLine } from './title-lines.ts'

const dateLabel =
  /(?:成文日期|发文日期|印发日期|发布日期|生成日期|公布日期|发布时间|日\s*期)\s*:\s*((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})/
const pageDate = /((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})/
const chineseDate =
  /^([一二][〇零九][〇零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/

/** ISO date of issue: by signature, adoption, a report's own words, or the page's labels. */
export function issuedOf(reading: Reading, structure: Structure): string | null {
  const lines = reading.lines.filter((line) => line.text !== '')
  const formal = lines.filter((line) => !line.noise).findLast((line) => dateLine.test(line.text))
  if (formal) return dateIn(formal.text)
  const signed = lines.find(
    (line) =>
      !line.noise &&
      line.text.length <= 60 &&
      /^.{2,40}\s(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$/.test(line.text),
  )
  if (signed) return dateIn(signed.text.slice(signed.text.lastIndexOf(' ') + 1))
  for (const line of lines.slice(0, headLines)) {
    const speech = /^—+\s*((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)在/.exec(line.text)
    if (speech) return dateIn(speech[1] ?? '')
    if (line.text.length <= 200 && /通过/.test(line.text)) {
      const date = dateIn(line.text)
      if (date) return date
    }
  }
  const dayInReport = dayOfReport(lines)
  if (
    dayInReport &&
    !structure.headings.some(({ number }) => number !== null && /^[一二三四五六七八九十]+、/.test(number))
  ) {
    return dayInReport
  }
  for (const line of lines) {
    const labelled = line.text.length <= 200 ? dateLabel.exec(line.text) : null
    if (labelled) return iso(Number(labelled[1]), Number(labelled[2]), Number(labelled[3]))
  }
  // A document's page that gives a date without a label; a report's page date is the report's.
  if (!structure.headings.some(({ kind }) => kind === 'numbered')) return null
  const first = lines.findIndex(
    (line) => !line.noise && (line.text.length >= 60 || readMark(line.text) !== null),
  )
  const page = lines.slice(0, Math.max(0, first)).find((line) => line.noise && pageDate.test(line.text))
  return page ? dateIn(page.text) : null
}

function dateIn(text: string): string | null {
  const chinese = chineseDate.exec(text)
  if (chinese) {
    return iso(
      numberOf(chinese[1] ?? '') ?? 0,
      numberOf(chinese[2] ?? '') ?? 0,
      numberOf(chinese[3] ?? '') ?? 0,
    )
  }
  const digits = pageDate.exec(text)
  return digits ? iso(Number(digits[1]), Number(digits[2]), Number(digits[3])) : null
}

/** A report says 10月7日,…印发; the year is that of the page's date. */
function dayOfReport(lines: readonly Line[]): string | null {
  const page = lines.slice(0, headLines).find((line) => line.noise && pageOrRssDate(line.text) !== null)
  const year = page ? pageOrRssDate(page.text) : null
  if (year === null) return null
  for (const line of lines.slice(0, 15)) {
    if (line.noise || line.text.length < 60) continue
    const day =
      /(?:^|[^\d年])(\d{1,2})月(\d{1,2})日[^。]{0,80}(?:印发|发布|公布|出台|召开|开幕|举行|电)/.exec(
        line.text,
      ) ?? null
    if (day) return iso(year, Number(day[1]), Number(day[2]))
  }
  return null
}

function pageOrRssDate(text: string): number | null {
  const date = pageDate.exec(text) ?? /\b\d{1,2} [A-Z][a-z]{2} (20\d{2})\b/.exec(text)
  return date ? Number(date[1]) : null
}

function iso(year: number, month: number, day: number): string | null {
  if (year < 1949 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
