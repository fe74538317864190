import { canonicalCodes, DROPPED } from './canonical-characters.ts'
import { findHardWraps } from './hard-wraps.ts'
import { findMisreadNumbers } from './misread-numbers.ts'
import { findNoise } from './noise.ts'
import { findPinyin } from './pinyin-annotation.ts'
import type { Line, Reading } from './reading.ts'

const LF = 0x0a
const CR = 0x0d

/**
 * Prepares a text for the rules: one canonical form for every character (see `canonicalCodes`: `,` `:` `;` `(` `)` and
 * digits are half-width, 、。“”《》〔〕 stay), line ends as \n, pinyin annotations and bold marks left out, page chrome marked by
 * line.
 * Each clean character knows its place in the original; any string is accepted. Linear in the length.
 */
export function normalise(original: string): Reading {
  const canonical = canonicalise(original)
  settleByContext(canonical)
  const { clean, toOriginal } = withoutAids(canonical, original.length)
  return { original, clean, toOriginal, lines: linesOf(original, clean, toOriginal) }
}

interface Characters {
  readonly codes: Uint16Array
  /** Offset in the original of each code. */
  readonly places: Uint32Array
  /** How many are in use; both arrays are at least this long. */
  readonly count: number
  /** Whether the original is in traditional script. */
  readonly traditional: boolean
}

/** Named blanks and quotation marks that are left when a web page was turned into text carelessly. */
const entities: readonly (readonly [string, string])[] = [
  ['&nbsp;', ' '],
  ['&emsp;', ' '],
  ['&ensp;', ' '],
  ['&ldquo;', '“'],
  ['&rdquo;', '”'],
  ['&mdash;', '—'],
  ['&middot;', '·'],
]

function canonicalise(original: string): Characters {
  const table = canonicalCodes()
  const codes = new Uint16Array(original.length)
  const places = new Uint32Array(original.length)
  const doubtful: number[] = []
  const misread = findMisreadNumbers(original)
  let nextMisread = 0
  let count = 0
  let changed = 0
  let han = 0
  for (let i = 0; i < original.length; i++) {
    const number = misread[nextMisread]
    if (number?.from === i) {
      nextMisread++
      for (const character of `(${number.numeral})`) {
        codes[count] = character.charCodeAt(0)
        places[count++] = i
      }
      i = number.to - 1
      continue
    }
    const code = original.charCodeAt(i)
    let kept = table[code] ?? code
    const at = i
    if (code === CR) {
      kept = LF
      if (original.charCodeAt(i + 1) === LF) i++
    } else if (code === 0x26) {
      const entity = entities.find(([name]) => original.startsWith(name, at))
      if (entity) {
        kept = entity[1].charCodeAt(0)
        i += entity[0].length - 1
      }
    } else if (kept === DROPPED) {
      continue
    }
    if (code >= 0x4e00 && code <= 0x9fff) {
      han++
      if (kept !== code) {
        if (wordsOfTheirOwn.has(code)) doubtful.push(count)
        else changed++
      }
    }
    codes[count] = kept
    places[count] = at
    count++
  }
  // Mechanically converted text shares most characters with simplified script; names in a simplified text share few.
  const traditional = changed > 0 && changed * 50 > han
  if (!traditional) for (const i of doubtful) codes[i] = original.charCodeAt(places[i] ?? 0)
  return { codes, places, count, traditional }
}

/** In simplified text these are words or names of their own; the character table speaks for traditional text only. */
const wordsOfTheirOwn = new Set([...'乾瞭於徵祕苧'].map((c) => c.charCodeAt(0)))
const before着 = new Set([...'名显卓专昭原论编译遗拙巨土'].map((c) => c.charCodeAt(0)))
const after着 = new Set([...'名作称述录者'].map((c) => c.charCodeAt(0)))
const before复 = new Set([...'答批回函申'].map((c) => c.charCodeAt(0)))
const before划 = new Set([...'计规筹策企擘'].map((c) => c.charCodeAt(0)))
const chineseDigits = new Set([...'〇一二三四五六七八九'].map((c) => c.charCodeAt(0)))

/** Characters whose simplified or usual form depends on their neighbours; changes codes in place, never their number. */
function settleByContext({ codes, count, traditional }: Characters): void {
  const neighbour = (i: number): number => (i >= 0 && i < count ? (codes[i] ?? 0) : 0)
  let lineStart = 0
  let quotes: number[] = []
  for (let i = 0; i < count; i++) {
    const code = codes[i] ?? 0
    if (code === LF) {
      pairQuotes(codes, quotes)
      quotes = []
      lineStart = i + 1
    } else if (code === 0x22) {
      quotes.push(i)
    } else if (code === 0x25cb) {
      if (i > lineStart && chineseDigits.has(neighbour(i - 1))) codes[i] = 0x3007
    } else if (traditional) {
      if (code === 0x8457 && !before着.has(neighbour(i - 1)) && !after着.has(neighbour(i + 1)))
        codes[i] = 0x7740
      else if (code === 0x8986 && before复.has(neighbour(i - 1))) codes[i] = 0x590d
      else if (code === 0x753b && before划.has(neighbour(i - 1))) codes[i] = 0x5212
    }
  }
  pairQuotes(codes, quotes)
}

/** Straight quotation marks come in pairs within a line; an odd one stays as it is. */
function pairQuotes(codes: Uint16Array, at: readonly number[]): void {
  if (at.length % 2 === 1) return
  at.forEach((place, n) => {
    codes[place] = n % 2 === 0 ? 0x201c : 0x201d
  })
}

/** What is cut out of the canonical text, one kind after the other, since one may hide the next. */
const cuts: readonly ((text: string) => readonly Cut[])[] = [
  findEmphasis,
  findHardWraps,
  findPinyin,
  findStrayBlanks,
]

interface Cut {
  readonly from: number
  readonly to: number
}

/** Circles that came to stand behind a Chinese digit only when what stood between was cut out. */
const circlesAfterDigits = /(?<=[〇一二三四五六七八九])○+/g
const zeros = (circles: string): string => '〇'.repeat(circles.length)

function withoutAids(from: Characters, originalLength: number): { clean: string; toOriginal: Uint32Array } {
  let clean = textOf(from.codes, from.count)
  let places = from.places.subarray(0, from.count)
  for (const find of cuts) {
    const found = find(clean)
    if (found.length === 0) continue
    const kept = cutOut(clean, places, found)
    clean = kept.text
    places = kept.places
  }
  clean = clean.replace(circlesAfterDigits, zeros)
  const toOriginal = new Uint32Array(clean.length + 1)
  toOriginal.set(places)
  toOriginal[clean.length] = originalLength
  return { clean, toOriginal }
}

function cutOut(
  text: string,
  places: Uint32Array,
  found: readonly Cut[],
): { text: string; places: Uint32Array } {
  const removed = found.reduce((sum, { from, to }) => sum + to - from, 0)
  const kept = new Uint32Array(text.length - removed)
  const parts: string[] = []
  let written = 0
  let at = 0
  const copyTo = (end: number): void => {
    kept.set(places.subarray(at, end), written)
    parts.push(text.slice(at, end))
    written += end - at
  }
  for (const { from, to } of found) {
    copyTo(from)
    at = to
  }
  copyTo(text.length)
  return { text: parts.join(''), places: kept }
}

/** The asterisks of bold type in Markdown. */
function findEmphasis(text: string): readonly Cut[] {
  return Array.from(text.matchAll(/\*{2,}/g), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}

const longLine = 80
const pastTitle = 40
const strayBlank = /(?<=[\u3400-\u9fff,、。;]) (?=[\u3400-\u9fff\d])|(?<=\d) (?=[\u3400-\u9fff])/g

const titleBefore =
  /(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]{1,3}\)|\d[.、]|第[一二三四五六七八九十百]{1,5}[章节条])\s?[^。,;:!?\s]{0,30}$/
const markAfter = /^ (?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,5}[章节条]|\d{1,2}[.、])/

/** Where a whole document is one line, blanks are all that is left between its titles and its text. */
function setsOffTitle(line: string, at: number): boolean {
  return titleBefore.test(line.slice(Math.max(0, at - 40), at)) || markAfter.test(line.slice(at, at + 10))
}

/** Single blanks inside the words of a long paragraph, where the lines of a PDF were joined; titles keep theirs. */
function findStrayBlanks(text: string): readonly Cut[] {
  const found: Cut[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.length >= longLine && line.includes(' ', pastTitle)) {
      for (const { index } of line.matchAll(strayBlank)) {
        if (index <= pastTitle || setsOffTitle(line, index)) continue
        found.push({ from: start + index, to: start + index + 1 })
      }
    }
    start += line.length + 1
  }
  return found
}

function textOf(codes: Uint16Array, count: number): string {
  const parts: string[] = []
  for (let i = 0; i < count; i += 8192) {
    parts.push(String.fromCharCode(...codes.subarray(i, Math.min(count, i + 8192))))
  }
  return parts.join('')
}

function linesOf(original: string, clean: string, toOriginal: Uint32Array): Line[] {
  const texts = clean.split('\n')
  const trimmed = texts.map((text) => text.trim())
  const noise = findNoise(trimmed)
  const lines: Line[] = []
  let start = 0
  let number = 1
  let counted = 0
  texts.forEach((raw, index) => {
    const text = trimmed[index] ?? ''
    const from = start + (raw.length - raw.trimStart().length)
    lines.push({ number, start: from, end: from + text.length, text, noise: noise[index] ?? false })
    start += raw.length + 1
    // A line that was joined of several counts them all.
    const upTo = toOriginal[start] ?? original.length
    for (; counted < upTo; counted++) if (original.charCodeAt(counted) === LF) number++
  })
  return lines
}
