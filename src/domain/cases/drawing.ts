import type { BilingualText } from '#domain/kernel'

/**
 * A definition drawn: boxes and lines in one coordinate system. Short procedures go from left to right, long ones from above
 * to below. Made from the definition itself.
 */
export interface ProcedureDrawing {
  readonly width: number
  readonly height: number
  readonly boxes: readonly DrawnBox[]
  readonly lines: readonly DrawnLine[]
}

export interface DrawnBox {
  /** The node; of a `start` dot the group or parallel node in which it stands, and `:start`. */
  readonly node: string
  readonly kind: 'step' | 'choice' | 'group' | 'parallel' | 'subcase' | 'end' | 'start'
  readonly name: BilingualText
  /** Left upper corner. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** For a step: who does it. For an end: `good`, `bad`, `plain`. */
  readonly note: BilingualText | null
  readonly tone: 'good' | 'bad' | 'plain' | null
}

export interface DrawnLine {
  readonly from: string
  readonly to: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** The action that leads there, or the guard's words. */
  readonly label: BilingualText | null
  /** The middle of the label, and the width at which it is broken into lines. */
  readonly labelAt?: { readonly x: number; readonly y: number; readonly width: number }
  readonly tone: 'primary' | 'plain' | 'danger'
  /** Set by the system when a clock runs out. */
  readonly byClock: boolean
}
