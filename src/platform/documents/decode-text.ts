import { accepted, refused, type Outcome } from '#domain/kernel'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5'

/**
 * Frequent characters of Chinese administrative prose, simplified and traditional together. A text decoded in the wrong
 * legacy encoding turns into rare characters, so the share of these tells GB18030 from Big5.
 */
const FREQUENT = new Set(
  '的一是在有和中大为上个国以要时来用到作地于出分对成会可主发年动同工也能下产面方后定行学法所民得经十三之进等部度家力化高自二理现加量体制机点业本性开合由其前外政四事平形全间与关各重新内数展第条建月公无系通提程五员位文总设及管件长基资级统将组计期区强放决任据区园发創產業園發國與為個時來學經進現機點體開關總設統組計劃實務機構創新示範區建設推進加強支持促進服務項目企業技術科市政府意見方案規劃辦法工作單位責任制度完善提升推动加快形成重点工作落实创新企业项目服务支持技术科技单位责任办法意见规划实施管理发展',
)

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  /** How many U+FFFD stand for damaged bytes. */
  readonly unreadable: number
}

/** A file cut in the middle of a character, or with a bad byte in it, is still read up to this share of damage. */
const MAX_DAMAGE = 0.001
/** What is text in the encoding tried has a good third of frequent characters; misread bytes next to none. */
const LEAST_LIKENESS = 0.1

/**
 * Decodes Chinese text of unknown encoding: a byte order mark decides, then zero bytes (UTF-16), then strict UTF-8, then
 * what an HTML page declares, then what reads most like Chinese. The mark itself is left out. What is damaged becomes
 * U+FFFD and is counted; much damage is refused.
 */
export function decodeText(bytes: Uint8Array, isHtml: boolean): Outcome<DecodedText> {
  const certain = encodingByMark(bytes) ?? encodingByZeroBytes(bytes)
  if (certain !== null) return orUndecodable(decodeAs(bytes, certain))
  const utf8 = decodeAs(bytes, 'utf-8')
  if (utf8 !== null && (utf8.unreadable === 0 || hasChinese(utf8.text))) return accepted(utf8)
  const declared = isHtml ? declaredEncoding(bytes) : null
  const asDeclared = declared === null ? null : decodeAs(bytes, declared)
  return asDeclared === null ? decodeByLikeness(bytes) : accepted(asDeclared)
}

function orUndecodable(decoded: DecodedText | null): Outcome<DecodedText> {
  return decoded === null ? refused({ code: 'documents.undecodable' }) : accepted(decoded)
}

/** Damaged UTF-8 is told from other encodings by the many characters of three bytes that came out whole. */
function hasChinese(text: string): boolean {
  return likenessToChinese(text) >= LEAST_LIKENESS
}

function encodingByMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark: line ends, digits and spaces have a zero byte, always on the same side. */
function encodingByZeroBytes(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, 8192)
  const zeros = [0, 0]
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (bytes.length % 2 === 1 || even + odd < 2) return null
  if (odd > even * 4) return 'utf-16le'
  if (even > odd * 4) return 'utf-16be'
  return null
}

function declaredEncoding(bytes: Uint8Array): Encoding | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const name = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  if (name === 'gb2312' || name === 'gbk' || name === 'gb18030') return 'gb18030'
  if (name === 'big5' || name === 'big5-hkscs') return 'big5'
  return null
}

function decodeByLikeness(bytes: Uint8Array): Outcome<DecodedText> {
  const even = bytes.length % 2 === 0
  const candidates: Encoding[] = even ? ['gb18030', 'big5', 'utf-16le', 'utf-16be'] : ['gb18030', 'big5']
  const [best] = candidates
    .flatMap((encoding) => decodeAs(bytes, encoding) ?? [])
    .map((decoded) => ({ decoded, likeness: likenessToChinese(decoded.text) }))
    .sort((a, b) => b.likeness - a.likeness)
  return orUndecodable(best === undefined || best.likeness < LEAST_LIKENESS ? null : best.decoded)
}

function likenessToChinese(text: string): number {
  let frequent = 0
  let beyondAscii = 0
  for (const c of text.slice(0, 20_000)) {
    if (c.charCodeAt(0) < 0x80) continue
    beyondAscii += 1
    if (FREQUENT.has(c) || '，。、；：《》（）“”'.includes(c)) frequent += 1
  }
  return beyondAscii === 0 ? 0 : frequent / beyondAscii
}

/** Null when more than single characters are damaged: then it is another encoding. */
function decodeAs(bytes: Uint8Array, encoding: Encoding): DecodedText | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, unreadable: 0 }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  const text = new TextDecoder(encoding).decode(bytes)
  const most = Math.max(1, Math.floor(text.length * MAX_DAMAGE))
  let unreadable = 0
  for (let at = text.indexOf('\ufffd'); at >= 0 && unreadable <= most; at = text.indexOf('\ufffd', at + 1))
    unreadable += 1
  return unreadable > most ? null : { text, encoding, unreadable }
}
