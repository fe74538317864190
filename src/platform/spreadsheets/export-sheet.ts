/** What is exported, the same for .xlsx and .csv. */
export type ExportType = 'text' | 'integer' | 'number' | 'percent' | 'date' | 'moment' | 'link'

export interface ExportLink {
  readonly text: string
  /** Addresses of http, https and mailto become links; others stay text. */
  readonly href: string
}

/**
 * - `integer`, `number`: a number or a bigint; what is neither is shown as text, never dropped
 * - `percent`: a share, 0.35 is shown as 35%
 * - `date`: `YYYY-MM-DD`
 * - `moment`: a Date or an ISO 8601 string with its zone
 * - `text`: any; a list of texts is joined with `；`
 */
export type ExportValue =
  string | number | bigint | boolean | Date | ExportLink | readonly string[] | null | undefined

export interface ExportColumn {
  readonly key: string
  readonly heading: string
  readonly type: ExportType
  /** In characters of half a Chinese character; fitted to the first rows when missing. */
  readonly width?: number
  /** Of numbers and percents. Numbers without it show what they have, percents one. */
  readonly decimals?: number
  /** Shown behind the heading in brackets. */
  readonly unit?: string
}

export type ExportRow = Readonly<Record<string, ExportValue>>

export interface ExportSheet {
  readonly name: string
  /** A line in large letters above the table. */
  readonly title?: string
  /** Lines between title and header: what was filtered, who exported it, as of when. */
  readonly notes?: readonly string[]
  readonly columns: readonly ExportColumn[]
  readonly rows: AsyncIterable<ExportRow> | Iterable<ExportRow>
  /** So many first columns stay in view. */
  readonly frozenColumns?: number
}

export interface ExportOptions {
  /** Moments are shown in this offset from UTC; China's when missing. */
  readonly offsetMinutes?: number
}

export const CHINA_OFFSET_MINUTES = 480

export function headingOf(column: ExportColumn): string {
  return column.unit === undefined ? column.heading : `${column.heading}（${column.unit}）`
}

export function isExportLink(value: ExportValue): value is ExportLink {
  return typeof value === 'object' && value !== null && 'href' in value
}

/** What a value says where it cannot be a typed cell. */
export function textOf(value: Exclude<ExportValue, null | undefined>): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  if (isExportLink(value)) return value.text
  if (typeof value === 'object') return value.join('；')
  if (typeof value === 'number' && !Number.isFinite(value)) return ''
  return String(value)
}

/** Moment in milliseconds; null for what states none, or states none certainly (no zone). */
export function readMoment(value: ExportValue): number | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime()
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value)) return null
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : moment
}
