/** A name or sentence in both languages of the product; data files carry both. */
export interface BilingualText {
  readonly zh: string
  readonly en: string
}
