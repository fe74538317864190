import type { Constraint, Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'
import { zoneRelation } from './same-zone.ts'

interface Limit {
  readonly document: ReconciledDocument
  readonly constraint: Constraint
  readonly least: number | null
  readonly most: number
  readonly per: string
  readonly of: string
  /** Words that narrow the subject (市区联合重点支持的): the rule may be about a part only. */
  readonly isNarrowed: boolean
}

/**
 * Rules that set different limits to the same thing (每个分园的主导产业数). Between documents a warning, with the date of
 * each; within one document, or where one rule is about a narrower thing, only a note that both must be read together.
 */
export function findLimitConflicts(documents: readonly ReconciledDocument[]): Finding[] {
  const limits = documents.flatMap(limitsOf)
  const findings: Finding[] = []
  for (const [i, a] of limits.entries()) {
    for (const b of limits.slice(i + 1)) {
      if (!isSameSubject(a, b) || isSameLimit(a, b)) continue
      const isWithin = a.document === b.document
      if (!isWithin && (a.isNarrowed || b.isNarrowed || zoneRelation(a.document, b.document) === 'different'))
        continue
      findings.push(finding(a, b, isWithin))
    }
  }
  return findings
}

function limitsOf(document: ReconciledDocument): Limit[] {
  return document.extraction.constraints.flatMap((constraint) => {
    if (constraint.kind !== 'max-per-unit' || constraint.limit === null) return []
    const subject = readSubject(constraint.subject)
    if (subject === null) return []
    return [{ document, constraint, least: constraint.limitMin ?? null, most: constraint.limit, ...subject }]
  })
}

const PER =
  /^(?:每一?[个家项条类座处]?|各个?|[单任]一?个?|[1一](?:个|家))((?:发展|特色)?(?:分园|园区|专业园|产业园|组团|片区|功能区|开发区|高新区|基地|区县|区|县|市|产业|企业|项目|单位|机构|街道|镇|园))/

const LAYING_OUT = /^(?:(?:原则上|一般|可|应|应当|重点)*(?:布局|发展|重点发展|确定|选择|培育)的?)/u

/** 每个分园的主导产业数(1-2) -> per 分园, of 主导产业. */
function readSubject(subject: string): { per: string; of: string; isNarrowed: boolean } | null {
  const plain = subject.replace(/[(（][^()（）]*[)）]/g, '').trim()
  const per = PER.exec(plain)
  if (per === null) return null
  const rest = plain.slice(per[0].length).replace(/(?:的)?(?:数量|个数|总数|数目|数|方向)$/, '')
  const of = rest.slice(rest.lastIndexOf('的') + 1).replace(LAYING_OUT, '')
  const between = rest
    .slice(0, rest.length - of.length)
    .replace(/(?:的|重点|布局|发展|确定|选择|可|应|原则上|一般)/g, '')
  if (of === '') return null
  return { per: per[1] ?? '', of, isNarrowed: between !== '' || per[1] === '园' }
}

function isSameSubject(a: Limit, b: Limit): boolean {
  return a.of === b.of && (a.per === b.per || isShorthand(a.per, b.per) || isShorthand(b.per, a.per))
}

/** 一园一产 says 园 for whatever the document calls its parks. */
function isShorthand(short: string, long: string): boolean {
  return short === '园' && /园区?$/.test(long)
}

function isSameLimit(a: Limit, b: Limit): boolean {
  return a.most === b.most
}

function finding(a: Limit, b: Limit, isWithin: boolean): Finding {
  const both = [a, b] as const
  return {
    kind: 'limit-conflict',
    severity: isWithin ? 'info' : 'warning',
    values: {
      per: a.per === '园' ? b.per : a.per,
      of: a.of,
      least: both.map(({ least }) => least ?? 0),
      most: both.map(({ most }) => most),
      subjects: both.map(({ constraint }) => constraint.subject),
      strengths: both.map(({ constraint }) => constraint.strength ?? 'hard'),
      documents: both.map(({ document }) => document.key),
      dates: both.map(({ document }) => document.extraction.issued ?? ''),
      isWithin,
    },
    items: both.map(({ document, constraint }) => itemIn(document, constraint)),
  }
}
