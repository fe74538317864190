import { unzipSync } from 'fflate'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ArchiveTooLarge, writeZip, writeZipToBuffer } from './index.ts'

const ENTRIES = [
  { name: '材料/目录.txt', content: '第一件\r\n第二件' },
  { name: 'figures.bin', content: new Uint8Array([0, 1, 2, 255]), compress: false },
  { name: 'long.txt', content: [Buffer.from('甲'.repeat(40_000)), Buffer.from('乙')] },
  { name: 'empty.txt', content: '' },
]

describe('writeZip', () => {
  it('writes entries that another reader unpacks unchanged, Chinese names included', async () => {
    const files = unzipSync(await writeZipToBuffer(ENTRIES))
    expect(Object.keys(files)).toEqual(ENTRIES.map((entry) => entry.name))
    const text = (name: string) => Buffer.from(files[name] ?? []).toString('utf8')
    expect(text('材料/目录.txt')).toBe('第一件\r\n第二件')
    expect([...(files['figures.bin'] ?? [])]).toEqual([0, 1, 2, 255])
    expect(text('long.txt')).toBe(`${'甲'.repeat(40_000)}乙`)
    expect(files['empty.txt']).toHaveLength(0)
  })

  it('gives the same bytes in every time zone', () => {
    const script = `
      import { createHash } from 'node:crypto'
      import { writeZipToBuffer } from './src/platform/archives/index.ts'
      const bytes = await writeZipToBuffer([{ name: 'a.txt', content: 'same' }])
      process.stdout.write(createHash('sha256').update(bytes).digest('hex'))`
    const cwd = fileURLToPath(new URL('../../..', import.meta.url))
    const digests = ['Asia/Shanghai', 'America/New_York', 'UTC'].map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd,
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    )
    expect(new Set(digests).size).toBe(1)
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
  })

  it('produces the first bytes before the last entry exists', async () => {
    let made = 0
    function* entries() {
      for (const name of ['a', 'b', 'c']) {
        made += 1
        yield { name, content: name.repeat(200_000), compress: false }
      }
    }
    const bytes = writeZip(entries())
    await bytes.next()
    expect(made).toBe(1)
    await bytes.return()
  })

  it.each(['', '/a', 'a//b', '../a', 'a/../b', 'C:\\a', 'a\0b'])('refuses the name %j', async (name) => {
    await expect(writeZipToBuffer([{ name, content: 'x' }])).rejects.toThrow('unsafe name')
  })

  it('refuses the same name twice', async () => {
    const twice = [ENTRIES[0], ENTRIES[0]].flatMap((entry) => entry ?? [])
    await expect(writeZipToBuffer(twice)).rejects.toThrow('name twice')
  })

  it('refuses more entries than the format can count', async () => {
    function* entries() {
      for (let at = 0; at < 65_536; at++) yield { name: `${at}`, content: '', compress: false }
    }
    await expect(async () => {
      for await (const chunk of writeZip(entries())) createHash('sha256').update(chunk)
    }).rejects.toThrow(ArchiveTooLarge)
  })
})
