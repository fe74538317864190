import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeLegacy } from '#tests/encode-legacy'
import { runCommand } from '#tests/run-command'

const PLAN = `东岭新区提升行动方案（2024—2026年）

一、总体目标
到2026年，新建公共技术平台12家，企业总收入超过500亿元。

二、重点任务
（一）建设技术平台
支持龙头企业牵头建设公共技术平台，由新区管委会组织验收。
（二）完善服务机制
建立企业服务专员制度，每季度开展一次走访。
`
const TRADITIONAL = `東嶺新區提升行動方案（2024—2026年）

一、總體目標
到2026年，新建公共技術平臺12家，企業總收入超過500億元。

二、重點任務
（一）建設技術平臺
支持龍頭企業牽頭建設公共技術平臺，由新區管委會組織驗收。
（二）完善服務機制
建立企業服務專員制度，每季度開展一次走訪。
`

interface Extracted {
  file: string
  digest: string
  encoding: string
  mediaType: string
  title: string | null
  text?: string
  targets: { start: number; end: number; value: number; year: number | null; unit: string }[]
  tasks: { start: number; end: number; title: string }[]
  headings: { start: number; end: number; title: string }[]
}
interface Found {
  kind: string
  severity: string
  message: string
  items: { document: string; start: number; end: number }[]
  values: Record<string, unknown>
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function save(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return name
}

/** As on a machine where nothing of the system is set up: a database would have nowhere to be. */
function run(...args: string[]) {
  return runCommand(args, { cwd: folder, env: { DUOYUAN_DATA: '/dev/null/nowhere', DATABASE_URL: 'none' } })
}

async function extractOne(name: string): Promise<Extracted> {
  const { code, out, err } = await run('extract', name)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Extracted
}

describe('extract', () => {
  it('prints one plan with places in the text, without any database', async () => {
    const plan = await extractOne(await save('plan.txt', PLAN))
    expect(plan).toMatchObject({ file: 'plan.txt', encoding: 'utf-8', mediaType: 'text/plain' })
    expect(plan.digest).toBe(createHash('sha256').update(PLAN).digest('hex'))
    expect(plan.text).toBeUndefined()
    expect(plan.headings.map(({ title }) => title)).toEqual([
      '总体目标',
      '重点任务',
      '建设技术平台',
      '完善服务机制',
    ])
    const platforms = plan.targets.find(({ value }) => value === 12)
    expect(platforms).toMatchObject({ unit: '家', year: 2026 })
    expect(PLAN.slice(platforms?.start, platforms?.end)).toContain('12家')
    expect(plan.tasks.length).toBe(2)
  })

  it('reads the same plan from every encoding and gives the same items', async () => {
    const wanted = await extractOne(await save('utf8.txt', PLAN))
    const utf16 = Buffer.from(`\ufeff${PLAN}`, 'utf16le')
    const variants: readonly (readonly [string, string, Uint8Array])[] = [
      ['bom.txt', 'utf-8', Buffer.from(`\ufeff${PLAN}`)],
      ['gb.txt', 'gb18030', encodeLegacy(PLAN, 'gb18030')],
      ['le.txt', 'utf-16le', utf16],
      ['be.txt', 'utf-16be', Buffer.from(utf16).swap16()],
    ]
    for (const [name, encoding, bytes] of variants) {
      const { file, digest: _digest, ...rest } = await extractOne(await save(name, bytes))
      const { file: _file, digest: __digest, ...same } = wanted
      expect({ file, ...rest }).toEqual({ file: name, ...same, encoding })
    }
    const big5 = await extractOne(await save('big5.txt', encodeLegacy(TRADITIONAL, 'big5')))
    expect(big5.encoding).toBe('big5')
    expect(big5.targets).toEqual(wanted.targets)
  })

  it('gives the reading text of pages and Word files, because offsets are into it', async () => {
    const lines = PLAN.split('\n').filter((line) => line !== '')
    const page = `<html><head><title>x</title></head><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`
    const word = new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] })
    await save('page.html', page)
    await save('word.docx', new Uint8Array(await Packer.toBuffer(word)))
    for (const name of ['page.html', 'word.docx']) {
      const plan = await extractOne(name)
      expect(plan.text).toBe(lines.join('\n'))
      const platforms = plan.targets.find(({ value }) => value === 12)
      expect(plan.text?.slice(platforms?.start, platforms?.end)).toContain('12家')
    }
  })

  it('writes one file for each input, named after it, and tells apart inputs of the same name', async () => {
    await save('a.txt', PLAN)
    await save('a.md', PLAN)
    await save('b.txt', PLAN)
    await mkdir(join(folder, 'deeper'), { recursive: true })
    await writeFile(join(folder, 'deeper', 'a.txt'), PLAN)
    const { code, out } = await run('extract', 'a.txt', 'a.md', 'b.txt', 'deeper/a.txt', '--out', 'x/out')
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect((await readdir(join(folder, 'x/out'))).sort()).toEqual([
      'a.md.json',
      'a.txt-2.json',
      'a.txt.json',
      'b.json',
    ])
    const b = JSON.parse(await readFile(join(folder, 'x/out/b.json'), 'utf8')) as Extracted
    expect(b.file).toBe('b.txt')
  })

  it('does the others when some files cannot be read, with one line for each and exit code 2', async () => {
    await save('good.txt', PLAN)
    await save('empty.txt', '')
    await save('old.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    await save(
      'noise.txt',
      new Uint8Array(3000).map((_, i) => ((i * 197 + 131) % 256) | 0x80),
    )
    await save('control.txt', '\u0001\u0002\u0003\u0004甲\u0005\u0006')
    await mkdir(join(folder, 'sub'), { recursive: true })
    const huge = await open(join(folder, 'huge.txt'), 'w')
    await huge.truncate(100 * 1024 * 1024)
    await huge.close()
    const bad = ['missing.txt', 'empty.txt', 'old.doc', 'noise.txt', 'control.txt', 'sub', 'huge.txt']
    const { code, out, err } = await run('extract', ...bad, 'good.txt')
    expect(code).toBe(2)
    expect((JSON.parse(out) as Extracted[]).map(({ file }) => file)).toEqual(['good.txt'])
    const lines = err.trimEnd().split('\n')
    expect(lines.map((line) => /^(\S+): .+\. \[([a-z._]+)\]$/.exec(line)?.slice(1))).toEqual([
      ['missing.txt', 'documents.not_found'],
      ['empty.txt', 'documents.empty'],
      ['old.doc', 'documents.old_word_file'],
      ['noise.txt', 'documents.undecodable'],
      ['control.txt', 'plan.not_text'],
      ['sub', 'documents.is_folder'],
      ['huge.txt', 'documents.too_large'],
    ])
  })

  it('reads a file that is named twice once, and prints nothing for one that it cannot read', async () => {
    await save('twice.txt', PLAN)
    const twice = await run('extract', 'twice.txt', './twice.txt')
    expect(twice.code).toBe(0)
    expect(twice.err).toBe('./twice.txt: given twice; it is read once.\n')
    expect(JSON.parse(twice.out)).toHaveLength(1)
    const none = await run('extract', 'missing.txt')
    expect({ code: none.code, out: none.out }).toEqual({ code: 2, out: '' })
  })

  it('reads a text that was cut in the middle of a character and says so', async () => {
    const bytes = Buffer.from(PLAN)
    await save('cut.txt', bytes.subarray(0, bytes.length - 6))
    const { code, err } = await run('extract', 'cut.txt')
    expect({ code, err }).toEqual({
      code: 0,
      err: 'cut.txt: 1 damaged characters; they stand in the text as U+FFFD.\n',
    })
  })

  it('says in one sentence why it cannot write', async () => {
    await save('in-the-way', 'x')
    const { code, err } = await run('extract', await save('p.txt', PLAN), '--out', 'in-the-way')
    expect({ code, err }).toEqual({ code: 1, err: 'in-the-way: a file of that name is in the way.\n' })
  })
})

describe('check', () => {
  const EARLIER = `东岭高新区发展规划（2016—2020年）
一、主要目标
到2020年，企业总收入达到10万亿元。
二、产业布局
每个分园布局不超过3个主导产业。
`
  const LATER = `东岭高新区发展规划（2021—2025年）
一、发展基础
2020年，企业总收入7.2万亿元。
二、产业布局
每个分园发展1至2个主导产业。
`

  it('finds what does not agree between documents, with the places that say so', async () => {
    await save('earlier.txt', EARLIER)
    await save('later.txt', LATER)
    const { code, out, err } = await run('check', 'earlier.txt', 'later.txt', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const findings = JSON.parse(out) as Found[]
    const answered = findings.find(({ kind }) => kind === 'target-answered')
    expect(answered?.message).toContain('未达到')
    expect(answered?.items.map(({ document }) => document)).toEqual(['earlier.txt', 'later.txt'])
    const texts: Readonly<Record<string, string>> = { 'earlier.txt': EARLIER, 'later.txt': LATER }
    const quotes = answered?.items.map(({ document, start, end }) => texts[document]?.slice(start, end))
    expect(quotes?.[0]).toContain('10万亿元')
    expect(quotes?.[1]).toContain('7.2万亿元')
    expect(findings.some(({ kind }) => kind === 'limit-conflict')).toBe(true)
    for (const finding of findings) {
      expect(finding.message).not.toMatch(/[{}]|undefined/)
      expect(['info', 'warning', 'error']).toContain(finding.severity)
    }
  })

  it('prints it for reading, by document, with lines and quotes, in either language', async () => {
    await save('earlier.txt', EARLIER)
    await save('later.txt', LATER)
    const chinese = await run('check', 'earlier.txt', 'later.txt')
    expect(chinese.out).toMatch(/^earlier\.txt {2}东岭高新区发展规划/)
    expect(chinese.out).toMatch(/later\.txt 第3行 “[^”]*7\.2万亿元/)
    const english = await run('check', 'earlier.txt', 'later.txt', '--lang', 'en')
    expect(english.out).toContain('not reached. [target-answered]')
    expect(english.out).toMatch(/later\.txt line 3 “/)
  })

  it('checks the others when one file cannot be read, with exit code 2', async () => {
    await save('earlier.txt', EARLIER)
    const { code, out, err } = await run('check', 'earlier.txt', 'missing.txt', '--json')
    expect(code).toBe(2)
    expect(err).toContain('missing.txt: there is no such file')
    expect(Array.isArray(JSON.parse(out))).toBe(true)
  })
})

describe('wrong use', () => {
  it.each([
    [['extrct', 'a.txt'], 'Did you mean “extract”?'],
    [['extract', 'a.txt', '--uot', 'x'], 'Did you mean “--out”?'],
    [['extract'], '“extract” needs FILE...'],
    [['check', 'a.txt', '--lang', 'fr'], 'Possible: zh-CN, en.'],
  ])('%j says what is meant and ends with 2', async (args, message) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('prints the help without being asked when nothing is said, and the version when asked', async () => {
    const nothing = await run()
    expect(nothing.code).toBe(2)
    expect(nothing.err).toContain('document import FILE...')
    const version = await run('--version')
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string })
    const help = await run('extract', '--help')
    expect(help.code).toBe(0)
    expect(help.out).toContain('--out DIR')
  })
})

describe('procedure', () => {
  interface Checked {
    name: string
    states: number
    transitions: number
    taken: number
    paths: number
    untaken: unknown[]
    findings: unknown[]
  }

  it('check walks every transition of every shipped procedure without a database', async () => {
    const { code, out, err } = await run('procedure', 'check', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const checked = JSON.parse(out) as Checked[]
    expect(checked.map(({ name }) => name)).toContain('park-whistle')
    for (const { states, transitions, taken, paths, untaken } of checked) {
      expect(untaken).toEqual([])
      expect(taken).toBe(transitions)
      expect(Math.min(states, transitions, paths)).toBeGreaterThan(1)
    }
  }, 120_000)

  it('check takes names, says so where there is no such procedure, and speaks both languages', async () => {
    const { code, out } = await run('procedure', 'check', 'green-channel', '--lang', 'en')
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(3)
    expect(out).toMatch(/^green-channel +1 +12 +\d+ +(\d+)\/\1 /m)
    const unknown = await run('procedure', 'check', 'green-chanel')
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toContain('There is no procedure green-chanel. There are: ')
  })

  it('draw writes a picture that stands by itself, in either language', async () => {
    const { code, out } = await run('procedure', 'draw', 'supervision', '--out', 'zh.svg')
    expect(code).toBe(0)
    expect(out).toMatch(/^zh\.svg: 督查督办通知单, \d+ boxes, \d+ lines, \d+ × \d+ px\n$/)
    await run('procedure', 'draw', 'supervision', '--out', 'en.svg', '--lang', 'en')
    const [chinese, english] = [
      await readFile(join(folder, 'zh.svg'), 'utf8'),
      await readFile(join(folder, 'en.svg'), 'utf8'),
    ]
    for (const svg of [chinese, english]) {
      expect(svg).toMatch(/^<svg /)
      expect(svg).not.toMatch(/<script|<link|href="http/)
    }
    expect(chinese).not.toBe(english)
    const nowhere = await run('procedure', 'draw', 'supervision', '--out', 'missing/x.svg')
    expect(nowhere).toMatchObject({ code: 1, out: '' })
    expect((await run('procedure', 'draw', 'supervision')).code).toBe(2)
  })
})
