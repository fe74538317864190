import { brief } from './amount-constraints.ts'
import type { FoundConstraint } from './count-constraints.ts'
import type { Passage } from './passages.ts'
import type { Quantity } from './quantities.ts'
import type { HeadingNode } from './structure.ts'

type ListKind = 'prohibition' | 'eligibility'

const OPENINGS: readonly (readonly [RegExp, ListKind])[] = [
  [
    /(?:禁止|严禁|不得(?:有|从事|实施|出现)?)(?:有|从事|实施)?(?:下列|以下)[^。;;]{0,16}[::]\s*$/u,
    'prohibition',
  ],
  [/(?:具备|符合|满足|达到)(?:下列|以下)[^。;;]{0,16}[::]\s*$/u, 'eligibility'],
]
const ITEM = /^\s*(?:[((](?:[一二三四五六七八九十]{1,3}|\d{1,2})[))]|\d{1,2}[.、.])\s*/u

/**
 * Lists whose opening says what every item is: 禁止下列行为: (一)… forbids each, 应当具备下列条件: (一)… asks for each. Passages
 * must be given in the order of the text.
 */
export class RuleLists {
  private heading: HeadingNode | null = null
  private kind: ListKind | null = null

  /** The rules that the passage holds as an item of the list that is open; none when it is no item. */
  read(text: string, passage: Passage, quantities: readonly Quantity[]): readonly FoundConstraint[] {
    const item = this.kind === null ? null : ITEM.exec(text.slice(passage.from, passage.from + 12))
    const belongs = passage.heading === this.heading || passage.heading?.parent === this.heading
    if (this.kind === null || item === null || !belongs) {
      this.open(text, passage)
      return []
    }
    const from = passage.from + item[0].length
    const words = /^[^。;;\n]*/u.exec(text.slice(from, Math.min(passage.to, from + 200)))?.[0] ?? ''
    const to = from + words.trimEnd().length
    if (this.kind === 'prohibition')
      return [{ kind: this.kind, subject: brief(words), limit: null, from, to, strength: 'hard' }]
    const bounds = quantities.filter(
      ({ kind, bound }) => kind !== 'rank' && ['ge', 'gt', 'le', 'lt', 'between'].includes(bound),
    )
    if (bounds.length === 0) return [{ kind: this.kind, subject: brief(words), limit: null, from, to }]
    return bounds.map((quantity) => boundOf(text, passage, quantity))
  }

  private open(text: string, passage: Passage): void {
    const isOver = passage.heading !== this.heading && passage.heading?.parent !== this.heading
    if (isOver) this.kind = null
    const tail = text.slice(Math.max(passage.from, passage.to - 40), passage.to)
    const opening = OPENINGS.find(([pattern]) => pattern.test(tail))
    if (opening === undefined) return
    this.kind = opening[1]
    this.heading = passage.heading
  }
}

function boundOf(text: string, passage: Passage, quantity: Quantity): FoundConstraint {
  let from = quantity.boundFrom
  while (
    from > passage.from &&
    quantity.boundFrom - from < 60 &&
    !/[,,;;。::、\s))]/u.test(text.charAt(from - 1))
  )
    from--
  const limit = quantity.value2 ?? quantity.value
  const floor = quantity.value2 === null ? {} : { limitMin: quantity.value }
  const subject = `${brief(text.slice(from, quantity.to))}(${quantity.unit})`
  return { kind: 'eligibility', subject, limit, ...floor, from, to: quantity.to }
}
