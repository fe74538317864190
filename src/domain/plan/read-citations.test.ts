import { describe, expect, test } from 'vitest'
import { normalise } from './normalise.ts'
import { readCitations } from './read-citations.ts'
import type { DocumentFacts } from './types.ts'

const unknown: DocumentFacts = {
  title: null,
  issuer: null,
  issued: null,
  documentNumber: null,
  horizon: null,
}

function cite(text: string, title: string | null = null) {
  return readCitations(normalise(text), { ...unknown, title }).map((citation) => ({
    title: citation.title,
    number: citation.number,
    quote: text.slice(citation.start, citation.end),
  }))
}

describe('citations', () => {
  test('carry the number that follows in brackets of any shape', () => {
    const numbers = ['(丙政发〔2021〕5号)', '（丙政发[2021]5号）', '(丙政发【2021】5号,以下简称《意见》)']
    for (const number of numbers) {
      const [citation] = cite(`落实《丙江市关于加快创新发展的意见》${number}要求。`)
      expect(citation?.number?.replace(/[[【]/, '〔').replace(/[\]】]/, '〕')).toBe('丙政发〔2021〕5号')
    }
  })

  test('name a document once, at its first mention, under whatever short name comes later', () => {
    const found = cite(
      '根据《丙江市数字经济促进条例》(以下简称《条例》)制定本办法。《条例》另有规定的,从其规定。依照《丙江市数字经济促进条例》执行。',
    )
    expect(found.map(({ title }) => title)).toEqual(['丙江市数字经济促进条例'])
  })

  test('stand side by side without a comma', () => {
    expect(cite('依据《甲规划》《乙省科技创新条例》制定。').map(({ title }) => title)).toEqual([
      '甲规划',
      '乙省科技创新条例',
    ])
  })

  test('are whole when a title holds another', () => {
    const [citation, ...more] = cite('按照《丙江市人民政府关于印发〈丙江市人才办法〉的通知》执行。')
    expect(citation?.quote).toBe('《丙江市人民政府关于印发〈丙江市人才办法〉的通知》')
    expect(more).toEqual([])
  })

  test.each(['登上《财富》榜单。', '《丙江日报》报道了此事。', '举办《未来》主题展览。'])(
    'no citation: %s',
    (text) => {
      expect(cite(text)).toEqual([])
    },
  )

  test('with different years are different documents, without a year the same', () => {
    expect(cite('对照《丙江市发展规划(2016-2020年)》和《丙江市发展规划(2021-2025年)》。')).toHaveLength(2)
    expect(cite('落实《丙江市发展规划(2021—2025年)》。《丙江市发展规划》已明确目标。')).toHaveLength(1)
  })

  test('within the own title give way to the mention in the text', () => {
    const title = '关于贯彻落实《乙省关于支持创新的意见》的实施方案'
    const found = cite(`${title}\n为贯彻《乙省关于支持创新的意见》(乙发〔2020〕3号),制定本方案。`, title)
    expect(found).toEqual([
      {
        title: '乙省关于支持创新的意见',
        number: '乙发〔2020〕3号',
        quote: '《乙省关于支持创新的意见》(乙发〔2020〕3号)',
      },
    ])
  })

  test('survive a mark that never closes', () => {
    expect(cite('见《未完的标题,另见《丙江市科技条例》。').map(({ title }) => title)).toContain(
      '丙江市科技条例',
    )
  })
})
