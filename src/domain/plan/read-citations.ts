import {
  innerTitle,
  isDocumentTitle,
  isSameIdentity,
  isSameTitle,
  isShortTitle,
  stripEditions,
  titleIdentity,
  titleKey,
} from './document-title.ts'
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
  const endings = titleEndings(mentions)
  const chosen = new Map<string, Mention[]>()
  for (const mention of mentions) {
    const key = titleKey(mention.title)
    if (isShortTitle(mention.title) && (shortNames.has(key) || endings.has(key))) continue
    const identity = titleIdentity(mention.title)
    const group = chosen.get(identity.base) ?? []
    chosen.set(identity.base, group)
    const known = group.findIndex((other) => isSameIdentity(titleIdentity(other.title), identity))
    const before = group[known]
    if (before === undefined) {
      if (group.length < MOST_EDITIONS) group.push(mention)
    } else if (before.inOwnTitle && !mention.inOwnTitle) group[known] = mention
    else if (before.number === null && mention.number !== null)
      group[known] = { ...before, number: mention.number }
  }
  return [...chosen.values()]
    .flat()
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to, title, number }) => ({ ...spanOf(reading, from, to), title, number }))
}

/** More editions of one title than any document cites; keeps the search within them short. */
const MOST_EDITIONS = 20

/** What the longer titles end in, two to eight characters: the short names that could mean them. */
function titleEndings(mentions: readonly Mention[]): ReadonlySet<string> {
  const endings = new Set<string>()
  for (const { title } of mentions) {
    const key = titleKey(stripEditions(innerTitle(title)))
    for (let length = 2; length <= 8 && length <= key.length - 3; length++) endings.add(key.slice(-length))
  }
  return endings
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
