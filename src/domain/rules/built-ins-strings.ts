import { builtIn, listIn, numberIn, single, textIn } from './built-in.ts'
import { findMatch, type PatternMatch } from './match-pattern.ts'
import { type Pattern, readPattern } from './pattern.ts'
import type { FeelRun } from './scope.ts'
import { type FeelFunction, FeelNumber, type FeelValue } from './values.ts'
import type { BuiltInName } from './known-names.ts'

/** A function of two texts. */
function ofTexts(
  name: BuiltInName,
  parameters: readonly [string, string],
  body: (text: string, other: string) => FeelValue,
): FeelFunction {
  return builtIn(name, [parameters], (args) => {
    const [text, other] = [textIn(args[0]), textIn(args[1])]
    return text === undefined || other === undefined ? undefined : body(text, other)
  })
}

function ofText(
  name: 'string length' | 'upper case' | 'lower case',
  body: (text: string) => FeelValue,
): FeelFunction {
  return builtIn(name, [['string']], ([value]) => {
    const text = textIn(value)
    return text === undefined ? undefined : body(text)
  })
}

/** Characters are code points: an emoji is one. */
function charactersOf(text: string): string[] {
  return [...text]
}

function pointsOf(text: string): number[] {
  return charactersOf(text).map((character) => character.codePointAt(0) ?? 0)
}

function flagsIn(value: FeelValue | undefined): string | undefined {
  const flags = single(value)
  return flags === null ? (value === null || value === undefined ? '' : undefined) : textIn(flags)
}

function substring(
  text: string,
  start: FeelValue | undefined,
  length: FeelValue | undefined,
): string | undefined {
  const characters = charactersOf(text)
  const position = numberIn(start)?.trunc().toNumber()
  if (position === undefined || position === 0 || Math.abs(position) > characters.length) return undefined
  const begin = position > 0 ? position - 1 : characters.length + position
  if (length === undefined || length === null) return characters.slice(begin).join('')
  const count = numberIn(length)?.trunc().toNumber()
  if (count === undefined || count < 1) return undefined
  return characters.slice(begin, begin + count).join('')
}

/** Texts between the matches, and the matches; undefined where the pattern also matches nothing at all (XPath FORX0003). */
function cut(
  input: readonly number[],
  pattern: Pattern,
  run: FeelRun,
): { pieces: string[]; matches: PatternMatch[] } | undefined {
  if (findMatch(pattern, [], 0, run) !== null) return undefined
  const pieces: string[] = []
  const matches: PatternMatch[] = []
  let from = 0
  let search = 0
  while (search <= input.length) {
    const match = findMatch(pattern, input, search, run)
    const [begin = -1, end = -1] = match ?? []
    if (match === null) break
    // An anchor may match between characters though the pattern does not match an empty text: go on behind it.
    if (end === begin) {
      search = end + 1
      continue
    }
    pieces.push(textOf(input, from, begin))
    matches.push(match)
    from = end
    search = end
  }
  pieces.push(textOf(input, from, input.length))
  return { pieces, matches }
}

function textOf(input: readonly number[], begin: number, end: number): string {
  let text = ''
  for (const code of input.slice(begin, end)) text += String.fromCodePoint(code)
  return text
}

/** Parts of a replacement: texts, and numbers of groups; null where it is not well written (XPath FORX0004). */
function readReplacement(text: string, groups: number, literal: boolean): (string | number)[] | null {
  if (literal) return [text]
  const parts: (string | number)[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    const next = text[index + 1] ?? ''
    if (character === '\\') {
      if (next !== '\\' && next !== '$') return null
      parts.push(next)
      index += 1
    } else if (character === '$') {
      if (!/^[0-9]$/.test(next)) return null
      let group = Number(next)
      index += 1
      for (let digit = text[index + 1] ?? ''; /^[0-9]$/.test(digit); digit = text[index + 1] ?? '') {
        if (group * 10 + Number(digit) > groups) break
        group = group * 10 + Number(digit)
        index += 1
      }
      parts.push(group)
    } else parts.push(character)
  }
  return parts
}

function replaced(
  input: string,
  pattern: Pattern,
  replacement: string,
  literal: boolean,
  run: FeelRun,
): string | undefined {
  const parts = readReplacement(replacement, pattern.groups, literal)
  const points = pointsOf(input)
  const found = parts === null ? undefined : cut(points, pattern, run)
  if (parts === null || found === undefined) return undefined
  let text = ''
  for (const [index, piece] of found.pieces.entries()) {
    text += piece
    const match = found.matches[index]
    if (match === undefined) continue
    run.spend(parts.length)
    for (const part of parts)
      text +=
        typeof part === 'string' ? part : textOf(points, match[part * 2] ?? -1, match[part * 2 + 1] ?? -1)
    run.holdSize(text.length)
  }
  return text
}

export const STRING_FUNCTIONS = [
  builtIn(
    'substring',
    [
      ['string', 'start position'],
      ['string', 'start position', 'length'],
    ],
    ([value, start, length]) => {
      const text = textIn(value)
      return text === undefined ? undefined : substring(text, start, length)
    },
  ),
  ofText('string length', (text) => new FeelNumber(charactersOf(text).length)),
  ofText('upper case', (text) => text.toUpperCase()),
  ofText('lower case', (text) => text.toLowerCase()),
  ofTexts('substring before', ['string', 'match'], (text, match) => {
    const at = text.indexOf(match)
    return at < 0 ? '' : text.slice(0, at)
  }),
  ofTexts('substring after', ['string', 'match'], (text, match) => {
    const at = text.indexOf(match)
    return at < 0 ? '' : text.slice(at + match.length)
  }),
  ofTexts('contains', ['string', 'match'], (text, match) => text.includes(match)),
  ofTexts('starts with', ['string', 'match'], (text, match) => text.startsWith(match)),
  ofTexts('ends with', ['string', 'match'], (text, match) => text.endsWith(match)),
  builtIn(
    'replace',
    [
      ['input', 'pattern', 'replacement'],
      ['input', 'pattern', 'replacement', 'flags'],
    ],
    (args, run) => {
      const [input, source, replacement] = args.slice(0, 3).map(textIn)
      const flags = flagsIn(args[3])
      if (input === undefined || source === undefined || replacement === undefined) return undefined
      const pattern = flags === undefined ? null : readPattern(source, flags)
      if (pattern === null || flags === undefined) return undefined
      return replaced(input, pattern, replacement, flags.includes('q'), run)
    },
  ),
  builtIn(
    'matches',
    [
      ['input', 'pattern'],
      ['input', 'pattern', 'flags'],
    ],
    (args, run) => {
      const [input, source] = args.slice(0, 2).map(textIn)
      const flags = flagsIn(args[2])
      if (input === undefined || source === undefined || flags === undefined) return undefined
      const pattern = readPattern(source, flags)
      return pattern === null ? undefined : findMatch(pattern, pointsOf(input), 0, run) !== null
    },
  ),
  builtIn('split', [['string', 'delimiter']], ([value, delimiter], run) => {
    const [text, source] = [textIn(value), textIn(delimiter)]
    if (text === undefined || source === undefined) return undefined
    const pattern = readPattern(source, '')
    return pattern === null ? undefined : cut(pointsOf(text), pattern, run)?.pieces
  }),
  builtIn('string join', [['list'], ['list', 'delimiter']], ([list, delimiter = null], run) => {
    const items = listIn(list)
    const between = delimiter === null ? '' : textIn(delimiter)
    if (items === undefined || between === undefined) return undefined
    const texts = items.filter((item) => item !== null)
    if (!texts.every((item) => typeof item === 'string')) return undefined
    run.spend(texts.length)
    const joined = texts.join(between)
    run.holdSize(joined.length)
    return joined
  }),
]
