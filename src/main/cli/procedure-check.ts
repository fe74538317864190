import { walkDefinition, type DefinitionFinding, type DefinitionWalk } from '#domain/cases'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import type { Call, ExitCode } from './command-line.ts'
import { languageOf } from './finding-report.ts'
import { sentenceFor } from './issue-sentences.ts'
import { readShipped, readShippedCalendars, type ShippedProcedure } from './shipped-procedures.ts'
import { print, printTable } from './terminal.ts'

/** Any working morning will do: where a walk begins changes none of its ways. */
const BEGINNING = Date.parse('2026-03-02T09:00:00+08:00')

interface Checked extends ShippedProcedure {
  /** Null for a definition with an error: the engine is not to run it. */
  readonly walk: DefinitionWalk | null
}

/** `procedure check [NAME...] [--json] [--lang zh-CN|en]` */
export async function checkProcedures(call: Call): Promise<ExitCode> {
  const shipped = await readShipped(call.args)
  const calendars = await readShippedCalendars()
  const checked = shipped.map((one): Checked => {
    const { definition } = one
    const runs = definition !== null && !one.findings.some(({ severity }) => severity === 'error')
    return { ...one, walk: runs ? walkDefinition(definition, { calendars, now: BEGINNING }) : null }
  })
  if (call.isSet('json')) print(JSON.stringify(checked.map(asData), null, 1))
  else printChecked(checked, languageOf(call.valueOf('lang')))
  return checked.every(isSound) ? 0 : 1
}

function isSound({ walk }: Checked): boolean {
  return walk !== null && walk.unvisited.length === 0
}

function asData({ name, definition, issues, findings, walk }: Checked) {
  return {
    name,
    version: definition?.version ?? null,
    title: definition?.name ?? null,
    nodes: definition === null ? 0 : Object.keys(definition.nodes).length,
    states: walk?.states ?? 0,
    transitions: walk?.transitions ?? 0,
    taken: walk?.taken ?? 0,
    paths: walk?.paths ?? 0,
    outcomes: walk?.outcomes ?? [],
    untaken: walk?.unvisited ?? [],
    issues,
    findings,
  }
}

function printChecked(checked: readonly Checked[], language: FindingLanguage): void {
  const words = WORDS[language]
  printTable([
    words.columns,
    ...checked.map((one) => [
      one.name,
      String(one.definition?.version ?? '—'),
      String(Object.keys(one.definition?.nodes ?? {}).length),
      String(one.walk?.states ?? '—'),
      one.walk === null ? '—' : `${one.walk.taken}/${one.walk.transitions}`,
      String(one.walk?.paths ?? '—'),
      String(one.walk?.outcomes.length ?? '—'),
      String(one.issues.length + one.findings.length),
      one.definition?.name[language === 'en' ? 'en' : 'zh'] ?? '',
    ]),
  ])
  for (const { name, issues, findings, walk } of checked) {
    for (const issue of issues)
      print(`${name}: ${words.severity.error} ${(issue.path ?? []).join('.')} ${sentenceFor(issue)}`)
    for (const finding of findings) print(`${name}: ${words.severity[finding.severity]} ${lineOf(finding)}`)
    for (const { id, reason } of walk?.unvisited ?? []) print(`${name}: ${words.untaken(id, reason)}`)
  }
  const wrong = checked.filter((one) => !isSound(one)).length
  print(wrong === 0 ? words.sound(checked.length) : words.unsound(wrong, checked.length))
}

function lineOf({ code, params }: DefinitionFinding): string {
  const { place, ...rest } = params
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [typeof place === 'string' ? place : '', code, ...details].filter((part) => part !== '').join(' ')
}

const WORDS = {
  'zh-CN': {
    columns: ['文件', '版本', '节点', '状态', '走过/流转', '路径', '结果', '问题', '程序'],
    severity: { error: '错误', warning: '提示' },
    untaken: (id: string, reason: string) => `没有走到 ${id}（${reason}）`,
    sound: (all: number) => `${all} 个程序没有错误，每一处流转都由引擎走过。`,
    unsound: (wrong: number, all: number) => `${all} 个程序中有 ${wrong} 个有错误或有没有走到的流转。`,
  },
  en: {
    columns: [
      ...['FILE', 'VERSION', 'NODES', 'STATES', 'TAKEN/TRANSITIONS'],
      ...['PATHS', 'OUTCOMES', 'FINDINGS', 'PROCEDURE'],
    ],
    severity: { error: 'error', warning: 'warning' },
    untaken: (id: string, reason: string) => `never taken: ${id} (${reason})`,
    sound: (all: number) => `${all} procedures without an error; the engine took every transition.`,
    unsound: (wrong: number, all: number) =>
      `${wrong} of ${all} procedures have an error or a transition that was never taken.`,
  },
} as const
