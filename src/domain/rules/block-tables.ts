/** Numbers that tables of a rule book give, for a block of rows. */
import {
  COLUMN_NO as NO,
  COLUMN_UNKNOWN as UNKNOWN,
  type NumberBlock,
  type OwnBlock,
  agreementOf,
} from './column-numbers.ts'
import { copyAt, doubt } from './number-block.ts'
import type { RuleTable } from './rule-book.ts'

/** What a table answers from; an output that is no number is null. */
export interface TableBlocks {
  readonly hit: RuleTable['hit']
  /** By row of the table: the answers of the block. */
  readonly matches: readonly Uint8Array[]
  readonly outputs: readonly (NumberBlock | null)[]
  readonly otherwise: NumberBlock | null
}

export function tableBlock(blocks: TableBlocks, out: OwnBlock, count: number): void {
  const { hit } = blocks
  if (hit === 'SUM' || hit === 'MAX' || hit === 'MIN' || hit === 'COUNT')
    for (let row = 0; row < count; row += 1) collect(hit, blocks, row, out)
  else for (let row = 0; row < count; row += 1) takeOne(blocks, row, out)
}

function collect(
  hit: 'SUM' | 'MAX' | 'MIN' | 'COUNT',
  { matches, outputs, otherwise }: TableBlocks,
  row: number,
  out: OwnBlock,
): void {
  let certain = 0
  let [value, error] = [0, 0]
  let known = true
  for (const [index, match] of matches.entries()) {
    if (match[row] === NO) continue
    const block = outputs[index] ?? null
    const doubtful = hit !== 'COUNT' && (block?.errors?.[row] ?? 0) > 0
    if (match[row] === UNKNOWN || doubtful) {
      // Which rows count is open, or digits could matter: the row judge says.
      doubt(row, out)
      return
    }
    certain += 1
    if (hit === 'COUNT') continue
    if (block === null || block.known[row] === 0) known = false
    const next = block?.values[row] ?? 0
    if (hit === 'SUM') {
      value += next
      if (!Number.isSafeInteger(next) || !Number.isSafeInteger(value)) error = Infinity
    } else if (certain === 1 || (hit === 'MAX' ? next > value : next < value)) value = next
  }
  if (certain === 0 && otherwise !== null) {
    copyAt(otherwise, row, out)
    return
  }
  out.values[row] = hit === 'COUNT' ? certain : value
  out.errors[row] = error
  out.known[row] = hit === 'COUNT' || (certain > 0 && known) ? 1 : 0
}

/** Hit policies that take one row: what may be meant has to agree. */
function takeOne({ hit, matches, outputs, otherwise }: TableBlocks, row: number, out: OwnBlock): void {
  let possible = 0
  let certain = 0
  let unknown = false
  let open = false
  let [value, error] = [0, 0]
  const take = (block: NumberBlock | null): void => {
    if (block === null) return
    possible += 1
    if (block.known[row] === 0) {
      unknown = true
      return
    }
    const [next, nextError] = [block.values[row] ?? 0, block.errors?.[row] ?? 0]
    if (nextError === Infinity) open = true
    if (possible === 1) {
      value = next
      error = nextError
      return
    }
    const agreement = agreementOf(value, error, next, nextError)
    if (agreement === 'differ') unknown = true
    if (agreement === 'open') open = true
  }
  for (const [index, match] of matches.entries()) {
    const answer = match[row]
    if (answer === NO) continue
    take(outputs[index] ?? null)
    if (answer === UNKNOWN) continue
    certain += 1
    if (hit === 'FIRST' || hit === 'PRIORITY') break
  }
  if (certain === 0) take(otherwise)
  out.values[row] = value
  out.errors[row] = error
  out.known[row] = 1
  if (possible === 0 || unknown || (hit === 'UNIQUE' && certain > 0 && possible > 1)) {
    out.known[row] = 0
    out.errors[row] = 0
  } else if (open) doubt(row, out)
}
