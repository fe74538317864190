/**
 * (一), (二), … as they look on pages whose GBK text was read one byte out of step: 。ㄒ唬┌ for （一） and so on, the blank before
 * them a ?. The character right behind the bracket is lost; the number at least can be told.
 */
export interface MisreadNumber {
  /** Offsets into the original. */
  readonly from: number
  readonly to: number
  readonly numeral: string
}

const looks: readonly (readonly [string, string])[] = [
  ['ㄒ唬', '一'],
  ['ǘ', '二'],
  ['ㄈ', '三'],
  ['ㄋ模', '四'],
  ['ㄎ澹', '五'],
  ['ㄆ撸', '七'],
  ['ò耍', '八'],
  ['ň牛', '九'],
  ['ㄊ', '十'],
  ['', '六'],
]
const numerals = new Map(looks)
const misread = /\??。(ㄒ唬|ǘ|ㄈ|ㄋ模|ㄎ澹|ㄆ撸|ò耍|ň牛|ㄊ|)[\ue000-\uf8ff]{0,2}[\u2500-\u257f]/g

export function findMisreadNumbers(original: string): readonly MisreadNumber[] {
  const found: MisreadNumber[] = []
  misread.lastIndex = 0
  for (let match = misread.exec(original); match; match = misread.exec(original)) {
    const numeral = numerals.get(match[1] ?? '')
    if (numeral) found.push({ from: match.index, to: match.index + match[0].length, numeral })
  }
  return found
}
