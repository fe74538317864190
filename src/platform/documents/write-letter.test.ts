import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDocument } from './read-document.ts'
import { writeCircular, writeLetter, type Letter } from './write-letter.ts'

const LETTER: Letter = {
  heading: '关于照明改造项目联合审核的答复',
  number: '审〔2026〕12号',
  addressee: '甲科技公司',
  paragraphs: ['你单位申报的“照明改造”项目已经审核。', '一、结论', '同意。\n请于三十日内开工。'],
  signature: '示范区工作专班办公室',
  date: '2026年3月2日',
}

/** The text as our own reader (mammoth) finds it: paragraphs as lines, table rows with tabs. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const outcome = await readDocument('信.docx', bytes)
  if (!outcome.ok) throw new Error(outcome.issues[0]?.code)
  return outcome.value.text
}

describe('a letter', () => {
  test('says everything in the order of official documents', async () => {
    const table = { header: ['序号', '承诺'], rows: [['1', '建成投产']] }
    const text = await textOf(await writeLetter({ ...LETTER, table }))
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      '关于照明改造项目联合审核的答复',
      '审〔2026〕12号',
      '甲科技公司：',
      '你单位申报的“照明改造”项目已经审核。',
      '一、结论',
      '同意。',
      '请于三十日内开工。',
      '序号\t承诺',
      '1\t建成投产',
      '示范区工作专班办公室',
      '2026年3月2日',
    ])
  })

  test('leaves out what it does not have, and gives the addressee one colon', async () => {
    const bare = { ...LETTER, number: null, addressee: null, signature: null, paragraphs: ['知悉。'] }
    const text = await textOf(await writeLetter(bare))
    expect(text.split('\n').filter((line) => line !== '')).toEqual([LETTER.heading, '知悉。', LETTER.date])
    expect(await textOf(await writeLetter({ ...LETTER, addressee: '各单位：' }))).toMatch(/^各单位：$/m)
  })

  test('has the page, the fonts and the lines of the standard', async () => {
    const parts = partsOf(await writeLetter(LETTER))
    const document = parts.get('word/document.xml') ?? ''
    // A4 and margins in twentieths of a point: 37, 26, 35, 28 mm.
    expect(document).toMatch(/<w:pgSz [^>]*w:w="11905"/)
    for (const margin of ['top="2097"', 'right="1474"', 'bottom="1984"', 'left="1587"'])
      expect(/<w:pgMar [^>]*>/.exec(document)?.[0]).toContain(`w:${margin}`)
    const body = paragraphOf(document, '你单位申报的“照明改造”项目已经审核。')
    expect(body).toContain('w:eastAsia="仿宋_GB2312"')
    expect(body).toContain('<w:sz w:val="32"/>')
    expect(body).toContain('w:firstLineChars="200"')
    expect(body).toMatch(/<w:spacing [^>]*w:line="560" w:lineRule="exact"/)
    const title = paragraphOf(document, LETTER.heading)
    expect(title).toContain('w:eastAsia="方正小标宋简体"')
    expect(title).toContain('<w:sz w:val="44"/>')
    expect(paragraphOf(document, '一、结论')).toContain('w:eastAsia="黑体"')
    expect(parts.get('word/fontTable.xml')).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong/)
  })

  test('numbers its pages between dashes on the outer side', async () => {
    const parts = partsOf(await writeLetter(LETTER))
    const footers = [...parts].filter(([name]) => /^word\/footer\d\.xml$/.test(name)).map(([, xml]) => xml)
    expect(footers.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1]).sort()).toEqual(['left', 'right'])
    for (const xml of footers) expect(xml.replace(/<[^>]*>/g, '')).toBe('— PAGE —')
    expect(parts.get('word/settings.xml')).toMatch(/<w:evenAndOddHeaders\s*\/>/)
  })

  test('centres signature and date on each other, the longer one nearer to the margin', async () => {
    const endsAt = async (letter: Letter, text: string) => {
      const xml = paragraphOf(partsOf(await writeLetter(letter)).get('word/document.xml') ?? '', text)
      return Number(/<w:ind [^>]*w:right="(\d+)"/.exec(xml)?.[1]) / 320
    }
    // 2026年3月2日 is six characters wide: six digits of half a character, three characters.
    expect(await endsAt(LETTER, LETTER.date)).toBe(4)
    expect(await endsAt(LETTER, '示范区工作专班办公室')).toBe(2)
    const long = { ...LETTER, signature: '中关村国家自主创新示范区工作专班' }
    expect(await endsAt(long, long.signature)).toBe(2)
    expect(await endsAt(long, long.date)).toBe(2 + (16 - 6) / 2)
  })

  test('holds nothing that XML cannot hold, whatever people typed', async () => {
    const typed = '甲\u0000乙\u0008丙\u001f\ufffe\ud800丁 <w:p> & "x" ]]> \u{1f3d7}'
    const bytes = await writeLetter({
      ...LETTER,
      heading: typed,
      paragraphs: [typed, '上\u0085下\u2028末'],
      signature: typed,
      table: { header: [typed], rows: [[`${typed}\n又一行`]] },
    })
    for (const [name, xml] of partsOf(bytes)) expect(faultOf(xml), name).toBeNull()
    const text = await textOf(bytes)
    expect(text).toContain('甲乙丙丁 <w:p> & "x" ]]> \u{1f3d7}')
    expect(text).toContain('\n上\n下\n末\n')
  })

  test('has no macros and loads nothing from elsewhere', async () => {
    const parts = partsOf(await writeLetter(LETTER))
    expect([...parts.keys()].filter((name) => /vba|\.bin$|embeddings|activeX/i.test(name))).toEqual([])
    for (const [name, xml] of parts) expect(xml, name).not.toMatch(/TargetMode="External"/)
  })

  test('may be long', async () => {
    const paragraphs = Array.from({ length: 500 }, (_, i) => `第${i + 1}段。`)
    const rows = Array.from({ length: 1000 }, (_, i) => [String(i + 1), '园区道路照明'])
    const text = await textOf(
      await writeLetter({ ...LETTER, paragraphs, table: { header: ['序号', '事项'], rows } }),
    )
    expect(text).toContain('第500段。')
    expect(text).toContain('1000\t园区道路照明')
  })
})

describe('a circular', () => {
  const circular = {
    heading: '关于吹哨报到办理情况的通报',
    number: null,
    addressee: '各有关单位',
    sections: [
      { heading: '总体情况', paragraphs: ['共提交12件。'] },
      {
        heading: '分项情况',
        paragraphs: [],
        table: {
          header: ['单位', '提交', '满意率', '说明', '暂无'],
          rows: [['海淀园', '1,200', '95.0%', '3件超时', '—'], ['西城园', '7', '—', '', '—'], ['昌平园']],
        },
      },
      { heading: '三、已有编号', paragraphs: ['完。'] },
    ],
    signature: null,
    date: '2026年3月2日',
  }

  test('numbers its sections and keeps texts and tables in their places', async () => {
    const text = await textOf(await writeCircular(circular))
    expect(text.split('\n').filter((line) => line.trim() !== '')).toEqual([
      '关于吹哨报到办理情况的通报',
      '各有关单位：',
      '一、总体情况',
      '共提交12件。',
      '二、分项情况',
      '单位\t提交\t满意率\t说明\t暂无',
      '海淀园\t1,200\t95.0%\t3件超时\t—',
      expect.stringMatching(/^西城园\t7\t—/) as string,
      expect.stringMatching(/^昌平园/) as string,
      '三、已有编号',
      '完。',
      '2026年3月2日',
    ])
  })

  test('sets columns of numbers to the right and repeats the head of a table on every page', async () => {
    const document = partsOf(await writeCircular(circular)).get('word/document.xml') ?? ''
    const sideOf = (text: string) => /<w:jc w:val="(\w+)"/.exec(paragraphOf(document, text))?.[1]
    expect(['1,200', '7', '95.0%'].map(sideOf)).toEqual(['right', 'right', 'right'])
    expect(['海淀园', '3件超时'].map(sideOf)).toEqual(['left', 'left'])
    expect(sideOf('满意率')).toBe('center')
    expect(document.match(/<w:tblHeader/g)?.length).toBe(1)
    const widths = [...document.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
    expect(widths.length).toBe(5)
    const textWidth = ((210 - 28 - 26) / 25.4) * 1440
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(textWidth)
    for (const [name, xml] of partsOf(await writeCircular(circular))) expect(faultOf(xml), name).toBeNull()
  })
})

/** The paragraph that has exactly this text. */
function paragraphOf(document: string, text: string): string {
  const found = [...document.matchAll(/<w:p>.*?<\/w:p>/gs)].find(
    ([xml]) => xml.replace(/<[^>]*>/g, '') === text,
  )
  if (found === undefined) throw new Error(`No paragraph says ${text}`)
  return found[0]
}

/** The parts of a package by name, from the directory at the end of the archive. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  const zip = Buffer.from(bytes)
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const parts = new Map<string, string>()
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + packed)
    if (!name.endsWith('/')) parts.set(name, (method === 8 ? inflateRawSync(data) : data).toString('utf8'))
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

/** What keeps a part from being well-formed XML; null when nothing does. */
function faultOf(xml: string): string | null {
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(xml)) return 'a character that XML cannot hold'
  const open: string[] = []
  for (const [token] of xml.replace(/^<\?xml[^?]*\?>/, '').matchAll(/<[^>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>$/.exec(token)
    if (tag === null && token.startsWith('<')) return `not a tag: ${token}`
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(token)) return `a bare ampersand: ${token}`
    if (tag === null) continue
    const [, closes, name = '', , empty] = tag
    if (closes === '/' && open.pop() !== name) return `closes what is not open: ${token}`
    if (closes === '' && empty === '') open.push(name)
  }
  return open.length === 0 ? null : `never closed: ${open.join(' ')}`
}
