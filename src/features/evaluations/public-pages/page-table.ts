import { html, type Html } from '#platform/http'

export interface PageTable {
  readonly caption: string
  readonly header: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly (string | Html)[])[]
  /** Columns of numbers, set to the right. */
  readonly numbers?: readonly number[]
}

/** A table that scrolls by itself where it is wider than the screen. */
export function pageTable({ caption, header, rows, numbers = [] }: PageTable): Html {
  const isNumber = new Set(numbers)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${header.map((words, at) =>
            isNumber.has(at)
              ? html`<th class="n" scope="col">${words}</th>`
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
                    : html`<td>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
