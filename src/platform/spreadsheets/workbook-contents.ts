import { refuse } from '#domain/kernel'
import type { ReadLimits } from './declaration.ts'
import type { NumberLook } from './raw-cell.ts'
import type { WorkbookArchive } from './workbook-archive.ts'
import { attribute, attributeLike, decodeEscapes, type XmlHandler } from './xml-scanner.ts'

export interface WorkbookContents {
  readonly sheets: readonly SheetEntry[]
  /** Days are counted from 1904, as old files of the Macintosh do. */
  readonly is1904: boolean
  /** By index of cell style. */
  readonly looks: readonly NumberLook[]
  readonly sharedTexts: readonly string[]
  /** The part with the styles, where there is one. */
  readonly stylesPart: string | undefined
}

export interface SheetEntry {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

/** A part with formats, relations or names is small in any honest file. */
export const MAX_SMALL_PART_BYTES = 32 * 1024 ** 2
const MAX_STYLES = 100_000

/** What has to be known before the rows can be read. */
export async function readContents(archive: WorkbookArchive, limits: ReadLimits): Promise<WorkbookContents> {
  const workbookPart = (await relations(archive, '')).find(
    (relation) => relation.type === 'officeDocument',
  )?.target
  if (workbookPart === undefined || !archive.has(workbookPart)) refuse('sheet.not_a_workbook')
  const related = await relations(archive, workbookPart)
  const partOf = new Map(related.map((relation) => [relation.id, relation]))
  const listed: { name: string; hidden: boolean; id: string }[] = []
  let is1904 = false
  await archive.read(
    workbookPart,
    {
      open(name, tag) {
        if (name === 'workbookPr') is1904 = ['1', 'true', 'on'].includes(attribute(tag, 'date1904') ?? '')
        if (name !== 'sheet') return
        const hidden = ['hidden', 'veryHidden'].includes(attribute(tag, 'state') ?? '')
        listed.push({
          name: attribute(tag, 'name') ?? '',
          hidden,
          id: attributeLike(tag, '[\\w.-]+:id') ?? '',
        })
      },
      close: ignore,
      text: ignore,
    },
    MAX_SMALL_PART_BYTES,
  )
  if (listed.length > limits.maxSheets) refuse('sheet.too_large', { what: 'sheets', most: limits.maxSheets })
  const sheets = listed.flatMap(({ name, hidden, id }) => {
    const relation = partOf.get(id)
    // Sheets that are a chart or macros have no rows.
    return relation?.type === 'worksheet' && archive.has(relation.target)
      ? [{ name, hidden, part: relation.target }]
      : []
  })
  if (sheets.length === 0) refuse('sheet.not_a_workbook')
  const part = (type: string) => related.find((relation) => relation.type === type)?.target
  return {
    sheets,
    is1904,
    stylesPart: part('styles'),
    looks: await readLooks(archive, part('styles')),
    sharedTexts: await readSharedTexts(archive, part('sharedStrings'), limits),
  }
}

export interface Relation {
  readonly id: string
  /** Last word of the type's address, the same in both variants of the format. */
  readonly type: string
  readonly target: string
}

/** Relations of a part to other parts of the archive; of the archive itself for an empty name. */
export async function relations(archive: WorkbookArchive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const file = relationsPart(part)
  const found: Relation[] = []
  if (!archive.has(file)) return found
  await archive.read(
    file,
    {
      open(name, tag) {
        const target = attribute(tag, 'Target')
        if (name !== 'Relationship' || target === null || attribute(tag, 'TargetMode') === 'External') return
        found.push({
          id: attribute(tag, 'Id') ?? '',
          type: (attribute(tag, 'Type') ?? '').replace(/^.*\//, ''),
          target: resolvePart(part.slice(0, slash), target),
        })
      },
      close: ignore,
      text: ignore,
    },
    MAX_SMALL_PART_BYTES,
  )
  return found
}

export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

function resolvePart(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

async function readLooks(archive: WorkbookArchive, part: string | undefined): Promise<NumberLook[]> {
  const looks: NumberLook[] = []
  if (part === undefined || !archive.has(part)) return looks
  const formats = new Map<number, string>()
  let inCellFormats = false
  await archive.read(
    part,
    {
      open(name, tag) {
        if (name === 'numFmt')
          formats.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '')
        if (name === 'cellXfs') inCellFormats = true
        if (name === 'xf' && inCellFormats && looks.length < MAX_STYLES)
          looks.push(numberLook(Number(attribute(tag, 'numFmtId') ?? '0'), formats))
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
      },
      text: ignore,
    },
    MAX_SMALL_PART_BYTES,
  )
  return looks
}

/** Formats that programs have built in: ECMA-376 part 1, 18.8.30, those of Chinese among them. */
function numberLook(id: number, formats: ReadonlyMap<number, string>): NumberLook {
  const code = formats.get(id)
  if (code !== undefined) return lookOfCode(code)
  if (id === 9 || id === 10) return 'percent'
  if (id === 17 || id === 27 || id === 36 || id === 50 || id === 52 || id === 55 || id === 57) return 'month'
  if ((id >= 14 && id <= 22) || (id >= 28 && id <= 35) || (id >= 45 && id <= 47) || (id >= 51 && id <= 58))
    return 'date'
  return 'plain'
}

function lookOfCode(code: string): NumberLook {
  const bare = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '')
    .toLowerCase()
  if (bare.includes('%')) return 'percent'
  if (bare.includes('general') || !/[ymdhs]/.test(bare)) return 'plain'
  return /y/.test(bare) && !/[dhs]/.test(bare) ? 'month' : 'date'
}

async function readSharedTexts(
  archive: WorkbookArchive,
  part: string | undefined,
  limits: ReadLimits,
): Promise<string[]> {
  const texts: string[] = []
  if (part === undefined || !archive.has(part)) return texts
  const collector = new TextCollector()
  await archive.read(
    part,
    {
      open(name) {
        if (name === 'si') collector.start()
        else collector.open(name)
      },
      close(name) {
        if (name === 'si') texts.push(collector.take())
        else collector.close(name)
      },
      text(text) {
        collector.text(text)
      },
    },
    limits.maxSharedTextBytes,
  )
  return texts
}

/** Joins the runs of a rich text; the readings that East Asian texts may carry above them are left out. */
export class TextCollector {
  #text = ''
  #inText = false
  #inReading = false

  start(): void {
    this.#text = ''
    this.#inText = false
    this.#inReading = false
  }

  open(name: string): void {
    if (name === 't') this.#inText = true
    else if (name === 'rPh') this.#inReading = true
  }

  close(name: string): void {
    if (name === 't') this.#inText = false
    else if (name === 'rPh') this.#inReading = false
  }

  text(text: string): void {
    if (this.#inText && !this.#inReading) this.#text += text
  }

  take(): string {
    return decodeEscapes(this.#text)
  }
}

const ignore: XmlHandler['close'] = () => undefined
