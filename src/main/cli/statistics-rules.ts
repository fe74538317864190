import { proveRules, type ProofLine, type RuleProof } from '#domain/indicators'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import type { Call, ExitCode } from './command-line.ts'
import { languageOf } from './finding-report.ts'
import { readShippedForm } from './shipped-forms.ts'
import { print } from './terminal.ts'

/** `statistics rules --form CODE [--json] [--lang zh-CN|en]`; exit code 1 where the rules contradict one another. */
export async function proveFormRules(call: Call): Promise<ExitCode> {
  const form = await readShippedForm(call.valueOf('form') ?? '')
  const proof = proveRules(form)
  const { code, version, rules } = form.definition
  if (call.isSet('json')) print(JSON.stringify({ form: code, version, rules, proof }, null, 1))
  else {
    print(`${code} v${version}`)
    for (const rule of rules) {
      const text =
        rule.kind === 'linear'
          ? rule.relation
          : rule.kind === 'change'
            ? `|${rule.cell} ÷ ${rule.cell}@-${rule.back} − 1| ≤ ${rule.ratio}`
            : `${rule.kind} ${rule.cells.join(', ')}`
      print(`  ${rule.id}  ${rule.severity}  ${rule.standing}${rule.enabled ? '' : '  off'}  ${text}`)
    }
    printProof(proof, languageOf(call.valueOf('lang')))
  }
  return proof.consistent ? 0 : 1
}

function printProof(proof: RuleProof, language: FindingLanguage): void {
  const words = WORDS[language]
  print('')
  if (!proof.complete) print(words.incomplete)
  if (proof.conflict !== null) {
    print(words.conflict(proof.conflict.join(', ')))
    return
  }
  print(words.consistent)
  if (proof.redundant.length === 0) print(words.noneRedundant)
  for (const { rule, follows, evenWithMissing } of proof.redundant) {
    print(words.redundant(rule, evenWithMissing))
    for (const { limit, from } of follows) print(`  ${words.side[limit]} ${from.map(lineOf).join(' + ')}`)
  }
  if (proof.pointless.length > 0) print(words.pointless(proof.pointless.join(', ')))
  for (const { cell, value, by } of proof.pinned) print(words.pinned(cell, value, by.map(lineOf).join(' + ')))
}

function lineOf({ id, limit, times }: ProofLine): string {
  return `${times === '1' ? '' : `${times} × `}${id} (${limit === 'least' ? '≥' : '≤'})`
}

const WORDS = {
  'zh-CN': {
    incomplete: '计算量过大，有的问题没有算完。',
    conflict: (rules: string) => `审核关系互相矛盾，没有哪一份报表能同时满足：${rules}`,
    consistent: '审核关系相容：有满足全部关系的报表。',
    noneRedundant: '没有多余的审核关系。',
    redundant: (rule: string, always: boolean) =>
      `${rule} 可由其他关系推出${always ? '' : '（各格都填时）'}：`,
    side: { least: '≥', most: '≤' },
    pointless: (rules: string) => `各指标自身的取值范围已经保证：${rules}`,
    pinned: (cell: string, value: number, by: string) => `${cell} 只能是 ${value}：${by}`,
  },
  en: {
    incomplete: 'The arithmetic was given up on some questions.',
    conflict: (rules: string) => `The rules contradict one another; no filing satisfies all of: ${rules}`,
    consistent: 'The rules are consistent: there are filings that satisfy them all.',
    noneRedundant: 'No rule follows from the others.',
    redundant: (rule: string, always: boolean) =>
      `${rule} follows from others${always ? '' : ' (where all cells are filled)'}:`,
    side: { least: '≥', most: '≤' },
    pointless: (rules: string) => `The fields’ own bounds are enough for: ${rules}`,
    pinned: (cell: string, value: number, by: string) => `${cell} can only be ${value}: ${by}`,
  },
} as const
