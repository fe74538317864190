import { innerTitle, isDocumentTitle } from './document-title.ts'
import { readMarkedTitles } from './marked-titles.ts'
import type { Line, Reading } from './reading.ts'
import { bare, contentLines, findTitleLines, formalLineOf } from './title-lines.ts'

/** Non-empty lines in which the head of a document ends. */
export const headLines = 40

/** The title as the document bears it; `isWhole`: the plan itself is here, not a report on it. */
export function titleOf(reading: Reading, isWhole: boolean): string | null {
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

/** A body by the last words of its name. */
export const organisation =
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
export function headlineOf(lines: readonly Line[]): string | null {
  const first = lines.findIndex((line) => !line.noise && line.text.length >= 60)
  for (const line of lines.slice(0, Math.max(0, Math.min(first, headLines)))) {
    const text = bare(line.text)
    if (line.noise || text.length < 8 || text.length > 80 || /[。;:]$/.test(text)) continue
    if (formalLineOf(text) === null && !/^[(一二三四五六七八九十\d第]/.test(text)) return text
  }
  return null
}
