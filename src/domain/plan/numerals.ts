/**
 * Numbers as policy texts print them: 1,083, 3.5, 三千五百, 两, 〇, 廿, 二〇二五. Reads at a position, so that a scanner
 * can walk a text once; knows nothing of units (see `units.ts`).
 */

export interface Numeral {
  readonly value: number
  /** Offset after the last character. */
  readonly end: number
  readonly script: 'arabic' | 'chinese'
  /** Two neighbouring digits in Chinese script say a range: 两三家 is 2 to 3. */
  readonly value2: number | null
}

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['〇', 0],
  ['零', 0],
  ['○', 0],
  ['一', 1],
  ['壹', 1],
  ['二', 2],
  ['贰', 2],
  ['两', 2],
  ['三', 3],
  ['叁', 3],
  ['四', 4],
  ['肆', 4],
  ['五', 5],
  ['伍', 5],
  ['六', 6],
  ['陆', 6],
  ['七', 7],
  ['柒', 7],
  ['八', 8],
  ['捌', 8],
  ['九', 9],
  ['玖', 9],
])

const TENS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['拾', 10],
  ['廿', 20],
  ['卅', 30],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
])

const ARABIC = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y
/** Longer runs are no numbers of a policy text, and a double could not hold them exactly. */
const LONGEST = 15

export function isChineseNumeral(char: string): boolean {
  return DIGITS.has(char) || TENS.has(char)
}

/** The numeral that starts at `at`, or null. Magnitudes (万, 亿) are left to `readMagnitude`. */
export function readNumeral(text: string, at: number): Numeral | null {
  const code = text.charCodeAt(at)
  if (code >= 48 && code <= 57) return readArabic(text, at)
  return readChinese(text, at)
}

function readArabic(text: string, at: number): Numeral | null {
  ARABIC.lastIndex = at
  const found = ARABIC.exec(text)?.[0]
  if (found === undefined || found.length > LONGEST) return null
  return { value: Number(found.replaceAll(',', '')), end: at + found.length, script: 'arabic', value2: null }
}

function readChinese(text: string, at: number): Numeral | null {
  let end = at
  let total = 0
  let pending: number | null = null
  let lastUnit = Number.POSITIVE_INFINITY
  let units = 0
  const digits: number[] = []
  for (; end < text.length && end - at < LONGEST; end++) {
    const char = text.charAt(end)
    const digit = DIGITS.get(char)
    if (digit !== undefined) {
      if (units > 0 && pending !== null && pending !== 0) break
      pending = digit
      digits.push(digit)
      continue
    }
    const unit = TENS.get(char)
    if (unit === undefined) break
    if (units === 0 && digits.length > 1) return positional(digits, end)
    // 百十 and 千百 are idioms (十百千工程), not sums: a unit may only fall.
    if (unit >= lastUnit || (pending === null && unit > 10 && units > 0)) break
    total += (unit === 20 || unit === 30 ? 1 : (pending ?? 1)) * unit
    lastUnit = unit > 10 && unit < 100 ? 10 : unit
    pending = null
    units++
  }
  if (end === at) return null
  if (units === 0) {
    const plain = positional(digits, end)
    return plain === null || digits.length > 1 ? plain : withFraction(text, plain)
  }
  return withFraction(text, { value: total + (pending ?? 0), end, script: 'chinese', value2: null })
}

/** 二〇二五 is 2025, 两三 is 2 to 3, 五 is 5. */
function positional(digits: readonly number[], end: number): Numeral | null {
  const [first, second] = digits
  if (first === undefined) return null
  const value = digits.reduce((sum, digit) => sum * 10 + digit, 0)
  const isRange = digits.length === 2 && first > 0 && second === first + 1
  if (isRange) return { value: first, end, script: 'chinese', value2: second }
  return { value, end, script: 'chinese', value2: null }
}

/** 三点五 is 3.5. */
function withFraction(text: string, whole: Numeral): Numeral {
  if (text.charAt(whole.end) !== '点') return whole
  let end = whole.end + 1
  let digits = ''
  for (; end < text.length && digits.length < 6; end++) {
    const digit = DIGITS.get(text.charAt(end))
    if (digit === undefined) break
    digits += String(digit)
  }
  if (digits === '') return whole
  return { ...whole, value: Number(`${String(whole.value)}.${digits}`), end }
}

/** Words of magnitude that texts keep in the unit (3.5万亿元, 5千万元), longest first. */
const KEPT: readonly (readonly [string, number])[] = [
  ['万亿', 1e12],
  ['千亿', 1e11],
  ['千万', 1e7],
  ['百万', 1e6],
  ['亿', 1e8],
  ['万', 1e4],
]
/** Words of magnitude that are multiplied out: 5百家 is 500家, 3百亿元 is 300亿元. */
const FOLDED: readonly (readonly [string, number, string, number])[] = [
  ['百亿', 100, '亿', 1e8],
  ['十亿', 10, '亿', 1e8],
  ['十万', 10, '万', 1e4],
  ['千', 1000, '', 1],
  ['百', 100, '', 1],
]

export interface Magnitude {
  /** What the number is multiplied by and no longer printed. */
  readonly times: number
  /** What stays in the unit: 万亿, 亿, 万 or nothing. */
  readonly word: string
  /** What `word` stands for. */
  readonly factor: number
  readonly end: number
}

export function readMagnitude(text: string, at: number, afterChinese: boolean): Magnitude {
  for (const [word, factor] of KEPT) {
    // After 三千五百 only 万, 亿 and 万亿 can follow; 五千万 has been read as 五千 already.
    if (text.startsWith(word, at) && !(afterChinese && (word.startsWith('千') || word.startsWith('百')))) {
      return { times: 1, word, factor, end: at + word.length }
    }
  }
  if (!afterChinese) {
    for (const [printed, times, word, factor] of FOLDED) {
      if (text.startsWith(printed, at)) return { times, word, factor, end: at + printed.length }
    }
  }
  return { times: 1, word: '', factor: 1, end: at }
}

/** The value of a Chinese or Arabic number that fills the whole string, or null: 五十六, 2025, 二〇二五, 一万二千. */
export function numberOf(text: string): number | null {
  let at = 0
  let total = 0
  while (at < text.length) {
    const numeral = readNumeral(text, at)
    if (numeral === null || numeral.value2 !== null) return null
    const magnitude = readMagnitude(text, numeral.end, numeral.script === 'chinese')
    total += numeral.value * magnitude.times * magnitude.factor
    if (magnitude.end === numeral.end && magnitude.end < text.length) return null
    at = magnitude.end
  }
  return text === '' ? null : total
}
