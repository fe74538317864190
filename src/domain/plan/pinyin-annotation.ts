/**
 * Pinyin in brackets after a character, as in 创(chuàng)新: readers' aids that some republished pages carry. Brackets with
 * anything else ((AI), (2023-2025年), (以下简称…)) are the document's own and stay.
 */
export interface Annotation {
  /** Offset of the opening bracket. */
  readonly from: number
  /** After the closing bracket. */
  readonly to: number
}

const longestAnnotation = 40
/** The four tones; the breve is a common misprint of the third. */
const tone = /\u0300|\u0301|\u0304|\u0306|\u030c/
const marksOfPinyin = /\u0300|\u0301|\u0302|\u0304|\u0306|\u0308|\u030c/g
const annotationLetters = /^[a-z'’ ]+$/
/** Which finals go with which initials; ü is written v here. */
const syllables = [
  '[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)',
  '[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve|ue)',
  '[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)',
  '[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un|v|ve|van|vn)',
  '(?:[zcs]h?|r)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)',
  'y(?:a|o|e|i|ai|ao|ou|an|in|ang|ing|ong|u|ue|uan|un)',
  'w(?:a|o|ai|ei|an|en|ang|eng|u)',
  '(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|er)',
]
const syllable = new RegExp(`^(?:${syllables.join('|')})$`)

/** Toneless annotations (light tones) are believed only in a text that is annotated throughout. */
const annotatedThroughout = 3

export function findPinyin(text: string): readonly Annotation[] {
  const toned: Annotation[] = []
  const plain: Annotation[] = []
  let open = text.indexOf('(')
  // The end of the last annotation of either kind, so that a second bracket right behind it is still seen.
  let lastEnd = -1
  while (open >= 0) {
    if (open > 0 && (open === lastEnd || isHan(text.charCodeAt(open - 1)))) {
      const close = closingBracket(text, open)
      if (close > 0) {
        const kind = annotationKind(text.slice(open + 1, close))
        if (kind !== 'none') {
          ;(kind === 'toned' ? toned : plain).push({ from: open, to: close + 1 })
          lastEnd = close + 1
        }
      }
    }
    open = text.indexOf('(', open + 1)
  }
  if (toned.length < annotatedThroughout || plain.length === 0) return toned
  return [...toned, ...plain].sort((a, b) => a.from - b.from)
}

function closingBracket(text: string, open: number): number {
  const limit = Math.min(text.length, open + 2 + longestAnnotation)
  for (let i = open + 1; i < limit; i++) if (text.charCodeAt(i) === 0x29) return i
  return -1
}

function annotationKind(inside: string): 'toned' | 'plain' | 'none' {
  const decomposed = inside.normalize('NFD')
  const letters = decomposed.replace(/u\u0308/g, 'v').replace(marksOfPinyin, '')
  if (!annotationLetters.test(letters)) return 'none'
  if (!tone.test(decomposed)) return syllable.test(letters) ? 'plain' : 'none'
  const words = letters.split(/['’ ]+/).filter((word) => word !== '')
  return words.length > 0 && words.every(isSyllables) ? 'toned' : 'none'
}

/** Whether the word can be cut into syllables, left to right over reachable positions (no backtracking). */
function isSyllables(word: string): boolean {
  const reachable = new Set([0])
  for (let at = 0; at < word.length; at++) {
    if (!reachable.has(at)) continue
    for (let length = 1; length <= 7 && at + length <= word.length; length++) {
      if (syllable.test(word.slice(at, at + length))) reachable.add(at + length)
    }
  }
  return reachable.has(word.length)
}

/** The zero of dates counts too, also where it is still the circle that many pages print for it. */
function isHan(code: number): boolean {
  const zero = code === 0x3007 || code === 0x25cb
  return zero || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
}
