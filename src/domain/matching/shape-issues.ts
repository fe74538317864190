import type { Issue } from '#domain/kernel'
import type { z } from 'zod'

const DEEPEST = 60
const LARGEST = 50_000

/** What nests so deep or holds so much that reading it would not end well; null: it may be read. */
export function sizeIssue(json: unknown): Issue | null {
  let level: unknown[] = [json]
  let seen = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return { code: 'matching.too_deep', params: { limit: DEEPEST } }
    seen += level.length
    if (seen > LARGEST) return { code: 'matching.too_large', params: { limit: LARGEST } }
    level = level.flatMap(partsOf)
  }
  return null
}

/** Of a list or object; of a very large one only as many as are too many. */
function partsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const parts: unknown[] = Object.values(value)
  return parts.slice(0, LARGEST + 1)
}

/** What a schema found wrong, each with its place. */
export function shapeIssues(code: string, error: z.ZodError): readonly Issue[] {
  return error.issues.slice(0, 50).map((one) => {
    const path = one.path.filter((part) => typeof part !== 'symbol')
    return { code, path, params: { place: path.join('.'), problem: one.code, detail: one.message } }
  })
}
