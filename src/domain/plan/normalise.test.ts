import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { spanOf } from './reading.ts'

function cleanOf(text: string): string {
  return normalise(text).clean
}

/** The original wording of the first place where `words` stand in the clean text. */
function originalOf(text: string, words: string): string {
  const reading = normalise(text)
  const from = reading.clean.indexOf(words)
  const { start, end } = spanOf(reading, from, from + words.length)
  return text.slice(start, end)
}

describe('characters', () => {
  it.each([
    ['臺灣園區後續準入標準於2025年批復', '台湾园区后续准入标准于2025年批复'],
    ['在範圍內統籌佈局', '在范围内统筹布局'],
    ['著力推進，成效顯著，著名企業圍繞著產業', '着力推进,成效显著,著名企业围绕着产业'],
    ['答覆與批覆，計畫與規畫', '答复与批复,计划与规划'],
    ['「一區多園」與『雙創』', '“一区多园”与‘双创’'],
    ['（一）總體要求：１．目標；Ａ類％', '(一)总体要求:1.目标;A类%'],
  ])('%s', (text, clean) => {
    expect(cleanOf(text)).toBe(clean)
  })

  it('leaves the names of a simplified text alone', () => {
    expect(cleanOf('乾安县与瞭望台的显著变化由著名学者於某主持')).toBe(
      '乾安县与瞭望台的显著变化由著名学者於某主持',
    )
    expect(cleanOf('苧烯是一种溶剂')).toBe('苧烯是一种溶剂')
  })

  it('reads radicals and wide forms out of PDF fonts as ordinary characters', () => {
    expect(cleanOf('⼤⼒发展⾼新技术')).toBe('大力发展高新技术')
  })

  it('turns straight quotation marks into pairs, and leaves an odd one', () => {
    expect(cleanOf('实施"揭榜挂帅"\n剩下一个"')).toBe('实施“揭榜挂帅”\n剩下一个"')
  })

  it('writes years with one zero', () => {
    expect(cleanOf('二○二五年，○为空')).toBe('二〇二五年,○为空')
    expect(cleanOf('二○(yè)○')).toBe('二〇〇')
    expect(cleanOf('二○(yè)○(yè)年')).toBe('二〇〇年')
  })
})

describe('pinyin in brackets', () => {
  it('is left out, and stands in the original span of its character', () => {
    const text = '加快創(chuàng)新驅(qū)動發(fā)展;其他'
    expect(cleanOf(text)).toBe('加快创新驱动发展;其他')
    expect(originalOf(text, '创新驱动发')).toBe('創(chuàng)新驅(qū)動發(fā)')
    expect(originalOf(text, '发展;')).toBe('發(fā)展;')
  })

  it('is seen in full-width brackets and with several syllables', () => {
    expect(cleanOf('重慶（chóng qìng）高新區')).toBe('重庆高新区')
  })

  it('without tone marks is believed only in a text that has others', () => {
    expect(cleanOf('我們(men)的')).toBe('我们(men)的')
    expect(cleanOf('創(chuàng)業(yè)發(fā)展,我們(men)的')).toBe('创业发展,我们的')
  })

  it.each([
    '经费(R&D)支出',
    '人工智能(AI)产业',
    '方案(2023-2025年)',
    '示范区(以下简称示范区)',
    '大赛(FinTech)',
    '咖啡(café)店',
    '公式f(a)值',
  ])('%s is no pinyin', (text) => {
    expect(cleanOf(text)).toBe(text)
  })
})

describe('lines', () => {
  it('count like the original, whatever ends them', () => {
    const reading = normalise('\ufeff　　第一行\r\n\r\n  第三行 \n第四行\u2028同一行')
    expect(reading.lines.map(({ number, text }) => [number, text])).toEqual([
      [1, '第一行'],
      [2, ''],
      [3, '第三行'],
      [4, '第四行'],
      [4, '同一行'],
    ])
  })

  it('do not carry their indent or line end into a span', () => {
    const text = '\u3000\u3000一、总体要求\r\n下文'
    const reading = normalise(text)
    const line = reading.lines[0]
    expect(
      line &&
        text.slice(spanOf(reading, line.start, line.end).start, spanOf(reading, line.start, line.end).end),
    ).toBe('一、总体要求')
  })

  it('lose named blanks, zero-width marks and control characters', () => {
    expect(cleanOf('产业\u200b园&nbsp;区\u0000内')).toBe('产业园 区 内')
  })

  it('get back their numbers where the page was read one byte out of step', () => {
    expect(cleanOf('?。ㄒ唬┘訌婎I导')).toMatch(/^\(一\)/)
    expect(originalOf('?。ǘ┘訌', '(二)')).toBe('?。ǘ┘')
  })
})

describe('any string', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '創(chuàng)新',
          '（一）',
          '一、',
          '\r\n',
          '\n',
          '\u3000',
          '"',
          '○',
          '二○',
          '著',
          '(yè)',
          '(a)',
          '?。ㄒ唬┘',
          '\ud800',
          '\u0000',
          '&nbsp;',
          '&',
          '首页 > 新闻',
          '臺',
          '目录',
          '1.',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )

  it('keeps its way back: places never go down and stay within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { clean, toOriginal } = normalise(text)
        expect(toOriginal.length).toBe(clean.length + 1)
        expect(toOriginal[clean.length]).toBe(text.length)
        for (let i = 0; i < clean.length; i++) {
          expect(toOriginal[i]).toBeLessThanOrEqual(toOriginal[i + 1] ?? -1)
          expect(toOriginal[i]).toBeLessThan(text.length)
        }
      }),
    )
  })

  it('is cut into lines that tell their own text and do not overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { clean, lines } = normalise(text)
        let end = 0
        for (const line of lines) {
          expect(clean.slice(line.start, line.end)).toBe(line.text)
          expect(line.start).toBeGreaterThanOrEqual(end)
          end = line.end
        }
      }),
    )
  })

  it('is clean after one pass', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanOf(cleanOf(text))).toBe(cleanOf(text))
      }),
    )
  })
})
