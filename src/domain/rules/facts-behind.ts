/** Which observed facts an expression asks for: by its names, through derived facts, tables and scores. */
import { type BookNames, KNOWN_NAME } from './book-names.ts'
import { childrenOf } from './evaluate.ts'
import type { FeelNode } from './syntax.ts'

export interface Behind {
  /** Facts whose value is given end the search: a derived one with a value of its own is not worked out. */
  readonly given?: (fact: string) => boolean
  /** Facts asked for only by `已知(…)`, too. */
  readonly asked?: boolean
}

export function factsBehindNode(node: FeelNode, names: BookNames, options: Behind = {}): readonly string[] {
  const found = new Set<string>()
  visitBehind(node, names, {
    fact: (code, formula) => {
      if (formula !== null && options.given?.(code) !== true) return true
      found.add(code)
      return false
    },
    asked: options.asked ?? false,
  })
  return [...found]
}

export interface BehindVisitor {
  /** Called at each fact; true: go on into its formula. */
  readonly fact?: (code: string, formula: string | null) => boolean
  readonly node?: (node: FeelNode, text: string) => void
  /** A cell of a table, with the expression of its input. */
  readonly cell?: (input: FeelNode, test: FeelNode) => void
  readonly asked?: boolean
}

/** Goes through an expression and all that stands behind its names, each once. */
export function visitBehind(root: FeelNode, names: BookNames, visitor: BehindVisitor): void {
  const seen = new Set<string>()
  const text = (source: string): void => {
    if (seen.has(`expression:${source}`)) return
    seen.add(`expression:${source}`)
    const parsed = names.parse(source)
    if (parsed.ok) visit(parsed.value.root, source)
  }
  const table = (code: string): void => {
    const found = names.book.tables.find((entry) => entry.code === code)
    if (found === undefined || seen.has(`table:${code}`)) return
    seen.add(`table:${code}`)
    for (const [column, { expression }] of found.inputs.entries()) {
      text(expression)
      const input = names.parse(expression)
      for (const { tests } of found.rows) {
        const cell = names.parse(tests[column] ?? '-', 'unary-tests')
        if (!cell.ok) continue
        visit(cell.value.root, tests[column] ?? '-')
        if (input.ok) visitor.cell?.(input.value.root, cell.value.root)
      }
    }
    for (const outputs of [...found.rows.map((row) => row.outputs), found.otherwise ?? []])
      outputs.forEach(text)
  }
  const score = (code: string): void => {
    const found = names.book.scores.find((entry) => entry.code === code)
    if (found === undefined || seen.has(`score:${code}`)) return
    seen.add(`score:${code}`)
    for (const item of found.items) if (!item.off) text(item.points)
  }
  const visit = (node: FeelNode, source: string): void => {
    visitor.node?.(node, source)
    const known = node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === KNOWN_NAME
    if (known && visitor.asked !== true) return
    if (node.kind === 'name') {
      const meaning = names.meaningOf(node.name)
      if (meaning?.kind === 'table') table(meaning.table.code)
      if (meaning?.kind === 'score') score(meaning.score.code)
      if (meaning?.kind === 'fact') {
        const { formula } = meaning.fact
        const deeper = visitor.fact?.(node.name, formula) ?? true
        if (deeper && formula !== null) text(formula)
      }
      return
    }
    for (const child of childrenOf(node)) visit(child, source)
  }
  visit(root, '')
}
