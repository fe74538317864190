import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from './html-to-text.ts'

function textOf(html: string): string {
  const outcome = htmlToText(html)
  if (!outcome.ok) throw new Error(outcome.issues[0]?.code)
  return outcome.value
}

describe('htmlToText', () => {
  it('gives each paragraph and heading a line of its own', () => {
    expect(
      textOf('<h1>办法</h1><p>第一条 &nbsp;为了<b>规范</b>管理。</p><div>附则<br>自发布之日起施行。</div>'),
    ).toBe('办法\n第一条 \u00a0为了规范管理。\n附则\n自发布之日起施行。')
  })

  it('turns a table row into one line with tabs between its cells, whatever stands in them', () => {
    const html =
      '<table><tr><th>指标</th><th>2025年</th></tr><tr><td><p>平台数</p><p>（家）</p></td><td>12</td></tr></table>'
    expect(textOf(html)).toBe('指标\t2025年\n平台数 （家）\t12')
  })

  it('keeps empty cells, so that the columns of a row stay in place', () => {
    const html = '<table><tr><td></td><td>甲</td><td> </td><td>乙</td><td></td></tr></table>'
    expect(textOf(html)).toBe('\t甲\t\t乙\t')
  })

  it('keeps the rows of a table in a table cell apart from the outer text', () => {
    const text = textOf(
      '<p>前</p><table><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table><p>后</p>',
    )
    expect(text.startsWith('前\n')).toBe(true)
    expect(text.endsWith('\n后')).toBe(true)
    expect(text.split(/[\s]+/)).toEqual(['前', '甲', '乙', '丙', '后'])
  })

  it('leaves out what is not read: scripts, styles, the head', () => {
    const html =
      '<head><title>页</title><style>p{color:red}</style></head><body><script>var x="<p>假</p>"</script><p>真</p><noscript>无</noscript><!-- 注 --></body>'
    expect(textOf(html)).toBe('真')
  })

  it('reads a page nested ten thousand deep', () => {
    expect(textOf(`${'<div>'.repeat(10_000)}底${'</div>'.repeat(10_000)}`)).toBe('底')
  })

  it('refuses a page made to fill the memory', () => {
    for (const html of ['<i>'.repeat(25_000), '<p>甲</p>'.repeat(310_000)])
      expect(htmlToText(html)).toMatchObject({ ok: false, issues: [{ code: 'documents.too_long' }] })
  })

  it('loses no visible character of plain paragraphs', () => {
    const words = fc.stringMatching(/^[甲乙丙丁0-9，。]{1,20}$/)
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 20 }), (paragraphs) => {
        expect(textOf(paragraphs.map((words) => `<p>${words}</p>`).join('\r\n'))).toBe(paragraphs.join('\n'))
      }),
    )
  })
})
