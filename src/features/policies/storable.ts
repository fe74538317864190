import { refuse } from '#domain/kernel'

const DEEPEST = 60
const LARGEST = 50_000
const LONGEST = 1_000_000

/**
 * Refuses what cannot be kept or read again: anything but an object, nesting without end, more values than any policy has, and
 * characters that the database does not take (NUL, halves of a character).
 */
export function requireStorable(json: unknown): object {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse('policies.not_storable', { problem: 'object' })
  let level: unknown[] = [json]
  let seen = 0
  let length = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) refuse('policies.not_storable', { problem: 'depth' })
    seen += level.length
    if (seen > LARGEST) refuse('policies.not_storable', { problem: 'size' })
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string') length += checked(value)
      if (typeof value !== 'object' || value === null) continue
      for (const [key, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) length += checked(key)
        next.push(inner)
      }
    }
    if (length > LONGEST) refuse('policies.not_storable', { problem: 'size' })
    level = next
  }
  return json
}

function checked(text: string): number {
  if (text.includes('\0') || !text.isWellFormed()) refuse('policies.not_storable', { problem: 'characters' })
  return text.length
}
