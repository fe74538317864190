/** Markup that is safe to send: everything put into it was escaped, or is itself such markup. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | null | readonly (Html | null)[]

/** Markup with values in it. Values are escaped for text and for attributes in double quotes; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, piece, i) => text + piece + markupOf(parts[i] ?? null), ''))
}

function markupOf(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(markupOf).join('')
  return escapeHtml(String(part))
}

export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`)
      // What a page of text cannot hold.
      .replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd')
      .toWellFormed()
  )
}
