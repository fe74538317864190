import { transformColumn, type Way } from './quasi-mean.ts'

/** Normalised values of leaves by node index; empty for headings. NaN is missing. Transforms are made once and kept. */
export class LeafValues {
  readonly columns: readonly Float64Array[]
  readonly #missing: readonly boolean[]
  readonly #transformed = new Map<string, (Float64Array | undefined)[]>()

  constructor(columns: readonly Float64Array[]) {
    this.columns = columns
    this.#missing = columns.map((column) => column.some(Number.isNaN))
  }

  hasMissing(node: number): boolean {
    return this.#missing[node] ?? false
  }

  column(node: number): Float64Array {
    return this.columns[node] ?? EMPTY
  }

  transformed(node: number, way: Way): Float64Array {
    const plain = this.column(node)
    if (way.kind === 'arithmetic' || way.kind === 'sum') return plain
    const key = way.kind === 'power' ? `power ${way.power}` : way.kind
    let columns = this.#transformed.get(key)
    if (columns === undefined) this.#transformed.set(key, (columns = []))
    return (columns[node] ??= transformColumn(plain, way, new Float64Array(plain.length)))
  }
}

const EMPTY = new Float64Array(0)
