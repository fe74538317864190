import type { Reading } from './reading.ts'
import { headlineOf, organisation } from './read-title.ts'
import type { Structure } from './structure.ts'
import { contentLines, dateLine, findTitleLines, formalLineOf } from './title-lines.ts'

/** 一、 or 第一章: the plan itself is here, not only a report on it. */
export function hasOuterNumbers(structure: Structure): boolean {
  return structure.headings.some(
    ({ number }) => number !== null && /^[一二三四五六七八九十]+、|^第/.test(number),
  )
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

/** Who issued the document: by label, signature, the bodies above or in the title, adoption, or a report's words. */
export function issuerOf(reading: Reading, structure: Structure, title: string | null): string | null {
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
