/** Sets of characters of XPath patterns: escapes, categories, blocks, classes with ranges and subtraction. */

/** Whether a code point belongs; with `fold` any of its upper- and lower-case forms may. */
export type CharacterSet = (code: number, fold: boolean) => boolean

const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

/** Blocks of Unicode by the names that `\p{Is…}` uses, first and last code point. */
const BLOCKS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['BasicLatin', [0x0, 0x7f]],
  ['Latin-1Supplement', [0x80, 0xff]],
  ['LatinExtended-A', [0x100, 0x17f]],
  ['LatinExtended-B', [0x180, 0x24f]],
  ['IPAExtensions', [0x250, 0x2af]],
  ['SpacingModifierLetters', [0x2b0, 0x2ff]],
  ['CombiningDiacriticalMarks', [0x300, 0x36f]],
  ['Greek', [0x370, 0x3ff]],
  ['GreekandCoptic', [0x370, 0x3ff]],
  ['Cyrillic', [0x400, 0x4ff]],
  ['Armenian', [0x530, 0x58f]],
  ['Hebrew', [0x590, 0x5ff]],
  ['Arabic', [0x600, 0x6ff]],
  ['Devanagari', [0x900, 0x97f]],
  ['Bengali', [0x980, 0x9ff]],
  ['Thai', [0xe00, 0xe7f]],
  ['Tibetan', [0xf00, 0xfff]],
  ['Georgian', [0x10a0, 0x10ff]],
  ['HangulJamo', [0x1100, 0x11ff]],
  ['Mongolian', [0x1800, 0x18af]],
  ['LatinExtendedAdditional', [0x1e00, 0x1eff]],
  ['GreekExtended', [0x1f00, 0x1fff]],
  ['GeneralPunctuation', [0x2000, 0x206f]],
  ['SuperscriptsandSubscripts', [0x2070, 0x209f]],
  ['CurrencySymbols', [0x20a0, 0x20cf]],
  ['LetterlikeSymbols', [0x2100, 0x214f]],
  ['NumberForms', [0x2150, 0x218f]],
  ['Arrows', [0x2190, 0x21ff]],
  ['MathematicalOperators', [0x2200, 0x22ff]],
  ['BoxDrawing', [0x2500, 0x257f]],
  ['GeometricShapes', [0x25a0, 0x25ff]],
  ['MiscellaneousSymbols', [0x2600, 0x26ff]],
  ['CJKRadicalsSupplement', [0x2e80, 0x2eff]],
  ['KangxiRadicals', [0x2f00, 0x2fdf]],
  ['CJKSymbolsandPunctuation', [0x3000, 0x303f]],
  ['Hiragana', [0x3040, 0x309f]],
  ['Katakana', [0x30a0, 0x30ff]],
  ['Bopomofo', [0x3100, 0x312f]],
  ['EnclosedCJKLettersandMonths', [0x3200, 0x32ff]],
  ['CJKCompatibility', [0x3300, 0x33ff]],
  ['CJKUnifiedIdeographsExtensionA', [0x3400, 0x4dbf]],
  ['CJKUnifiedIdeographs', [0x4e00, 0x9fff]],
  ['HangulSyllables', [0xac00, 0xd7af]],
  ['CJKCompatibilityIdeographs', [0xf900, 0xfaff]],
  ['HalfwidthandFullwidthForms', [0xff00, 0xffef]],
])

/** First characters of names in XML 1.0, and what further ones may be besides. */
const NAME_START = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
] as const
const NAME_PART = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
] as const

function within(code: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last)
}

function byExpression(expression: RegExp): CharacterSet {
  return (code) => expression.test(String.fromCodePoint(code))
}

const isNameStart: CharacterSet = (code) => within(code, NAME_START)
const isNamePart: CharacterSet = (code) => within(code, NAME_START) || within(code, NAME_PART)

const ESCAPES: ReadonlyMap<string, CharacterSet> = new Map<string, CharacterSet>([
  ['s', (code) => code === 32 || code === 9 || code === 10 || code === 13],
  ['d', byExpression(/\p{Nd}/u)],
  ['w', byExpression(/[^\p{P}\p{Z}\p{C}]/u)],
  ['i', isNameStart],
  ['c', isNamePart],
])

export function complement(set: CharacterSet): CharacterSet {
  return (code, fold) => !set(code, fold)
}

/** `\d`, `\S` … ; undefined where the letter names no set. */
export function escapedSet(letter: string): CharacterSet | undefined {
  const set = ESCAPES.get(letter.toLowerCase())
  if (set === undefined) return undefined
  return letter === letter.toLowerCase() ? set : complement(set)
}

/** `\p{Lu}`, `\p{IsBasicLatin}`; undefined for unknown names. */
export function propertySet(name: string): CharacterSet | undefined {
  if (CATEGORY.test(name)) return byExpression(new RegExp(`\\p{${name}}`, 'u'))
  const block = name.startsWith('Is') ? BLOCKS.get(name.slice(2)) : undefined
  if (block === undefined) return undefined
  const [first, last] = block
  return (code) => code >= first && code <= last
}

/** The code point in other cases. */
export function casesOf(code: number): number[] {
  const text = String.fromCodePoint(code)
  const cases = [text, text.toLowerCase(), text.toUpperCase()]
  cases.push(cases[1]?.toUpperCase() ?? text, cases[2]?.toLowerCase() ?? text)
  return cases.flatMap((form) => {
    const point = form.codePointAt(0)
    // `ß` in upper case is two letters: no case of one.
    return point !== undefined && String.fromCodePoint(point) === form ? [point] : []
  })
}

export function rangeSet(first: number, last: number): CharacterSet {
  return (code, fold) =>
    (code >= first && code <= last) || (fold && casesOf(code).some((form) => form >= first && form <= last))
}

export function unionOf(sets: readonly CharacterSet[]): CharacterSet {
  return (code, fold) => sets.some((set) => set(code, fold))
}

export function without(set: CharacterSet, taken: CharacterSet): CharacterSet {
  return (code, fold) => set(code, fold) && !taken(code, fold)
}
