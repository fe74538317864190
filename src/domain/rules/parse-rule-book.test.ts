import { describe, expect, it } from 'vitest'
import { parseRuleBook } from './parse-rule-book.ts'
import { all, bookOf, condition } from './rule-arbitraries.test-support.ts'

const BOOK = bookOf([all('a', condition('c', '营业收入 >= 规上标准'))])

describe('reading a rule book', () => {
  it('takes what JSON gives and leaves it as it is', () => {
    const json: unknown = JSON.parse(JSON.stringify(BOOK))
    expect(parseRuleBook(json)).toEqual({ ok: true, value: json })
  })

  it('names the place of a mistake by numbers and codes', () => {
    const json: unknown = JSON.parse(
      JSON.stringify(BOOK).replace('"when":"营业收入 >= 规上标准"', '"when":7'),
    )
    const read = parseRuleBook(json)
    expect(read.ok ? [] : read.issues.map(({ code, path, params }) => [code, path, params?.['at']])).toEqual([
      ['rules.book_shape', ['rules', 0, 'root', 'of', 0, 'when'], 'rules[0](规则1).root.of[0](c).when'],
    ])
  })

  it('refuses keys that it does not know, spells that overlap and nesting without end', () => {
    const codes = (json: unknown) => {
      const read = parseRuleBook(json)
      return read.ok ? [] : read.issues.map(({ code }) => code)
    }
    expect(codes({ ...BOOK, more: 1 })).toEqual(['rules.book_shape'])
    const [parameter] = BOOK.parameters
    const twice = {
      ...BOOK,
      parameters: [{ ...parameter, values: [...(parameter?.values ?? []), ...(parameter?.values ?? [])] }],
    }
    expect(codes(twice)).toContain('rules.parameter_spells_overlap')
    let deep: unknown = condition('x', '上市')
    for (let level = 0; level < 200; level += 1)
      deep = { kind: 'not', id: `n${level}`, title: null, of: deep }
    expect(
      codes({ ...BOOK, rules: [{ code: 'r', title: { zh: '题', en: 't' }, root: deep, nearLimit: null }] }),
    ).toEqual(['rules.book_too_large'])
  })
})
