import {
  breadcrumb,
  dateAndSource,
  sourceLine,
  timeStamp,
  copyright,
  datedLink,
  fileName,
  forms,
  isChromeAnywhere,
  isChromeAtEdge,
  isMenu,
  registration,
  related,
} from './chrome-lines.ts'
import { findPageMarks } from './page-marks.ts'

/**
 * Which lines are not the document but the page around it: breadcrumbs, tools, sources, adverts, related links, forms,
 * copyright, file lists, a repeated contents box. Chrome sits at the head and the tail, so that a line there needs less
 * evidence than one between two paragraphs of the document. `lines` are clean and trimmed.
 */
export function findNoise(lines: readonly string[]): boolean[] {
  const pageMarks = findPageMarks(lines)
  const noise = lines.map((line, i) => pageMarks[i] === true || isChromeAnywhere(line))
  markFrontMatter(lines, noise)
  markFoldedContents(lines, noise)
  markListedContents(lines, noise)
  markStrayContents(lines, noise)
  markMisplacedHeading(lines, noise)
  const { first, last } = bodyRange(lines, noise)
  markHead(lines, first, noise)
  markTail(lines, last, noise)
  return noise
}

const headingMark =
  /^(?:第[一二三四五六七八九十百零〇\d]{1,5}[编篇章节条]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,3}[.、](?!\d))/
const endOfSentence = /[。!?;”)》…:]$/

/** Lines that can only be the document: long paragraphs, and headings by number. */
function isDocument(line: string): boolean {
  if (headingMark.test(line)) return !datedLink.test(line) && !fileName.test(line)
  return line.length >= 60 && line.includes('。')
}

function bodyRange(lines: readonly string[], noise: readonly boolean[]): { first: number; last: number } {
  const isBody = (line: string, i: number): boolean => line !== '' && noise[i] === false && isDocument(line)
  const first = lines.findIndex(isBody)
  if (first < 0) return { first: 0, last: lines.length - 1 }
  return { first, last: lines.findLastIndex(isBody) }
}

const documentKind =
  /(?:规划|方案|意见|办法|条例|措施|通知|纲要|决定|细则|规定|计划|公告|通告|批复|政策|指引|规则|决议|报告|要点|函|章程|清单|目录|指南)(?:\(.{1,20}\))?》?$/
const headline =
  /全文(?:来了|公布|发布|如下|附后|在此)|(?:附|附上)全文|全文\)$|^重磅|来了!?$|一图读懂|^速看|^收藏|^【[^】]*(?:节选|原文|转载|演示|收藏|干货)[^】]*】$/

/** Lines that belong to an official document though they are short: signature, date, number, addressees, annexes. */
const formal =
  /(?:政府|委员会|管委会|委|局|厅|办公室|办公厅|领导小组|部|院|中心|署|会)$|^(?:20|19)\d{2}年\d{1,2}月\d{1,2}日|^二[〇零]..年|号$|[:]$|^附\s*件|^\(.*\)$|印发$|^抄送|^(?:责任|牵头|配合|主办|协办|参与|负责|实施)(?:单位|部门)|^(?:前\s*言|引\s*言|序\s*言|目\s*录|总\s*则|附\s*则|通\s*知)$|^注:/
const digitsOnly = /^[\d.,%+\s]{1,8}$/

function markHead(lines: readonly string[], first: number, noise: boolean[]): void {
  const counted = lines.slice(0, first).findIndex((line) => /^(?:序\s*号|编\s*号)$/.test(line))
  for (let i = 0; i < first; i++) {
    const line = lines[i] ?? ''
    // Below 序号 numbers count the rows of a table.
    const isCounter = digitsOnly.test(line) && (counted < 0 || i < counted)
    if (line !== '' && (isChromeAtEdge(line) || headline.test(line) || isCounter)) noise[i] = true
  }
  markPageTitles(lines.slice(0, first), noise)
  const trail = lines.slice(0, first).findLastIndex(isTrail)
  const lastChrome = noise.slice(0, first).lastIndexOf(true)
  const chrome = noise.slice(0, first).filter(Boolean).length
  for (let i = 0; i < lastChrome; i++) {
    const line = lines[i] ?? ''
    if (line === '' || noise[i] || documentKind.test(line) || /[。]/.test(line) || isHeadline(lines, i))
      continue
    // Before a breadcrumb everything but the title is the page's; a word or two at the head is a channel's name; among
    // much chrome a short line is more of it.
    if (i < trail && line.length <= 40) noise[i] = true
    else if (formal.test(line) && line.length > 4) continue
    else if (line.length <= 4 || (chrome >= 5 && line.length <= 16)) noise[i] = true
  }
}

/** The line above date and source is what they belong to. */
function isHeadline(lines: readonly string[], i: number): boolean {
  const line = lines[i] ?? ''
  const next = lines.slice(i + 1, i + 4).find((other) => other !== '') ?? ''
  return line.length >= 8 && (sourceLine.test(next) || timeStamp.test(next) || dateAndSource.test(next))
}

/** A breadcrumb or a row of menu entries, at least its first word. */
function isTrail(line: string): boolean {
  return breadcrumb.test(line) || isMenu(line) || /^(?:网站)?(?:首页|主页)$/.test(line)
}

const siteName = /^\s*[-_—|]+\s*\S{2,20}$/

/** The page's title with the name of its site, and the title once more in the breadcrumb: the true title comes below. */
function markPageTitles(head: readonly string[], noise: boolean[]): void {
  const home = head.findIndex(isTrail)
  const lastPlace = new Map(head.map((line, i) => [line, i]))
  const [before, after] = [head.slice(0, 6), head.slice(0, 12)]
  before.forEach((line, i) => {
    const named = after
      .slice(i + 1)
      .some((other) => other.length >= 8 && line.startsWith(other) && siteName.test(line.slice(other.length)))
    if (named) noise[i] = true
  })
  if (home < 0) return
  const again = head.findIndex((line, i) => i > home && line.length >= 8 && (lastPlace.get(line) ?? 0) > i)
  for (let i = home; i <= again; i++) if (head[i] !== '') noise[i] = true
}

/** After one of these nothing of the document follows at the tail. */
function isStrong(line: string): boolean {
  return (
    related.test(line) || registration.test(line) || copyright.test(line) || isMenu(line) || forms.test(line)
  )
}

const longestChrome = 60

function markTail(lines: readonly string[], last: number, noise: boolean[]): void {
  let seen = false
  let opened = false
  for (let i = last + 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line === '') continue
    const more = line.length <= longestChrome && (opened || (seen && !formal.test(line)))
    if (isChromeAtEdge(line) || more) {
      noise[i] = true
      seen = true
      opened ||= isStrong(line)
    }
  }
  const end = lines.findLastIndex((line, i) => noise[i] === true && isStrong(line))
  for (let i = last + 1; i < end; i++) {
    const line = lines[i] ?? ''
    // Short, or the titles of columns side by side.
    const isBrief = line.length <= 20 || (line.length <= 60 && line.split(/\s+/).length >= 4)
    const isShort = line !== '' && isBrief && !formal.test(line) && !/[。,;]/.test(line)
    if (isShort && !isAboveSentence(lines, i)) noise[i] = true
  }
}

/** A subhead: the next line is a sentence of the document. */
function isAboveSentence(lines: readonly string[], i: number): boolean {
  const next = lines.slice(i + 1, i + 4).find((line) => line !== '') ?? ''
  return next.length >= 30 && next.endsWith('。') && !isChromeAtEdge(next)
}

/** Data between two --- lines at the top, as site generators keep it. */
function markFrontMatter(lines: readonly string[], noise: boolean[]): void {
  const open = lines.findIndex((line) => line !== '')
  if (open < 0 || lines[open] !== '---') return
  const close = lines.findIndex((line, i) => i > open && line === '---')
  if (close < 0 || close - open > 40) return
  for (let i = open; i <= close; i++) if (lines[i] !== '') noise[i] = true
}

/** A list of contents that a page can unfold: everything in the element. */
function markFoldedContents(lines: readonly string[], noise: boolean[]): void {
  const open = lines.findIndex((line) => /^<summary>[^<]*目\s*录[^<]*<\/summary>$/i.test(line))
  if (open < 0) return
  const close = lines.findIndex((line, i) => i > open && /^<\/details>$/i.test(line))
  if (close < 0 || close - open > 400) return
  for (let i = open; i <= close; i++) if (lines[i] !== '') noise[i] = true
}

const trailingPage = /[\s.…·]+\d*$/
const leadingMark =
  /^(?:#{1,6}\s*|[^\w\u3400-\u9fff(“《[【]+)?(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、]\s*)?/

const link = /^[-*+]?\s*\[([^\]]*)\]\([^()]*\)$/

function entryKey(line: string): string {
  return line.replace(link, '$1').replace(trailingPage, '').replace(/\s+/g, '')
}

function looseKey(line: string): string {
  return entryKey(line).replace(leadingMark, '')
}

const longestEntry = 60

const mostEntries = 400

/** 目录 and what is listed under it, up to where its first entry comes again as a heading. */
function markListedContents(lines: readonly string[], noise: boolean[]): void {
  const open = lines.findIndex((line) => /^(?:#{1,6}\s*)?目\s*录:?$/.test(line))
  const first = lines.findIndex((line, i) => i > open && line !== '')
  if (open < 0 || first < 0) return
  const key = looseKey(lines[first] ?? '')
  const isEntry = (line: string): boolean => line.length <= longestEntry && !/[。;]/.test(line)
  for (let i = first; i < Math.min(lines.length, open + mostEntries) && isEntry(lines[i] ?? ''); i++) {
    if (i === first || looseKey(lines[i] ?? '') !== key || key === '') continue
    for (let at = open; at < i; at++) if (lines[at] !== '') noise[at] = true
    return
  }
}

/** A contents box: short lines before the first paragraph, all of which come again later as true headings. */
function markStrayContents(lines: readonly string[], noise: boolean[]): void {
  const exact = new Map<string, number>()
  const loose = new Map<string, number>()
  const firstLong = lines.findIndex((line) => line.length >= 60 && line.includes('。'))
  lines.forEach((line, i) => {
    if (line === '' || line.length > longestEntry || noise[i]) return
    exact.set(entryKey(line), i)
    if (i > firstLong) loose.set(looseKey(line), i)
  })
  const limit = firstLong < 0 ? 0 : firstLong
  for (let i = 0; i < limit; i++) {
    const line = lines[i] ?? ''
    if (line === '' || noise[i] || line.length > longestEntry) continue
    if (line.replace(/\s/g, '') === '目录') {
      noise[i] = true
      continue
    }
    if (documentKind.test(line) || formal.test(line)) continue
    const again = headingMark.test(line)
      ? Math.max(exact.get(entryKey(line)) ?? -1, loose.get(looseKey(line)) ?? -1)
      : line.length >= 4
        ? (exact.get(entryKey(line)) ?? -1)
        : -1
    if (again > i && again >= limit) noise[i] = true
  }
}

const bracketNumber = /^\(([一二三四五六七八九十]{1,3})\)/
const outerHeading = /^(?:第[一二三四五六七八九十百]{1,4}[编篇章]|[一二三四五六七八九十]{1,3}、)/
const order = '一二三四五六七八九十'

/** A heading that slipped to the top: a later number before any first one, and the same series goes on lower down. */
function markMisplacedHeading(lines: readonly string[], noise: boolean[]): void {
  const first = lines.findIndex((line, i) => !noise[i] && headingMark.test(line))
  if (first < 0) return
  const number = bracketNumber.exec(lines[first] ?? '')?.[1]
  if (!number || number === '一' || endOfSentence.test(lines[first] ?? '')) return
  for (let i = first + 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (noise[i]) continue
    if (outerHeading.test(line)) return
    const next = bracketNumber.exec(line)?.[1]
    if (!next) continue
    if (order.indexOf(next) <= order.indexOf(number)) noise[first] = true
    return
  }
}
