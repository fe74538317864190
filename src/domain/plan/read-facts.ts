import { horizonOf } from './read-horizon.ts'
import { issuedOf } from './read-issue-date.ts'
import { hasOuterNumbers, issuerOf } from './read-issuer.ts'
import { headLines, titleOf } from './read-title.ts'
import type { Reading } from './reading.ts'
import type { Structure } from './structure.ts'
import type { DocumentFacts } from './types.ts'

/**
 * What the document says of itself: title, issuing body, date of issue, number, period. Taken from its head and its
 * signature, from the page's own labels (发布机构:, 成文日期:) where there are some, and for a report from its first
 * paragraph. Null where the text does not say.
 */
export function readFacts(reading: Reading, structure: Structure): DocumentFacts {
  const title = titleOf(reading, hasOuterNumbers(structure))
  const issued = issuedOf(reading, structure)
  return {
    title,
    issuer: issuerOf(reading, structure, title),
    issued,
    documentNumber: documentNumberOf(reading),
    horizon: horizonOf(reading, structure, title, issued),
  }
}

const number = '[\\u4e00-\\u9fff]{1,12}\\s?[〔[(【]\\s?(?:19|20)\\d{2}\\s?[\\]〕)】]\\s?第?\\s?\\d{1,5}\\s?号'
const ownNumber = new RegExp(`^[(]?(${number})[)]?$`)
const labelledNumber = new RegExp(`(?:文\\s*号|发文字号|发布字号|文件编号)\\s*:\\s*(${number})`)

/** The document's own number from its masthead or the page's labels; numbers of cited documents stand in sentences. */
function documentNumberOf(reading: Reading): string | null {
  const head = reading.lines.filter((line) => line.text !== '')
  for (const line of head.slice(0, headLines)) {
    const own = ownNumber.exec(line.text) ?? labelledNumber.exec(line.text.slice(0, 300))
    if (own) return tidyNumber(own[1] ?? '')
  }
  return null
}

function tidyNumber(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[[(【]/, '〔')
    .replace(/[\])】]/, '〕')
}
