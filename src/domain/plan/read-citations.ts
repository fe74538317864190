import { innerTitle, isDocumentTitle, isSameTitle, isShortTitle, titleKey } from './document-title.ts'
import { readMarkedTitles } from './marked-titles.ts'
import { spanOf } from './reading.ts'
import type { Line, Reading } from './reading.ts'
import type { Citation, DocumentFacts } from './types.ts'

interface Mention {
  readonly from: number
  readonly to: number
  readonly title: string
  readonly number: string | null
  /** Inside the document's own title: 关于贯彻落实《X》的意见. */
  readonly inOwnTitle: boolean
}

/** 国函〔2012〕168号, 京发[2011]5号, 国务院令第743号: within the bracket that follows a title. */
const NUMBER_AFTER =
  /^\s*[(（]\s*([\p{Script=Han}A-Za-z]{1,14}[〔[(（【]\d{4}[〕\])）】]\s*第?\d+(?:-\d+)?号|[\p{Script=Han}]{0,16}令?第?\d+号)(?:[,,、;;][^()（）]{0,60})?[)）]/u
const DECLARED_AFTER =
  /^\s*(?:[(（][^()（）]{0,40}[)）])?\s*[(（][^()（）]{0,50}?(?:以下)?(?:统一)?(?:简称|称为|称)[:：]?\s*(?:为)?[《“"]?([^《》“”"()（）]{2,30})/

/**
 * Documents that the text names in 《》, each once, at its first mention. The mention inside the document's own title
 * (关于贯彻落实《X》的意见) gives way to one in the text, since that carries number and short name. Short names that are
 * declared (以下简称《批复》) or end a title already met are the same document. Page chrome is not read, but for a headline
 * that opens with the document's title.
 */
export function readCitations(reading: Reading, facts: DocumentFacts): Citation[] {
  const mentions: Mention[] = []
  const shortNames = new Set<string>()
  for (const line of reading.lines) {
    if (line.noise && !isHeadline(line, facts)) continue
    if (!line.text.includes('《')) continue
    collect(line, facts, mentions, shortNames)
  }
  const chosen: Mention[] = []
  for (const mention of mentions) {
    if (
      isShortTitle(mention.title) &&
      (shortNames.has(titleKey(mention.title)) || endsOneOf(mention, mentions))
    )
      continue
    const known = chosen.findIndex((other) => isSameTitle(other.title, mention.title))
    const before = chosen[known]
    if (before === undefined) chosen.push(mention)
    else if (before.inOwnTitle && !mention.inOwnTitle) chosen[known] = mention
    else if (before.number === null && mention.number !== null)
      chosen[known] = { ...before, number: mention.number }
  }
  return chosen
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to, title, number }) => ({ ...spanOf(reading, from, to), title, number }))
}

function collect(line: Line, facts: DocumentFacts, mentions: Mention[], shortNames: Set<string>): void {
  const ownTitle = facts.title !== null && titleKey(facts.title) === titleKey(line.text)
  for (const { from, to, title } of readMarkedTitles(line.text)) {
    const after = line.text.slice(to, to + 120)
    const declared = DECLARED_AFTER.exec(after)?.[1]
    if (declared !== undefined) shortNames.add(titleKey(declared))
    if (!isDocumentTitle(innerTitle(title)) && !isDocumentTitle(title)) {
      if (!NUMBER_AFTER.test(after)) continue
    }
    const number = NUMBER_AFTER.exec(after)
    const plainNumber = number !== null && /号\s*[)）]$/.test(number[0])
    mentions.push({
      from: line.start + from,
      to: line.start + to + (plainNumber ? number[0].length : 0),
      title,
      number: number?.[1]?.replace(/\s/g, '') ?? null,
      inOwnTitle: ownTitle && !line.text.trim().endsWith('》'),
    })
  }
}

/** 《…规划》全文来了, set apart as page chrome, still is where the document is first named. */
function isHeadline(line: Line, facts: DocumentFacts): boolean {
  if (facts.title === null || !line.text.startsWith('《')) return false
  const first = readMarkedTitles(line.text)[0]
  return first !== undefined && isSameTitle(first.title, facts.title)
}

function endsOneOf(mention: Mention, mentions: readonly Mention[]): boolean {
  const key = titleKey(mention.title)
  return mentions.some(
    (other) => other.title.length > mention.title.length + 2 && bareKey(other.title).endsWith(key),
  )
}

function bareKey(title: string): string {
  return titleKey(innerTitle(title)).replace(/(?:\([^()]*\))+$/, '')
}
