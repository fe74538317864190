import type { Extraction, Figure } from '../types.ts'
import { isSameScope } from './indicators.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

const ZONE =
  /([\p{Script=Han}]{2,10}?)(?:国家自主创新示范区|自主创新示范区|高新技术产业开发区|高新区|经济技术开发区|经开区|科技园区|科学城|新区|示范区|开发区|试验区)/u
const BEFORE_ZONE = /^.*(?:时期|关于|印发|促进|支持|推动|推进|加快|建设|的|年)/u
const PLACE = /^(?:中共)?([\p{Script=Han}]{2,6}?)(?:省|自治区|市|区|县)/u
/** The zone without its name, in documents that say once whose they are. */
const OWN_AREA = /^(?:示范区|自创区|高新区|开发区|经开区|新区|园区|全园|全区|全市|本区|本市|全域)$/u

/** same: both name one zone or place, or one issuer; unknown: one of them names none; different: they name two. */
export type ZoneRelation = 'same' | 'different' | 'unknown'

/** Whether two documents are about one zone, by their titles and by who issued them. */
export function zoneRelation(a: ReconciledDocument, b: ReconciledDocument): ZoneRelation {
  const [x, y] = [zoneOf(a.extraction), zoneOf(b.extraction)]
  if (x !== '' && y !== '') return isWithin(x, y) || isWithin(y, x) ? 'same' : 'different'
  const [i, j] = [a.extraction.issuer, b.extraction.issuer]
  if (i !== null && i === j) return 'same'
  const [p, q] = [placeOf(a.extraction), placeOf(b.extraction)]
  return p !== '' && q !== '' && !isWithin(p, q) && !isWithin(q, p) ? 'different' : 'unknown'
}

function isWithin(short: string, long: string): boolean {
  return long.endsWith(short) || long.startsWith(short)
}

function zoneOf({ title }: Extraction): string {
  return ZONE.exec(title ?? '')?.[1]?.replace(BEFORE_ZONE, '') ?? ''
}

function placeOf({ title, issuer }: Extraction): string {
  return PLACE.exec(issuer ?? '')?.[1] ?? PLACE.exec(title ?? '')?.[1] ?? ''
}

export interface PlacedFigure {
  readonly document: ReconciledDocument
  readonly figure: Pick<Figure, 'scope'>
}

/**
 * Whether two figures are about one area. Where neither names one, each is about what its document is about; where only
 * one does, it must be the zone itself, named in words that the other document's title has or without a name.
 */
export function isSameArea(a: PlacedFigure, b: PlacedFigure): boolean {
  const [x, y] = [a.figure.scope, b.figure.scope]
  if (x !== null && y !== null) return isSameScope(x, y)
  const relation = zoneRelation(a.document, b.document)
  if (relation === 'different') return false
  if (x === null && y === null) return true
  const [named, other] = x === null ? [y, a] : [x, b]
  if (named === null) return false
  if (OWN_AREA.test(named)) return relation === 'same'
  const zone = zoneOf(other.document.extraction)
  return (
    zone !== '' &&
    /^(?:国家|自主|创新|高新|技术|产业|经济|科技|开发|示范|试验|园|新|城|科学)*[区城]?$/u.test(
      named.startsWith(zone) ? named.slice(zone.length) : '-',
    )
  )
}
