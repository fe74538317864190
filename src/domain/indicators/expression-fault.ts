import { accepted, refused, type Json, type Outcome } from '#domain/kernel'

/** Ends the reading or checking of an expression at its first fault; never leaves `readingOf`. */
export class ExpressionFault extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, Json>>

  constructor(code: string, params: Readonly<Record<string, Json>>) {
    super(code)
    this.code = code
    this.params = params
  }
}

export function readingOf<T>(read: () => T): Outcome<T> {
  try {
    return accepted(read())
  } catch (fault) {
    if (fault instanceof ExpressionFault) return refused({ code: fault.code, params: fault.params })
    throw fault
  }
}
