import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { refuse } from '#domain/kernel'
import { writeZip, type ZipEntry } from '#platform/archives'
import type { Context } from '#platform/http'
import { writeCsv } from '#platform/spreadsheets'
import type { QueryOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { evaluationTables } from './evaluation-package-tables.ts'
import { packageReadme } from './evaluation-package-readme.ts'
import { sendExport } from '#platform/http'
import { rulesAt } from './ledger-at.ts'
import { shippedRules } from './rules.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

const ROOT = join(import.meta.dirname, '../../..')
const METHODS = ['progress.md', 'targets.md']

/**
 * 第三方评估数据包: what is marked for evaluation, as it stood at the end of a day, with rules, methods and digests. It holds
 * nothing of the one who asks or of the moment: the same data and day give the same bytes.
 */
export async function sendEvaluationPackage(
  ctx: Context,
  { asOf }: QueryOf<typeof contract.readEvaluationPackage>,
  reply: FastifyReply,
): Promise<unknown> {
  const today = dayOf(ctx.now)
  const on = asOf ?? today
  if (on > today) refuse('ledger.day_ahead', { on, today }, ['asOf'])
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'ledger.package',
      subjectKind: 'ledger',
      subjectId: 'evaluation',
      detail: { asOf: on },
    }),
  )
  return sendExport(reply, { name: `evaluation-${on}.zip`, mediaType: 'application/zip' }, (save) =>
    ctx.read((tx) => save(Readable.from(writeZip(packageEntries(tx, on)), { objectMode: false }))),
  )
}

/** The files in a fixed order; the list of digests and the manifest, which need all others, come last. */
async function* packageEntries(tx: Tx, on: string): AsyncGenerator<ZipEntry, void, undefined> {
  const written: { name: string; bytes: number; sha256: string }[] = []
  const digested = (name: string, content: ZipEntry['content']): ZipEntry => ({
    name,
    content: counted(content, (bytes, sha256) => written.push({ name, bytes, sha256 })),
  })
  const version = await programVersion()
  const rules = await rulesAt(tx, on)
  const readme = packageReadme(on, version)
  yield digested('README.md', readme.en)
  yield digested('README.zh-CN.md', readme.zh)
  const rows: Record<string, number> = {}
  for await (const { name, columns, rows: lines } of evaluationTables(tx, on, rules)) {
    rows[name] = lines.length
    yield digested(name, writeCsv(columns, lines))
  }
  yield digested(
    'rules.json',
    json({ asOf: on, shippedVersion: shippedRules().version, values: rules, shipped: shippedRules() }),
  )
  for (const method of METHODS)
    yield digested(`method/${method}`, await readFile(join(ROOT, 'docs/methods', method)))
  const files = written.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  // As sha256sum writes and checks it.
  const list = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  yield { name: 'SHA256SUMS', content: list }
  yield {
    name: 'manifest.json',
    content: json({
      what: 'Duties and targets marked for evaluation, with their history, reports, values and rules',
      asOf: on,
      codeVersion: version,
      rulesVersion: shippedRules().version,
      rules,
      rows,
      files,
      listSha256: createHash('sha256').update(list).digest('hex'),
    }),
  }
}

async function* counted(
  content: ZipEntry['content'],
  done: (bytes: number, sha256: string) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  const chunks =
    typeof content === 'string' ? [Buffer.from(content)] : content instanceof Uint8Array ? [content] : content
  for await (const chunk of chunks) {
    hash.update(chunk)
    bytes += chunk.length
    yield chunk
  }
  done(bytes, hash.digest('hex'))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function programVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return version
}
