import { describe, expect, it } from 'vitest'
import { evaluateFeel } from './evaluate-feel.ts'
import { findMatch } from './match-pattern.ts'
import { readPattern } from './pattern.ts'
import { FeelRun, LimitReached } from './scope.ts'

function matches(text: string, pattern: string, flags = ''): boolean | null {
  const read = readPattern(pattern, flags)
  if (read === null) return null
  return (
    findMatch(
      read,
      [...text].map((character) => character.codePointAt(0) ?? 0),
      0,
      new FeelRun(),
    ) !== null
  )
}

function replaced(text: string, pattern: string, replacement: string, flags = ''): unknown {
  const answer = evaluateFeel('replace(t, p, r, f)', { t: text, p: pattern, r: replacement, f: flags })
  return answer.ok ? answer.value : answer.issues
}

describe('patterns', () => {
  it.each([
    ['foobar', '^fo*b', '', true],
    ['foobar', '^o', '', false],
    ['a\nb', '^b$', '', false],
    ['a\nb', '^b$', 'm', true],
    ['a\nb', 'a.b', '', false],
    ['a\nb', 'a.b', 's', true],
    ['hello world', ' hello[ ]world', 'x', true],
    ['x[y-z]', 'x[y-z]', 'q', true],
    ['ABC', 'abc', 'i', true],
    ['\u212a', 'k', 'i', true],
    ['x', '[A-Z-[OI]]', 'i', true],
    ['i', '[A-Z-[OI]]', 'i', false],
    ['q', '[^Q]', 'i', false],
    ['aA', '(a)\\1', 'i', true],
    ['abab', '^(ab)\\1$', '', true],
    ['ab12', '^\\p{Ll}{2}\\d{2,3}$', '', true],
    ['园区', '^\\p{IsCJKUnifiedIdeographs}+$', '', true],
    ['', '(a*)*b', '', false],
    ['aaab', '^(a|aa)+b$', '', true],
    ['😀', '^.$', '', true],
  ])('%j matches %s with “%s”: %s', (text, pattern, flags, expected) => {
    expect(matches(text, pattern, flags)).toBe(expected)
  })

  it.each([
    ...[
      '(',
      ')',
      '[',
      ']',
      'a{2',
      'a{3,2}',
      '*a',
      'a**',
      '\\q',
      '[b-a]',
      '(a)\\2',
      '\\1(a)',
      '(?=a)',
      '[\\1]',
    ],
    ...['\\p{IsNowhere}', '\\p{', 'a{100000}', '[]'],
  ])('%s is no pattern', (pattern) => {
    expect(readPattern(pattern, '')).toBeNull()
  })

  it('knows only the flags of XPath', () => {
    expect(readPattern('a', 'g')).toBeNull()
    expect(readPattern('a', 'smixq')).not.toBeNull()
  })

  it('agree with the expressions of JavaScript where both mean the same', () => {
    const patterns = ['a*b', '(a|b)*?c', '[^ab]+', 'a{2,3}', '(ab)?c', '^a|b$', 'a+?b', '(a(b)?)+c', 'x*']
    const texts = ['', 'a', 'b', 'ab', 'aab', 'abc', 'cab', 'aaab', 'bca', 'ababc', 'xxab', 'cc', 'abab']
    for (const pattern of patterns)
      for (const text of texts)
        expect([pattern, text, matches(text, pattern)]).toEqual([
          pattern,
          text,
          new RegExp(pattern, 'u').test(text),
        ])
  })

  it('never run for ever', () => {
    const pattern = readPattern('(a+)+$', '')
    if (pattern === null) throw new Error('no pattern')
    const text = Array<number>(200).fill(97).concat(33)
    expect(() => findMatch(pattern, text, 0, new FeelRun())).toThrow(LimitReached)
  })
})

describe('replace', () => {
  it.each([
    ['abcd', '(ab)|(a)', '[1=$1][2=$2]', '[1=ab][2=]cd'],
    ['0123456789', '(\\d{3})(\\d{3})(\\d{4})', '($1) $2-$3', '(012) 345-6789'],
    ['abracadabra', 'a.*?a', '*', '*c*bra'],
    ['facetiously', '[iouy]', '[$0]', 'facet[i][o][u]sl[y]'],
    ['a$b', '\\$', '\\$\\\\', 'a$\\b'],
    ['ab', '(a)', '$12', 'a2b'],
  ])('%s %s %s', (text, pattern, replacement, expected) => {
    expect(replaced(text, pattern, replacement)).toBe(expected)
  })

  it('has no answer for a pattern that matches nothing at all, or a badly written replacement', () => {
    expect(replaced('abc', 'x*', '-')).toBeNull()
    expect(replaced('abc', 'a', '$')).toBeNull()
    expect(replaced('abc', 'a', '\\n')).toBeNull()
  })
})
