import type { CellValue, FilingValues } from '#domain/indicators'
import { cellOf } from './fields.ts'

/** Some cells at once, each with what it held and what it holds now: one step of undoing. */
export type Patch = ReadonlyMap<string, readonly [CellValue, CellValue]>

/** The values as they stand on the page, and the way back. */
export interface SheetEdits {
  readonly values: FilingValues
  readonly done: readonly Patch[]
  readonly undone: readonly Patch[]
  /** The cells of the latest step, for going there. */
  readonly touched: readonly string[]
}

export type EditAction =
  | { readonly kind: 'set'; readonly cells: ReadonlyMap<string, CellValue> }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** Other values come from the server; the way back begins anew only where `forget` is set. */
  | { readonly kind: 'take'; readonly values: FilingValues; readonly forget: boolean }

/** Beyond this many steps nobody goes back one by one. */
const STEPS = 200

export function startEdits(values: FilingValues): SheetEdits {
  return { values, done: [], undone: [], touched: [] }
}

export function editSheet(state: SheetEdits, action: EditAction): SheetEdits {
  switch (action.kind) {
    case 'set': {
      const patch = patchOf(state.values, action.cells)
      if (patch.size === 0) return state
      return {
        values: applied(state.values, patch, 1),
        done: [...state.done, patch].slice(-STEPS),
        undone: [],
        touched: [...patch.keys()],
      }
    }
    case 'undo': {
      const patch = state.done.at(-1)
      if (patch === undefined) return state
      return {
        values: applied(state.values, patch, 0),
        done: state.done.slice(0, -1),
        undone: [...state.undone, patch],
        touched: [...patch.keys()],
      }
    }
    case 'redo': {
      const patch = state.undone.at(-1)
      if (patch === undefined) return state
      return {
        values: applied(state.values, patch, 1),
        done: [...state.done, patch],
        undone: state.undone.slice(0, -1),
        touched: [...patch.keys()],
      }
    }
    case 'take':
      return action.forget ? startEdits(action.values) : { ...state, values: action.values, touched: [] }
  }
}

function patchOf(values: FilingValues, cells: ReadonlyMap<string, CellValue>): Patch {
  return new Map(
    [...cells].flatMap(([code, after]): [string, readonly [CellValue, CellValue]][] => {
      const before = cellOf(values, code)
      const now = after === '' ? null : after
      return before === now ? [] : [[code, [before, now]]]
    }),
  )
}

function applied(values: FilingValues, patch: Patch, side: 0 | 1): FilingValues {
  const after: Record<string, CellValue> = { ...values }
  for (const [code, pair] of patch) after[code] = pair[side]
  return after
}
