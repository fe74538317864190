import { innerTitle, isDocumentTitle } from './document-title.ts'
import { readMarkedTitles } from './marked-titles.ts'
import { readMark } from './numbering.ts'
import { numberOf } from './numerals.ts'
import { findTimes, lastYearOfPlan } from './periods.ts'
import type { Line, Reading } from './reading.ts'
import type { Structure } from './structure.ts'
import { bare, contentLines, dateLine, findTitleLines, formalLineOf } from './title-lines.ts'
import type { DocumentFacts } from './types.ts'

/**
 * What the document says of itself: title, issuing body, date of issue, number, period. Taken from its head and its
 * signature, from the page's own labels (发布机构:, 成文日期:) where there are some, and for a report from its first
 * paragraph. Null where the text does not say.
 */
export function readFacts(reading: Reading, structure: Structure): DocumentFacts {
  const title = titleOf(reading, hasOuterNumbers(structure))
  const issued = issuedOf(reading, structure)
  return {
    title,
    issuer: issuerOf(reading, structure, title),
    issued,
    documentNumber: documentNumberOf(reading),
    horizon: horizonOf(reading, structure, title, issued),
  }
}

const headLines = 40

function hasOuterNumbers(structure: Structure): boolean {
  return structure.headings.some(
    ({ number }) => number !== null && /^[一二三四五六七八九十]+、|^第/.test(number),
  )
}

function titleOf(reading: Reading, isWhole: boolean): string | null {
  const found = findTitleLines(contentLines(reading))
  if (found) {
    const title = tidyTitle(found.text, isWhole)
    // 政府工作报告 alone says less than the page's own data.
    const fuller = title.length <= 8 ? titleOfPage(reading.lines) : null
    return fuller?.includes(title) ? fuller : title
  }
  const headline = titleOfPage(reading.lines) ?? headlineOf(reading.lines)
  // A report keeps its own headline; where the plan itself follows, the headline names it.
  return headline === null || !isWhole ? headline : reportedTitle(headline)
}

function tidyTitle(text: string, isWhole = false): string {
  const marked = readMarkedTitles(text)
  const whole = marked.length === 1 && marked[0]?.from === 0 && marked[0].to === text.length
  const plain = whole ? (marked[0]?.title ?? text) : text
  const inner = /(?:通知|公告|通告)$/.test(plain)
    ? coveredTitle(plain)
    : isWhole
      ? reportedTitle(plain)
      : plain
  return inner.replace(/(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, '').trim()
}

const organisation =
  '[\\u4e00-\\u9fff()、“”]{0,38}?(?:中共中央|国务院|[省市区县州旗盟]委|人民政府|管委会|管理委员会|委员会|办公厅|办公室|领导小组|[局厅部委署院])'
const issuedBy = new RegExp(`^${organisation}(?:\\s+${organisation})*\\s?(?:印发|发布|出台)[《“]?`)

/** 某委 某府印发X: X is meant. */
function reportedTitle(headline: string): string {
  const opening = issuedBy.exec(headline)
  if (!opening) return headline
  const inner = headline.slice(opening[0].length).replace(/[》”]$/, '')
  return isDocumentTitle(inner) ? inner : headline
}

/** 关于印发《X》的通知, 关于印发X的通知: X is meant. */
function coveredTitle(notice: string): string {
  const inner = innerTitle(notice)
  if (inner !== notice) return inner
  const plain = /(?:印发|转发|发布)([^《》]{4,})的(?:通知|公告|通告)$/.exec(notice)?.[1]
  return plain && isDocumentTitle(plain) ? plain : notice
}

/** A re-post's headline (《…》全文来了) or the data of a page (title: …): chrome, but it names the document. */
function titleOfPage(lines: readonly Line[]): string | null {
  for (const line of lines.slice(0, headLines)) {
    if (!line.noise && line.text.length >= 60) break
    if (!line.noise) continue
    const labelled = /^(?:标\s*题|名\s*称|title)\s*:\s*['"“]?(.{4,120}?)['"”]?$/i.exec(line.text)
    if (labelled) return tidyTitle(labelled[1] ?? '')
    const marked = readMarkedTitles(line.text).find(({ title }) => isDocumentTitle(title))
    if (marked && marked.to - marked.from > line.text.length / 2) return marked.title
  }
  return null
}

/** A report's headline: a short line before its first paragraph. */
function headlineOf(lines: readonly Line[]): string | null {
  const first = lines.findIndex((line) => !line.noise && line.text.length >= 60)
  for (const line of lines.slice(0, Math.max(0, Math.min(first, headLines)))) {
    const text = bare(line.text)
    if (line.noise || text.length < 8 || text.length > 80 || /[。;:]$/.test(text)) continue
    if (formalLineOf(text) === null && !/^[(一二三四五六七八九十\d第]/.test(text)) return text
  }
  return null
}

const issuerLabel =
  /(?:发布机构|发文机关|制定机关|发文单位|印发机关|发布机关|颁布单位|发布单位|成文机关)\s*:\s*([^\s;,。|]{2,40})/
const reportOf =
  /^(?:20\d\d年)?([\u4e00-\u9fff]{2,12}?(?:省|市|区|县|州|旗|盟))(?:20\d\d年)?(?:人民)?政府工作报告/
const isOrganisation = new RegExp(`^${organisation}$`)
const beforeAbout = new RegExp(`^(${organisation}(?:\\s+${organisation})*)\\s?(?:关于|印发|发布|转发)`)
const adopted =
  /([\u4e00-\u9fff]{2,12}?)(?:第[一二三四五六七八九十]+届)?人民代表大会(常务委员会)?(?:第[一二三四五六七八九十]+次会议)[^。]{0,12}通过/
const issuing = /(?:印发|发布|公布|出台|下发)了?《/
const whenAndHow =
  /(?:(?:\d{1,2}月)?\d{1,2}日|近日|日前|今天|今日|联合|正式|对外|共同|等?(?:\d+|[一二三四五六七八九十]+)个?部门|等单位)+$/

/** A report: 某局、某委等7部门近日联合印发《…》; the first body named is the issuer. */
function reportedIssuer(text: string): string | null {
  const at = text.search(issuing)
  if (at < 0) return null
  const clause =
    text
      .slice(Math.max(0, at - 160), at)
      .split(/[,。;:\s)]/)
      .at(-1) ?? ''
  const bodies = clause.replace(whenAndHow, '').split(/[、和]/)
  const first = (bodies[0] ?? '').replace(/^(?:记者从|近日|日前|中国(?=国家))+/, '')
  return isOrganisation.test(first) ? first : null
}

function issuerOf(reading: Reading, structure: Structure, title: string | null): string | null {
  for (const line of reading.lines) {
    const labelled = line.text.length <= 200 ? issuerLabel.exec(line.text) : null
    if (labelled) return labelled[1] ?? null
  }
  const signature = signatureOf(reading) ?? bodiesAboveTitle(reading)
  if (signature) return signature
  const fromTitle = findTitleLines(contentLines(reading))?.text ?? headlineOf(reading.lines) ?? title ?? ''
  const named = beforeAbout.exec(fromTitle)
  if (named && !/^关于/.test(fromTitle)) return asList(named[1] ?? '')
  const reporting = reportOf.exec(title ?? '')
  if (reporting) return `${reporting[1] ?? ''}人民政府`
  const head = reading.lines.filter((line) => line.text !== '').slice(0, 12)
  for (const line of head) {
    const congress = adopted.exec(line.text.slice(0, 200))
    if (congress) return `${(congress[1] ?? '').replace(/^日/, '')}人民代表大会${congress[2] ?? ''}`
  }
  if (hasOuterNumbers(structure)) return null
  for (const line of head) {
    const report = reportedIssuer(line.text.slice(0, 600))
    if (report) return report
  }
  return null
}

/** Bodies that stand alone right above the title: 中共某县委 某县人民政府. */
function bodiesAboveTitle(reading: Reading): string | null {
  const lines = contentLines(reading)
  const title = findTitleLines(lines)
  if (!title || title.first === 0) return null
  const above = lines[title.first - 1]?.text ?? ''
  return formalLineOf(above) === 'signature' ? asList(above) : null
}

/** 中共某县委 某县人民政府 are two bodies, 办 公 室 is one whose characters are set apart. */
function asList(bodies: string): string {
  const parts = bodies.trim().split(/\s+/)
  return parts.join(parts.every((part) => part.length >= 3) ? '、' : '')
}

/** The body in the line above a line that is only a date; a blank line may stand between. */
function signatureOf(reading: Reading): string | null {
  const lines = reading.lines.filter((line) => line.text !== '')
  for (let i = 1; i < lines.length; i++) {
    const date = lines[i]?.text ?? ''
    const above = asList(lines[i - 1]?.text ?? '')
    if (dateLine.test(date) && !lines[i]?.noise && formalLineOf(above) === 'signature') return above
    const both = /^(.{2,30}?)\s+((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)$/.exec(date)
    if (both && i > lines.length / 2 && formalLineOf(both[1] ?? '') === 'signature') return both[1] ?? null
  }
  return null
}

const dateLabel =
  /(?:成文日期|发文日期|印发日期|发布日期|生成日期|公布日期|发布时间|日\s*期)\s*:\s*((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})/
const pageDate = /((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})/
const chineseDate =
  /^([一二][〇零九][〇零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/

function issuedOf(reading: Reading, structure: Structure): string | null {
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

const number = '[\\u4e00-\\u9fff]{1,12}\\s?[〔[(【]\\s?(?:19|20)\\d{2}\\s?[\\]〕)】]\\s?第?\\s?\\d{1,5}\\s?号'
const ownNumber = new RegExp(`^[(]?(${number})[)]?$`)
const labelledNumber = new RegExp(`(?:文\\s*号|发文字号|发布字号|文件编号)\\s*:\\s*(${number})`)

/** The document's own number from its masthead or the page's labels; numbers of cited documents stand in sentences. */
function documentNumberOf(reading: Reading): string | null {
  const head = reading.lines.filter((line) => line.text !== '')
  for (const line of head.slice(0, headLines)) {
    const own = ownNumber.exec(line.text) ?? labelledNumber.exec(line.text.slice(0, 300))
    if (own) return tidyNumber(own[1] ?? '')
  }
  return null
}

function tidyNumber(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[[(【]/, '〔')
    .replace(/[\])】]/, '〕')
}

const period = /(?:^|[^\d])((?:19|20)\d{2})\s?年?\s?(?:-|—|~|至|到)+\s?((?:20)\d{2})\s?年?/
const fiveYears = /“?(十[一二三四五六七八九]五|二十[一二]?五)”?|第(十[一二三四五六七八九])个五年/
const inForce = /自((?:20)\d{2})年[^。]{0,20}(?:施行|实施|执行|生效)[^。]{0,20}有效期(?:至|到)((?:20)\d{2})年/
const countedFrom = /((?:20)\d{2})年(?:开始)?起,?(?:用|利用)?(\d{1,2}|[两三四五六七八九十])年/

function horizonOf(
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
