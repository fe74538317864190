/** A value that JSON can carry; issue parameters and item data are of this shape. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * What an engine or use case answers when it declines: a stable code such as `plans.stale_item`, where in the input it
 * applies, and parameters for the message. Never prose: texts live in `web/text`, keyed by code.
 */
export interface Issue {
  readonly code: string
  readonly path?: readonly (string | number)[]
  readonly params?: Readonly<Record<string, Json>>
}

export type Outcome<T, I extends Issue = Issue> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly I[] }

export function accepted<T>(value: T): Outcome<T, never> {
  return { ok: true, value }
}

export function refused<I extends Issue>(...issues: readonly I[]): Outcome<never, I> {
  return { ok: false, issues }
}

/** Thrown by use cases to roll back and answer with issues; `platform/http` turns it into an RFC 9457 response. */
export class Refusal extends Error {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => issue.code).join(', '))
    this.name = 'Refusal'
    this.issues = issues
  }
}

/** Shorthand for the common refusal of one code. */
export function refuse(
  code: string,
  params: Readonly<Record<string, Json>> = {},
  path: readonly (string | number)[] = [],
): never {
  throw new Refusal([{ code, path, params }])
}
