import { deflateRawSync, deflateSync } from 'node:zlib'
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES, readDocument } from './read-document.ts'

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}

async function codeOf(fileName: string, bytes: Uint8Array): Promise<string> {
  const outcome = await readDocument(fileName, bytes)
  return outcome.ok ? 'read' : (outcome.issues[0]?.code ?? '')
}

async function textOf(fileName: string, bytes: Uint8Array): Promise<string> {
  const outcome = await readDocument(fileName, bytes)
  if (!outcome.ok) throw new Error(outcome.issues[0]?.code)
  return outcome.value.text
}

describe('readDocument on plain files', () => {
  it('keeps text and Markdown exactly as decoded, because offsets are into it', async () => {
    const text = '\u3000\u3000一、总则\r\n| 指标 | 值 |\n\n  （一）目标\t\n'
    for (const name of ['a.txt', 'A.TXT', 'a.md', 'noextension'])
      expect(await textOf(name, bytesOf(text))).toBe(text)
  })

  it('tells the kind of a file by its first bytes before its name', async () => {
    const pdf = await printedPdf([['One line of text in the file.']])
    expect(await textOf('renamed.txt', pdf)).toBe('One line of text in the file.')
    expect(await codeOf('old.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe(
      'documents.old_word_file',
    )
    expect(await codeOf('not.pdf', bytesOf('一、总则'))).toBe('documents.damaged')
    expect(await codeOf('not.docx', bytesOf('一、总则'))).toBe('documents.damaged')
  })

  it('refuses what it cannot read, and names the file and the reason', async () => {
    expect(await codeOf('a.txt', new Uint8Array())).toBe('documents.empty')
    expect(await codeOf('a.txt', bytesOf(' \n\t\u3000\n'))).toBe('documents.empty')
    expect(await codeOf('a.html', bytesOf('<script>1</script>'))).toBe('documents.empty')
    expect(await codeOf('a.xls', bytesOf('x'))).toBe('documents.unsupported_type')
    expect(await readDocument('a.xls', bytesOf('x'))).toEqual({
      ok: false,
      issues: [{ code: 'documents.unsupported_type', params: { fileName: 'a.xls', extension: '.xls' } }],
    })
  })

  it('refuses too many bytes and too many characters with the limit', async () => {
    expect(await readDocument('a.txt', new Uint8Array(MAX_FILE_BYTES + 1))).toMatchObject({
      ok: false,
      issues: [{ code: 'documents.too_large', params: { megabytes: 51, limit: 50 } }],
    })
    expect(await codeOf('a.txt', new Uint8Array(5_000_001).fill(0x61))).toBe('documents.too_long')
  })
})

describe('readDocument on .docx', () => {
  it('gives paragraphs as lines and table rows as lines with tabs', async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
    const document = new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: '一、重点任务', heading: HeadingLevel.HEADING_1 }),
            new Paragraph('各分园应当编制计划。'),
            new Table({
              rows: [
                new TableRow({ children: [cell('任务'), cell('责任单位')] }),
                new TableRow({ children: [cell('建设平台'), cell('市有关部门')] }),
              ],
            }),
          ],
        },
      ],
    })
    const bytes = new Uint8Array(await Packer.toBuffer(document))
    expect(await textOf('计划.docx', bytes)).toBe(
      '一、重点任务\n各分园应当编制计划。\n任务\t责任单位\n建设平台\t市有关部门',
    )
  })

  it('refuses a damaged archive, one without a document and one with the wrong extension', async () => {
    const whole = new Uint8Array(
      await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('甲')] }] })),
    )
    expect(await codeOf('a.docx', whole.subarray(0, whole.length >> 1))).toBe('documents.damaged')
    expect(await codeOf('a.docx', zipOf([['readme.txt', bytesOf('x')]]))).toBe('documents.damaged')
    expect(await codeOf('a.zip', whole)).toBe('documents.unsupported_type')
    const scratched = new Uint8Array(whole)
    scratched.fill(0x55, 60, 400)
    expect(await codeOf('a.docx', scratched)).toBe('documents.damaged')
  })

  it('refuses an archive that unpacks to hundreds of megabytes, before unpacking it', async () => {
    const zeros = new Uint8Array(120 * 1024 * 1024)
    const bomb = zipOf([
      ['word/media/a.bin', zeros],
      ['word/media/b.bin', zeros],
    ])
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await codeOf('a.docx', bomb)).toBe('documents.damaged')
    const tree = bytesOf(`<w:document>${'<w:p/>'.repeat(5_000_000)}</w:document>`)
    expect(await codeOf('a.docx', zipOf([['word/document.xml', tree]]))).toBe('documents.damaged')
  })

  it('survives XML nested ten thousand deep and entities that multiply', async () => {
    const docx = (body: string, doctype = '') =>
      zipOf([
        [
          'word/document.xml',
          bytesOf(
            `${doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p>${body}</w:body></w:document>`,
          ),
        ],
      ])
    expect(await textOf('plain.docx', docx(''))).toBe('甲')
    const deep = docx(`${'<w:sdt><w:sdtContent>'.repeat(10_000)}${'</w:sdtContent></w:sdt>'.repeat(10_000)}`)
    expect(['read', 'documents.damaged']).toContain(await codeOf('deep.docx', deep))
    const names = [...'abcdefgh']
    const entities = names.map((name, i) => {
      const before = names[i - 1]
      return `<!ENTITY ${name} "${before === undefined ? 'ha'.repeat(1000) : `&${before};`.repeat(10)}">`
    })
    const laughs = docx('<w:p><w:r><w:t>&h;</w:t></w:r></w:p>', `<!DOCTYPE x [${entities.join('')}]>`)
    const read = await readDocument('laughs.docx', laughs)
    if (read.ok) expect(read.value.text.length).toBeLessThan(1000)
  })
})

describe('readDocument on .pdf', () => {
  it('joins the lines of a paragraph, keeps paragraphs apart and leaves page numbers out', async () => {
    const first = 'The parks shall report every year before the end of March to the office,'
    const second = 'which publishes the reports.'
    const text = await textOf(
      'a.pdf',
      await printedPdf([
        [first, second, '    Next item.', '- 1 -'],
        ['    Last item.', '2'],
      ]),
    )
    expect(text.split('\n').length).toBe(3)
    expect(text).toContain('to the office,which publishes the reports.')
    expect(text).toContain('Next item.')
    expect(text).toMatch(/Last item\.$/)
  })

  it('refuses a scan, a file with a password, an empty and a damaged one, each with its reason', async () => {
    const scan = await PDFDocument.create()
    scan.addPage([200, 200]).drawRectangle({ x: 10, y: 10, width: 100, height: 100 })
    expect(await codeOf('scan.pdf', await scan.save())).toBe('documents.no_text_layer')
    expect(await codeOf('locked.pdf', lockedPdf())).toBe('documents.password')
    expect(await codeOf('short.pdf', bytesOf('%PDF-1.7\n'))).toBe('documents.damaged')
    const whole = await printedPdf([['Some text.']])
    expect(await codeOf('cut.pdf', whole.subarray(0, 40))).toBe('documents.damaged')
  })

  it('refuses a stream that unpacks to hundreds of megabytes, also when packed twice', async () => {
    const once = deflateSync(new Uint8Array(310 * 1024 * 1024))
    for (const packed of [once, deflateSync(once)]) {
      const bomb = Buffer.concat([
        bytesOf(`%PDF-1.4\n1 0 obj\n<</Length ${packed.length}/Filter/FlateDecode>>\nstream\n`),
        packed,
        bytesOf('\nendstream\nendobj\n'),
      ])
      expect(await codeOf('bomb.pdf', new Uint8Array(bomb))).toBe('documents.damaged')
    }
  })
})

/** Pages of lines in one size; leading blanks indent. */
async function printedPdf(pages: readonly (readonly string[])[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (const lines of pages) {
    const page = pdf.addPage([595, 842])
    lines.forEach((line, i) => {
      const words = line.trimStart()
      page.drawText(words, { x: 80 + (line.length - words.length) * 8, y: 760 - i * 20, size: 12, font })
    })
  }
  return pdf.save()
}

/** Encrypted with a user password that nobody knows. */
function lockedPdf(): Uint8Array {
  const key = '00'.repeat(32)
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
    `<</Filter/Standard/V 1/R 2/O<${key}>/U<${key}>/P -4>>`,
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n${body.length}\n%%EOF`
  return bytesOf(`${body}xref\n0 5\n0000000000 65535 f \n${entries}${trailer}`)
}

/** A zip archive; check sums are left at zero, which nothing that we refuse gets as far as reading. */
function zipOf(files: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of files) {
    const packed = deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(content.length, 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    header.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    parts.push(header, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]))
}
