import { attribute } from './xml-scanner.ts'

const FILL =
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill>'

/** A styles part in which any cell style has a twin with a red ground, all else alike. */
export class MarkedStyles {
  readonly #xml: string
  readonly #styles: readonly string[]
  readonly #twins = new Map<number, number>()

  constructor(xml: string) {
    this.#xml = xml
    const list = /<(?:\w+:)?cellXfs\b[^>]*>(.*?)<\/(?:\w+:)?cellXfs>/s.exec(xml)?.[1] ?? ''
    this.#styles = list.match(/<((?:\w+:)?xf)\b(?:[^>]*\/>|.*?<\/\1>)/gs) ?? []
  }

  /** The index of the twin; the style itself where the part is not understood. */
  twinOf(style: number): number {
    if (this.#styles[style] === undefined) return style
    const twin = this.#twins.get(style) ?? this.#styles.length + this.#twins.size
    this.#twins.set(style, twin)
    return twin
  }

  toXml(): string {
    if (this.#twins.size === 0) return this.#xml
    const fills = /<(?:\w+:)?fills\b[^>]*>(.*?)<\/(?:\w+:)?fills>/s.exec(this.#xml)?.[1] ?? ''
    const fill = fills.match(/<(?:\w+:)?fill\b/g)?.length ?? 0
    const prefix = /<(\w+:)?cellXfs\b/.exec(this.#xml)?.[1] ?? ''
    const twins = [...this.#twins.keys()].map((style) => withFill(this.#styles[style] ?? '', fill))
    return appended(
      appended(this.#xml, 'fills', FILL.replace(/<(\/?)/g, `<$1${prefix}`), fill + 1),
      'cellXfs',
      twins.join(''),
      this.#styles.length + twins.length,
    )
  }
}

function withFill(style: string, fill: number): string {
  return style.replace(/^<[^>]*?(?=\/?>)/, (tag) => {
    const bare = tag.replace(/\s(?:fillId|applyFill)\s*=\s*("[^"]*"|'[^']*')/g, '')
    return `${bare.trimEnd()} fillId="${String(fill)}" applyFill="1"`
  })
}

/** Adds to the end of a list and corrects its count. */
function appended(xml: string, list: string, items: string, count: number): string {
  return xml
    .replace(new RegExp(`<(?:\\w+:)?${list}\\b[^>]*>`), (tag) =>
      attribute(tag, 'count') === null
        ? tag
        : tag.replace(/\scount\s*=\s*("[^"]*"|'[^']*')/, ` count="${String(count)}"`),
    )
    .replace(new RegExp(`</(?:\\w+:)?${list}>`), (end) => items + end)
}
