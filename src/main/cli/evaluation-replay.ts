import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { loadForReplay, readPackage, replay } from '#features/evaluations'
import { Refusal } from '#domain/kernel'
import { TIMEKEEPER, createContext } from '#platform/http'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import type { Call, ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { languageOf } from './finding-report.ts'
import { withLibrary } from './open-library.ts'
import { complain, print } from './terminal.ts'

type Verdict = Awaited<ReturnType<typeof replay>>

const WORDS = {
  'zh-CN': {
    same: (name: string, digest: string) => `${name}：复算结果一致，结果摘要值 ${digest}`,
    differs: (name: string) => `${name}：复算结果不一致。`,
    stored: '存储的结果摘要值',
    recomputed: '复算的结果摘要值',
    scheme: '评价方案与其摘要值不符：方案被改动过',
    data: '评价数据与其摘要值不符：数据被改动过',
    engine: (then: string, now: string) => `计算程序版本：当时为 ${then}，现在为 ${now}`,
  },
  en: {
    same: (name: string, digest: string) => `${name}: computed anew and the same, digest ${digest}`,
    differs: (name: string) => `${name}: computed anew and not the same.`,
    stored: 'stored digest',
    recomputed: 'recomputed digest',
    scheme: 'the scheme does not have its digest: it was changed',
    data: 'the data do not have their digest: they were changed',
    engine: (then: string, now: string) => `version of the engine: ${then} then, ${now} now`,
  },
} as const

/** `evaluation replay RUN|PACKAGE.zip [--json] [--lang zh-CN|en]` */
export async function replayEvaluation(call: Call): Promise<ExitCode> {
  const [wanted = ''] = call.args
  const verdict = /\.zip$/iu.test(wanted) ? await replayFile(wanted) : await replayStored(wanted)
  if (call.isSet('json')) print(JSON.stringify({ run: wanted, ...verdict }, null, 1))
  else report(WORDS[languageOf(call.valueOf('lang'))], wanted, verdict)
  return verdict.same ? 0 : 1
}

async function replayFile(path: string): Promise<Verdict> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch {
    throw new CommandFailed(`There is no file ${path}, or it cannot be read.`)
  }
  try {
    return await replay(readPackage(bytes))
  } catch (error) {
    if (error instanceof Refusal)
      throw new CommandFailed(`${path} is no package of a run, as the page of a run gives it out.`)
    throw error
  }
}

async function replayStored(wanted: string): Promise<Verdict> {
  let verdict: Verdict | null = null
  await withLibrary(async ({ system }) => {
    const ctx = createContext(system.services, TIMEKEEPER)
    verdict = await replay(
      await ctx.read(async (tx) => {
        const { rows } = await sql<{ id: string }>`
          SELECT id FROM evaluation_run
           WHERE serial::text = ${wanted} OR id::text LIKE ${`${wanted.replaceAll(/[%_\\]/gu, '')}%`}
           LIMIT 2`.execute(tx)
        const [first] = rows
        if (first === undefined || rows.length > 1)
          throw new CommandFailed(
            first === undefined
              ? `No run has the number or id “${wanted}”. The page of a run shows both.`
              : `“${wanted}” means several runs; use a longer id.`,
          )
        return loadForReplay(tx, first.id)
      }),
    )
    return 0
  })
  if (verdict === null) throw new CommandFailed('The run could not be read.')
  return verdict
}

function report(words: (typeof WORDS)[FindingLanguage], name: string, verdict: Verdict): void {
  if (verdict.same) {
    print(words.same(name, verdict.stored))
    return
  }
  complain(words.differs(name))
  print(`  ${words.stored} ${verdict.stored}`)
  print(`  ${words.recomputed} ${verdict.recomputed}`)
  if (!verdict.schemeSame) print(`  ${words.scheme}`)
  if (!verdict.dataSame) print(`  ${words.data}`)
  if (verdict.engineVersion !== verdict.storedEngineVersion)
    print(`  ${words.engine(verdict.storedEngineVersion, verdict.engineVersion)}`)
}
