import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Extraction } from '#domain/plan'

/**
 * Scores an extraction against an annotated document, item by item, one to one. The rules are those of the annotated
 * examples' own scorer: headings by start and number, figures by overlap, value, unit and year, tasks by start or by
 * overlap, bodies as sets of names, citations by overlap, noise by character. Gold items marked optional are neither
 * required nor wrong. Offsets of the gold are code points, of an extraction code units; both become code points here.
 */
export const rows = [
  'headings',
  'targets',
  'targets-noyear',
  'baselines',
  'baselines-noyear',
  'tasks',
  'bodies',
  'citations',
  'noise',
] as const
export type Row = (typeof rows)[number]

/** What an extraction must reach over the five annotated examples together. */
export const requiredF1: Readonly<Partial<Record<Row, number>>> = {
  headings: 0.98,
  targets: 0.97,
  baselines: 0.92,
  tasks: 0.96,
  bodies: 0.9,
  citations: 0.98,
  noise: 0.97,
}

export interface Counts {
  readonly hit: number
  readonly wrong: number
  readonly missed: number
}
export type Scores = Readonly<Record<Row, Counts>>

interface Item {
  start: number
  end: number
  number?: string | null
  comparator?: string
  value?: number | null
  value2?: number | null
  unit?: string
  year?: number | null
  optional?: boolean
  unmarked?: boolean
}

interface QuotedItem extends Partial<Item> {
  line?: number
  quote?: string
  quoteStart?: string
  quoteEnd?: string
}

interface GoldFile {
  document: string
  sha256?: string
  headings?: QuotedItem[]
  targets?: QuotedItem[]
  baselines?: QuotedItem[]
  tasks?: QuotedItem[]
  citations?: QuotedItem[]
  noise?: (string | Item)[]
  noiseLines?: number[]
  bodies?: string[]
  bodiesOptional?: string[]
  bodyAliases?: Record<string, string>
  bodyForms?: { start: number; end: number; name: string }[]
}

export interface GoldDocument {
  readonly name: string
  /** The text that was annotated. */
  readonly text: string
  readonly gold: GoldItems
}

export interface GoldItems {
  readonly headings: readonly Item[]
  readonly targets: readonly Item[]
  readonly baselines: readonly Item[]
  readonly tasks: readonly Item[]
  readonly citations: readonly Item[]
  readonly noise: readonly Item[]
  readonly bodies: readonly string[]
  readonly bodiesOptional: readonly string[]
  readonly aliases: ReadonlyMap<string, string>
}

/** All annotated documents of a folder, in order of name. Throws where a text is missing or is not the annotated one. */
export function loadGold(goldFolder: string, textFolder: string): GoldDocument[] {
  const names = readdirSync(goldFolder).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => {
    const file = JSON.parse(readFileSync(join(goldFolder, name), 'utf8')) as GoldFile
    const text = annotatedText(join(textFolder, file.document), file)
    return { name: basename(name, '.json'), text, gold: goldItems(file, text) }
  })
}

/** The file, or the file without a first line that was added after it was annotated. */
function annotatedText(path: string, gold: GoldFile): string {
  if (!existsSync(path)) throw new Error(`The annotated text ${path} is missing`)
  const text = readFileSync(path, 'utf8')
  const candidates = [text, text.slice(text.indexOf('\n') + 1)]
  const found = candidates.find((candidate) => !gold.sha256 || digest(candidate) === gold.sha256)
  if (found === undefined) throw new Error(`${path} is not the text that was annotated`)
  return found
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Reads offset records and quote records alike. */
export function goldItems(file: GoldFile, text: string): GoldItems {
  const points = Array.from(text)
  const units = codePointOffsets(text)
  const lineStarts = [0]
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') lineStarts.push(i + 1)
  const find = (quote: string, line: number | undefined): number => {
    const at = text.indexOf(quote, line === undefined ? 0 : (lineStarts[line - 1] ?? 0))
    if (at < 0) throw new Error(`${file.document}: quote not found in line ${line ?? '?'}: ${quote}`)
    return at
  }
  const locate = (record: QuotedItem): Item => {
    if (record.start !== undefined && record.end !== undefined)
      return { ...record, start: record.start, end: record.end }
    const quote = record.quote ?? record.quoteStart ?? ''
    const start = find(quote, record.line)
    let end = start + quote.length
    if (record.quoteEnd !== undefined) end = text.indexOf(record.quoteEnd, start) + record.quoteEnd.length
    return { ...record, start: units[start] ?? 0, end: units[end] ?? points.length }
  }
  const noise = (file.noise ?? []).map((entry, i) =>
    typeof entry === 'string' ? locate({ quote: entry, ...lineAt(file.noiseLines?.[i]) }) : entry,
  )
  const aliases = new Map(
    Object.entries(file.bodyAliases ?? {}).map(([from, to]) => [plain(from), plain(to)]),
  )
  for (const form of file.bodyForms ?? []) {
    const short = plain(points.slice(form.start, form.end).join(''))
    if (!aliases.has(short)) aliases.set(short, plain(form.name))
  }
  return {
    headings: (file.headings ?? []).map(locate),
    targets: (file.targets ?? []).map(locate),
    baselines: (file.baselines ?? []).map(locate),
    tasks: (file.tasks ?? []).map(locate),
    citations: (file.citations ?? []).map(locate),
    noise,
    bodies: file.bodies ?? [],
    bodiesOptional: file.bodiesOptional ?? [],
    aliases,
  }
}

function lineAt(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line }
}

/** Offset in code points of each code unit, with one more entry for the end. */
function codePointOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1)
  let points = 0
  for (let i = 0; i < text.length; i++) {
    offsets[i] = points
    const code = text.charCodeAt(i)
    const next = text.charCodeAt(i + 1)
    const pairs = code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff
    if (!pairs) points++
  }
  offsets[text.length] = points
  return offsets
}

export function scoreExtraction(document: GoldDocument, extraction: Extraction): Scores {
  const { gold, text } = document
  const units = codePointOffsets(text)
  const converted = <T extends { start: number; end: number }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, start: units[item.start] ?? 0, end: units[item.end] ?? 0 }))
  const targets = converted(extraction.targets)
  const baselines = converted(extraction.baselines)
  return {
    headings: match(gold.headings, converted(extraction.headings), headingScore),
    targets: match(gold.targets, targets, quantityScore(true)),
    'targets-noyear': match(gold.targets, targets, quantityScore(false)),
    baselines: match(gold.baselines, baselines, quantityScore(true)),
    'baselines-noyear': match(gold.baselines, baselines, quantityScore(false)),
    tasks: match(gold.tasks, converted(extraction.tasks), taskScore),
    bodies: matchBodies(gold, extraction.bodies),
    citations: match(gold.citations, converted(extraction.citations), (g, s) => overlap(g, s) || null),
    noise: matchNoise(gold.noise, converted(extraction.noise), Array.from(text)),
  }
}

type PairScore = (gold: Item, system: Item) => number | null

function isOptional(item: Item): boolean {
  return item.optional === true || item.unmarked === true
}

function match(gold: readonly Item[], system: readonly Item[], score: PairScore): Counts {
  const required = gold.filter((item) => !isOptional(item))
  const all = system.map((_, j) => j)
  const hits = pair(required, system, all, score)
  const rest = all.filter((j) => !hits.has(j))
  const spared = pair(gold.filter(isOptional), system, rest, score)
  return {
    hit: hits.size,
    wrong: system.length - hits.size - spared.size,
    missed: required.length - hits.size,
  }
}

/** Best pairs first; which of the system's items were paired. */
function pair(
  gold: readonly Item[],
  system: readonly Item[],
  free: readonly number[],
  score: PairScore,
): Set<number> {
  const pairs: { value: number; i: number; j: number }[] = []
  gold.forEach((item, i) => {
    for (const j of free) {
      const other = system[j]
      const value = other ? score(item, other) : null
      if (value !== null) pairs.push({ value, i, j })
    }
  })
  pairs.sort((a, b) => b.value - a.value || a.i - b.i || a.j - b.j)
  const takenGold = new Set<number>()
  const taken = new Set<number>()
  for (const { i, j } of pairs) {
    if (takenGold.has(i) || taken.has(j)) continue
    takenGold.add(i)
    taken.add(j)
  }
  return taken
}

function isSpan({ start, end }: Item): boolean {
  return end > start && start >= 0
}

function overlap(a: Item, b: Item): number {
  if (!isSpan(a) || !isSpan(b)) return 0
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

function headingScore(gold: Item, system: Item): number | null {
  const apart = Math.abs(gold.start - system.start)
  if (!isSpan(system) || apart > 3 || numberKey(gold.number) !== numberKey(system.number)) return null
  return -apart
}

function taskScore(gold: Item, system: Item): number | null {
  if (!isSpan(system)) return null
  const common = overlap(gold, system)
  const share = common / (gold.end - gold.start + (system.end - system.start) - common)
  if (Math.abs(gold.start - system.start) <= 5) return 1 + share
  return share >= 0.8 ? share : null
}

function quantityScore(withYear: boolean): PairScore {
  return (gold, system) => {
    const common = overlap(gold, system)
    if (common === 0) return null
    const a = quantityOf(gold)
    const b = quantityOf(system)
    if (a.unit !== b.unit || !isClose(a.value, b.value) || !isClose(a.value2, b.value2)) return null
    if (withYear && (gold.year ?? null) !== (system.year ?? null)) return null
    return common
  }
}

const scales: readonly (readonly [string, number])[] = [
  ['万亿', 1e12],
  ['千亿', 1e11],
  ['亿', 1e8],
  ['千万', 1e7],
  ['百万', 1e6],
  ['万', 1e4],
]
const sameUnits: Readonly<Record<string, string>> = {
  人民币: '元',
  平方千米: '平方公里',
  km2: '平方公里',
  百分比: '%',
  percent: '%',
  个百分点: '百分点',
  兆瓦: 'MW',
}

/** The multiplier of the unit worked into the values: 3.5 万亿元 is 3.5e12 元. */
function quantityOf(item: Item): { value: number | null; value2: number | null; unit: string } {
  const printed = plain(item.unit ?? '')
  const scale = scales.find(([name]) => printed.startsWith(name))
  const factor = scale?.[1] ?? 1
  const rest = printed.slice(scale?.[0].length ?? 0).replaceAll('人民币', '')
  const unit = rest === '' && factor >= 1e8 ? '元' : rest
  const scaled = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : value * factor
  return { value: scaled(item.value), value2: scaled(item.value2), unit: sameUnits[unit] ?? unit }
}

function isClose(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

/** 一、 and (一) and 1. are the same number. */
function numberKey(number: string | null | undefined): number | string | null {
  if (number === null || number === undefined || number === '') return null
  const bare = plain(number).replace(/[()[\]{}<>〔〕【】、.。,:;·第章节条款编是]/g, '')
  if (/^\d+$/.test(bare)) return Number(bare)
  return chineseValue(bare) ?? bare
}

const chineseDigits = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]))
for (const [digit, value] of [
  ['〇', 0],
  ['两', 2],
  ['壹', 1],
] as const)
  chineseDigits.set(digit, value)

function chineseValue(text: string): number | null {
  if (text === '') return null
  let total = 0
  let current = 0
  for (const character of text) {
    const digit = chineseDigits.get(character)
    if (digit !== undefined) current = digit
    else if (character === '十' || character === '百') {
      total += (current === 0 ? 1 : current) * (character === '十' ? 10 : 100)
      current = 0
    } else return null
  }
  return total + current
}

function matchBodies(gold: GoldItems, system: readonly string[]): Counts {
  const own = new Set(gold.bodies.map(plain))
  const optional = new Set(gold.bodiesOptional.map(plain))
  const canonical = (name: string): string => {
    const bare = plain(name)
    return own.has(bare) || optional.has(bare) ? bare : (gold.aliases.get(bare) ?? bare)
  }
  const wanted = new Set([...own].map(canonical))
  const spared = optional.difference(wanted)
  const got = new Set(system.map(canonical)).difference(spared)
  const hit = wanted.intersection(got).size
  return { hit, wrong: got.size - hit, missed: wanted.size - hit }
}

function matchNoise(gold: readonly Item[], system: readonly Item[], points: readonly string[]): Counts {
  const characters = (items: readonly Item[]): Set<number> => {
    const covered = new Set<number>()
    for (const item of items.filter(isSpan)) {
      for (let i = item.start; i < Math.min(item.end, points.length); i++)
        if (!isBlank(points[i])) covered.add(i)
    }
    return covered
  }
  const wanted = characters(gold.filter((item) => !isOptional(item)))
  const spared = characters(gold.filter(isOptional)).difference(wanted)
  const got = characters(system).difference(spared)
  const hit = wanted.intersection(got).size
  return { hit, wrong: got.size - hit, missed: wanted.size - hit }
}

/** As the annotated examples' scorer has it: separators of information (U+001C to U+001F) are blank, a byte order mark is not. */
function isBlank(point: string | undefined): boolean {
  const code = point?.codePointAt(0)
  if (code === undefined || code === 0xfeff) return false
  return (code >= 0x1c && code <= 0x1f) || code === 0x85 || /\s/.test(point ?? '')
}

export interface Measures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Null where neither side has anything to count. */
export function measuresOf({ hit, wrong, missed }: Counts): Measures | null {
  if (hit + wrong + missed === 0) return null
  const precision = hit + wrong > 0 ? hit / (hit + wrong) : 0
  const recall = hit + missed > 0 ? hit / (hit + missed) : 0
  return {
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  }
}

export function sumScores(all: readonly Scores[]): Scores {
  const total = (row: Row): Counts => ({
    hit: all.reduce((sum, scores) => sum + scores[row].hit, 0),
    wrong: all.reduce((sum, scores) => sum + scores[row].wrong, 0),
    missed: all.reduce((sum, scores) => sum + scores[row].missed, 0),
  })
  return {
    headings: total('headings'),
    targets: total('targets'),
    'targets-noyear': total('targets-noyear'),
    baselines: total('baselines'),
    'baselines-noyear': total('baselines-noyear'),
    tasks: total('tasks'),
    bodies: total('bodies'),
    citations: total('citations'),
    noise: total('noise'),
  }
}
