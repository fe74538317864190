import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeLegacy } from '#tests/encode-legacy'
import { decodeText, type Encoding } from './decode-text.ts'

const SIMPLIFIED =
  '各分园管委会应当在每年三月底前报送年度工作计划，由领导小组办公室汇总后公布。\n到2025年，建成共性技术平台12家。\n'
const TRADITIONAL =
  '各分園管委會應當在每年三月底前報送年度工作計劃，由領導小組辦公室匯總後公布。\n到2025年，建成共性技術平臺12家。\n'
/** Parts of sentences that make up any number of different texts. */
const PARTS: Readonly<Record<'gb18030' | 'big5', readonly string[]>> = {
  gb18030: [
    '加强统筹协调',
    '完善工作机制',
    '支持企业创新发展',
    '（一）',
    '不少于30%',
    '，',
    '。\n',
    '市有关部门',
  ],
  big5: [
    '加強統籌協調',
    '完善工作機制',
    '支持企業創新發展',
    '（一）',
    '不少於30%',
    '，',
    '。\n',
    '市有關部門',
  ],
}

function bytesOf(text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'))
  if (encoding !== 'utf-16be') return bytes
  return new Uint8Array(Buffer.from(bytes).swap16())
}

function decoded(bytes: Uint8Array, isHtml = false): { text: string; encoding: Encoding } | string {
  const outcome = decodeText(bytes, isHtml)
  if (!outcome.ok) return outcome.issues[0]?.code ?? ''
  return { text: outcome.value.text, encoding: outcome.value.encoding }
}

describe('decodeText', () => {
  it('reads any text in UTF-8 without control characters back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
        fc.pre(!text.startsWith('\ufeff') && !text.includes('\0'))
        expect(decoded(bytesOf(text, 'utf-8'))).toEqual({ text, encoding: 'utf-8' })
      }),
    )
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    'follows the byte order mark of %s and leaves it out',
    (encoding) => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
          fc.pre(text.isWellFormed() && !text.startsWith('\ufeff'))
          expect(decoded(bytesOf(`\ufeff${text}`, encoding))).toEqual({ text, encoding })
        }),
      )
    },
  )

  it.each(['gb18030', 'big5'] as const)('tells %s from the other by what it says', (encoding) => {
    const texts = fc.array(fc.constantFrom(...PARTS[encoding]), { minLength: 6, maxLength: 60 })
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('')
        fc.pre(/\p{Script=Han}{8}/u.test(text))
        expect(decoded(encodeLegacy(text, encoding))).toEqual({ text, encoding })
      }),
    )
  })

  it.each(['utf-16le', 'utf-16be'] as const)(
    'knows %s without a mark, with and without line ends',
    (encoding) => {
      expect(decoded(bytesOf(SIMPLIFIED, encoding))).toEqual({ text: SIMPLIFIED, encoding })
      const oneLine = '加强统筹协调和工作机制建设支持企业创新发展'
      expect(decoded(bytesOf(oneLine, encoding))).toEqual({ text: oneLine, encoding })
    },
  )

  it('trusts what a page declares where the bytes allow it, and only there', () => {
    const page = (charset: string, text: string) => `<meta charset="${charset}"><p>${text}</p>`
    const rare = page('big5', '彧')
    expect(decoded(encodeLegacy(rare, 'big5'), true)).toEqual({ text: rare, encoding: 'big5' })
    const lying = page('gb2312', SIMPLIFIED)
    expect(decoded(bytesOf(lying, 'utf-8'), true)).toEqual({ text: lying, encoding: 'utf-8' })
  })

  it('reads a text with single damaged bytes and counts them', () => {
    const whole = bytesOf(SIMPLIFIED.repeat(30), 'utf-8')
    const cut = decodeText(whole.subarray(0, 1000), false)
    expect(cut).toMatchObject({ ok: true, value: { encoding: 'utf-8', unreadable: 1 } })
    if (cut.ok) expect(SIMPLIFIED.repeat(30).startsWith(cut.value.text.slice(0, -1))).toBe(true)
    const lone = bytesOf(`\ufeff${SIMPLIFIED}\ud800${SIMPLIFIED}`, 'utf-16le')
    expect(decoded(lone)).toEqual({ text: `${SIMPLIFIED}\ufffd${SIMPLIFIED}`, encoding: 'utf-16le' })
    const cutTraditional = encodeLegacy(TRADITIONAL, 'big5').subarray(0, -2)
    expect(decodeText(cutTraditional, false)).toMatchObject({ ok: true, value: { encoding: 'big5' } })
  })

  it('refuses bytes that are no text in any of the encodings', () => {
    const junk = new Uint8Array(4096).map((_, i) => ((i * 197 + 131) % 256) | 0x80)
    expect(decoded(junk)).toBe('documents.undecodable')
    expect(decoded(new Uint8Array([0xff, 0xff, 0xfe, 0x80, 0x81]))).toBe('documents.undecodable')
  })

  it('keeps NUL characters, which shift nothing', () => {
    const text = `甲\0${SIMPLIFIED}`
    expect(decoded(bytesOf(text, 'utf-8'))).toEqual({ text, encoding: 'utf-8' })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isHtml) => {
        const outcome = decodeText(bytes, isHtml)
        if (!outcome.ok) expect(outcome.issues[0]?.code).toBe('documents.undecodable')
      }),
    )
  })
})
