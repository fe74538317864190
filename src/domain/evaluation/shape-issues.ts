import type { Issue } from '#domain/kernel'
import type { z } from 'zod'
import type { EvaluationIssueCode } from './issue-codes.ts'

type Path = readonly (string | number)[]

/** What a schema found wrong, each with its place; within a node, its code too: nobody counts to `nodes.37`. */
export function shapeIssues(code: EvaluationIssueCode, json: unknown, error: z.ZodError): readonly Issue[] {
  return error.issues.map((one) => {
    const path = one.path.filter((part) => typeof part !== 'symbol')
    return {
      code,
      path,
      params: {
        node: path[0] === 'nodes' ? nodeAt(json, path) : null,
        place: path.join('.'),
        problem: one.code,
        detail: one.message,
      },
    }
  })
}

function nodeAt(json: unknown, path: Path): string | null {
  const node = at(at(json, 'nodes'), path[1])
  const code = at(node, 'code')
  return typeof code === 'string' ? code.slice(0, 100) : null
}

function at(value: unknown, key: string | number | undefined): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return undefined
  return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined
}
