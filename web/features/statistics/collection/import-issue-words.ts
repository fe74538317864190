import type { z } from 'zod'
import { FINDING_CODES } from '#domain/indicators'
import type { FormDefinition, Operator } from '#domain/indicators'
import { Finding } from '#contract/statistics'
import type { ImportIssue } from '#contract/statistics'
import type { Language } from '../../../text/index.ts'
import { formatNumber } from '../../../ui/format.ts'
import {
  BROKEN_SIGNS,
  arithmeticOf,
  differenceWords,
  findingSentence,
  ruleOf,
} from '../shared/finding-words.ts'

/**
 * What a check says of a row, with both sides of a broken relation; null for an issue of another kind, such as a cell that is no
 * number. The parameters of such an issue are those of its finding, with `rule`, `cells`, `left`, `operator`, `right` beside.
 */
export function importIssueWords(
  {
    code,
    params,
    severity,
    column,
  }: Pick<z.infer<typeof ImportIssue>, 'code' | 'params' | 'severity' | 'column'>,
  form: FormDefinition | null,
  language: Language,
): string | null {
  if (form === null || !FINDING_CODES.some((each) => each === code)) return null
  const rule = typeof params['rule'] === 'string' ? params['rule'] : ''
  const known = ruleOf(form, rule)
  const { rule: _rule, cells, left, operator, right, ...rest } = params
  const finding = Finding.safeParse({
    rule,
    severity,
    code,
    cells: Array.isArray(cells)
      ? cells
      : known?.kind === 'change'
        ? [known.cell]
        : known && known.kind !== 'linear'
          ? known.cells
          : column === null
            ? []
            : [columnCode(form, column)],
    left: typeof left === 'number' ? left : null,
    operator: typeof operator === 'string' ? operator : null,
    right: typeof right === 'number' ? right : null,
    params: rest,
  })
  if (!finding.success) return null
  const scope = { form }
  const sentence = findingSentence(finding.data, scope, language)
  const arithmetic = arithmeticOf(finding.data, scope, language)
  if (arithmetic === null || known?.kind !== 'linear') return sentence
  const sides = `${formatNumber(arithmetic.leftSum)} ${signOf(arithmetic.operator)} ${formatNumber(arithmetic.rightSum)}`
  const difference = differenceWords(arithmetic, language)
  return language === 'en'
    ? `${sentence}: ${sides}, difference ${difference}`
    : `${sentence}：${sides}，差 ${difference}`
}

function signOf(operator: Operator): string {
  return BROKEN_SIGNS[operator]
}

/** A column is named by its code or by its heading, as the file has it. */
function columnCode(form: FormDefinition, column: string): string {
  for (const { fields } of form.sections)
    for (const { code, label } of fields)
      if (code === column || label.zh === column || label.en === column) return code
  return column
}
