import type { Finding } from '#domain/plan'
import { describeFinding, type FindingLanguage, labelFinding } from '../../../web/text/findings.ts'
import { print } from './terminal.ts'

/** A document that findings point into. */
export interface ReportedDocument {
  /** As findings name it. */
  readonly key: string
  /** As readers know it. */
  readonly name: string
  readonly title: string | null
  readonly text: string
}

const QUOTE_LENGTH = 80
/** A finding on seventy tasks names the first few; --json lists all. */
const PLACES_SHOWN = 5

/** Findings as data: the message in the language asked for, documents by the names that readers know. */
export function findingsAsData(
  findings: readonly Finding[],
  documents: readonly ReportedDocument[],
  language: FindingLanguage,
): object[] {
  const nameOf = namesOf(documents)
  return findings.map((finding) => ({
    kind: finding.kind,
    severity: finding.severity,
    message: describeFinding(finding, language, nameOf),
    items: finding.items.map(({ document, start, end }) => ({ document: nameOf(document), start, end })),
    values: finding.values,
  }))
}

/** Findings for reading: by the document that each begins in, with line numbers and quotes. */
export function printFindings(
  findings: readonly Finding[],
  documents: readonly ReportedDocument[],
  language: FindingLanguage,
): void {
  const nameOf = namesOf(documents)
  const words = WORDS[language]
  for (const document of documents) {
    const own = findings.filter((finding) => finding.items[0]?.document === document.key)
    print(document.title === null ? document.name : `${document.name}  ${document.title}`)
    if (own.length === 0) print(`  ${words.none}`)
    for (const finding of own) {
      const label = words.label(labelFinding(finding, language))
      print(`  ${label} ${describeFinding(finding, language, nameOf)} [${finding.kind}]`)
      for (const item of finding.items.slice(0, PLACES_SHOWN)) {
        const where = documents.find((candidate) => candidate.key === item.document)
        if (where === undefined) continue
        const place = where === document ? '' : `${where.name} `
        print(
          `    ${place}${words.line(lineAt(where.text, item.start))} “${quote(where.text, item.start, item.end)}”`,
        )
      }
      if (finding.items.length > PLACES_SHOWN) print(`    ${words.more(finding.items.length - PLACES_SHOWN)}`)
    }
    print('')
  }
  print(words.total(findings.length, documents.length))
}

const WORDS = {
  'zh-CN': {
    label: (label: string) => `【${label}】`,
    none: '没有发现问题。',
    line: (line: number) => `第${line}行`,
    more: (places: number) => `……另有${places}处（--json 列出全部）`,
    total: (findings: number, documents: number) => `${documents}份文件，${findings}条发现。`,
  },
  en: {
    label: (label: string) => `[${label}]`,
    none: 'Nothing found.',
    line: (line: number) => `line ${line}`,
    more: (places: number) => `… and ${places} more (--json lists all)`,
    total: (findings: number, documents: number) =>
      `${findings} finding${findings === 1 ? '' : 's'} in ${documents} document${documents === 1 ? '' : 's'}.`,
  },
} as const

function namesOf(documents: readonly ReportedDocument[]): (key: string) => string {
  const names = new Map(documents.map(({ key, name }) => [key, name]))
  return (key) => names.get(key) ?? key
}

/** 1-based; \r\n, \n and \r end a line. */
function lineAt(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g)?.length ?? 0) + 1
}

function quote(text: string, start: number, end: number): string {
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return words.length > QUOTE_LENGTH ? `${words.slice(0, QUOTE_LENGTH)}…` : words
}

export function languageOf(option: string | undefined): FindingLanguage {
  return option === 'en' ? 'en' : 'zh-CN'
}
