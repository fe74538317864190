import { sql } from 'kysely'
import type { Words } from '../sdmx/sdmx-model.ts'
import type { Tx } from '../store.ts'

/** A published evaluation (评价结果), as the catalogue lists it. */
export interface EvaluationDataset {
  readonly id: string
  readonly title: Words
  readonly period: string
  readonly publishedAt: string
  readonly files: readonly { readonly file: string; readonly mediaType: string; readonly title: Words }[]
}

const MEDIA = 'https://www.iana.org/assignments/media-types'
const FILES = [
  { file: 'scheme.json', mediaType: `${MEDIA}/application/json`, title: { zh: '评价方案', en: 'Scheme' } },
  { file: 'data.csv', mediaType: `${MEDIA}/text/csv`, title: { zh: '数据', en: 'Data' } },
  { file: 'result.json', mediaType: `${MEDIA}/application/json`, title: { zh: '结果', en: 'Result' } },
  {
    file: 'package.zip',
    mediaType: `${MEDIA}/application/zip`,
    title: { zh: '复算包', en: 'Package to compute it again' },
  },
] as const

/** Newest first; row-level security and the state itself keep others out. */
export async function readEvaluationDatasets(tx: Tx): Promise<readonly EvaluationDataset[]> {
  const { rows } = await sql<{
    id: string
    title: string
    period: string
    publishedAt: string
    scheme: Words | null
  }>`
    SELECT r.id, r.title, r.period, r.published_at, s.definition->'name' AS scheme
      FROM evaluation_round r LEFT JOIN evaluation_scheme s ON s.id = r.scheme_id
     WHERE r.state = 'published' ORDER BY r.published_at DESC LIMIT 500`.execute(tx)
  return rows.map(({ id, title, period, publishedAt, scheme }) => ({
    id,
    title: { zh: title, en: scheme === null ? title : `${scheme.en}, ${period}` },
    period,
    publishedAt,
    files: FILES,
  }))
}
