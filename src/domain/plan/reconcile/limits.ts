import type { Constraint, Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

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
      if (!isWithin && (a.isNarrowed || b.isNarrowed || !areOfOneZone(a.document, b.document))) continue
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
  /^每[个家项条类座处]?((?:发展|特色)?(?:分园|园区|专业园|产业园|组团|片区|功能区|开发区|高新区|基地|区县|区|县|市|产业|企业|项目|单位|机构|街道|镇|园))/

/** 每个分园的主导产业数(1-2) -> per 分园, of 主导产业. */
function readSubject(subject: string): { per: string; of: string; isNarrowed: boolean } | null {
  const plain = subject.replace(/[(（][^()（）]*[)）]/g, '').trim()
  const per = PER.exec(plain)
  if (per === null) return null
  const rest = plain.slice(per[0].length).replace(/(?:的)?(?:数量|个数|总数|数)$/, '')
  const of = rest.slice(rest.lastIndexOf('的') + 1).replace(/^(?:布局|发展|重点发展|确定|培育)/, '')
  const between = rest
    .slice(0, rest.length - of.length)
    .replace(/(?:的|布局|发展|重点发展|确定|可|原则上)/g, '')
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

const ZONE =
  /([\p{Script=Han}]{2,10}?)(?:国家自主创新示范区|自主创新示范区|高新技术产业开发区|高新区|经济技术开发区|经开区|科技园区|科学城|新区|示范区|开发区|试验区)/u
const BEFORE_ZONE = /^.*(?:时期|关于|印发|促进|支持|推动|推进|加快|建设|的|年)/u

/** Two zones may have two rules. Titles that name no zone are taken for the same one: the documents were given together. */
function areOfOneZone(a: ReconciledDocument, b: ReconciledDocument): boolean {
  const [x, y] = [a, b].map(
    ({ extraction }) => ZONE.exec(extraction.title ?? '')?.[1]?.replace(BEFORE_ZONE, '') ?? '',
  )
  if (x === undefined || y === undefined || x === '' || y === '') return true
  return x.endsWith(y) || y.endsWith(x)
}
