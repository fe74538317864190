import { isDeepStrictEqual } from 'node:util'
import type { Question } from './workload.ts'

/** Ours counts no further; Directus counts all. */
const COUNTED_AT_MOST = 1000

export interface Speaker {
  readonly port: number
  readonly headers: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/**
 * Asks both systems every list once and throws where they differ in what may be seen: another count, other rows in the order
 * of the sort. Without this a comparison of speed says nothing. Answers how many pages agreed, and how many rows they had.
 */
export async function requireSameAnswers(
  questions: readonly Question[],
  ours: Speaker,
  theirs: Speaker,
): Promise<{ pages: number; rows: number }> {
  let rows = 0
  const asked = new Set<string>()
  for (const question of questions) {
    const { sort } = question
    if (sort === undefined || asked.has(question.ours.path + question.asker)) continue
    asked.add(question.ours.path + question.asker)
    const our = await ask(ours, question.asker, question.ours.path)
    const their = await ask(theirs, question.asker, question.theirs.path)
    const ourRows = listAt(our, 'duties')
    const theirRows = listAt(their, 'data')
    const ourTotal = at(our, 'total')
    const theirTotal = at(at(their, 'meta'), 'filter_count')
    rows += ourRows.length
    const same =
      ourTotal === Math.min(Number(theirTotal), COUNTED_AT_MOST) &&
      isDeepStrictEqual(
        ourRows.map((row) => moment(at(row, sort.ours))),
        theirRows.map((row) => moment(at(row, sort.theirs))),
      ) &&
      isDeepStrictEqual(idsInside(ourRows, sort.ours), idsInside(theirRows, sort.theirs))
    if (!same)
      throw new Error(
        `${question.name}: the answers differ: ${String(ourTotal)} and ${String(theirTotal)} in all, ` +
          `${ourRows.length} and ${theirRows.length} on the page\n${question.ours.path}\n${decodeURIComponent(question.theirs.path)}`,
      )
  }
  return { pages: asked.size, rows }
}

/** Rows that share the sorted value with the page's last may be others on the next page; all before them must be the same. */
function idsInside(rows: readonly unknown[], sort: string): unknown[] {
  const last = moment(at(rows.at(-1), sort))
  return rows
    .filter((row) => moment(at(row, sort)) !== last)
    .map((row) => at(row, 'id'))
    .sort()
}

/** A moment to the millisecond, however it is written; a date as it is. */
function moment(value: unknown): unknown {
  return typeof value === 'string' && value.length > 10 ? Date.parse(value) : value
}

async function ask({ port, headers }: Speaker, asker: string, path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: headers.get(asker) ?? {} })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 600)}`)
  return JSON.parse(text)
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key)
  if (!Array.isArray(found)) throw new Error(`An answer without a list ${key}`)
  return found
}
