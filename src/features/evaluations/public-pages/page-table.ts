import { html, type Html } from '#platform/http'

export interface PageTable {
  /** For readers who do not see the heading above it. */
  readonly caption: string
  readonly header: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly (string | Html)[])[]
  /** Columns of numbers, set to the right. */
  readonly numbers?: readonly number[]
  /** Columns of few words, which are not broken. */
  readonly short?: readonly number[]
}

/** A table that scrolls by itself where it is wider than the screen. */
export function pageTable({ caption, header, rows, numbers = [], short = [] }: PageTable): Html {
  const isNumber = new Set(numbers)
  const isShort = new Set(short)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="wide" aria-label="${caption}">
      <thead>
        <tr>
          ${header.map((words, at) =>
            isNumber.has(at)
              ? html`<th class="n" scope="col">${words}</th>`
              : isShort.has(at)
                ? html`<th class="y" scope="col">${words}</th>`
                : html`<th scope="col">${words}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) =>
                at === 0
                  ? html`<th scope="row">${cell}</th>`
                  : isNumber.has(at)
                    ? html`<td class="n">${cell}</td>`
                    : isShort.has(at)
                      ? html`<td class="y">${cell}</td>`
                      : html`<td>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
