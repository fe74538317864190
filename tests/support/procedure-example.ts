import { readFileSync } from 'node:fs'
import type { Json } from '#domain/kernel'

/** The definition printed in docs/methods/procedures.md, fresh each time: what the manual shows is what is tested. */
export function readProcedureExample(): Record<string, Json> {
  const manual = readFileSync(new URL('../../docs/methods/procedures.md', import.meta.url), 'utf8')
  const block = /```json\n([\s\S]*?)```/.exec(manual)?.[1]
  if (block === undefined) throw new Error('The manual has no example.')
  return JSON.parse(block) as Record<string, Json>
}
