import { checkField } from './check-field.ts'
import { checkRule, type CellReader } from './check-rule.ts'
import type { CompiledForm } from './compile-form.ts'
import type { FilingContext, FilingValues } from './filing.ts'
import type { Finding } from './relation.ts'

/**
 * All that a filing breaks: its fields' own definitions first, in the order of the form, then the rules in theirs. Missing cells
 * and filings are never taken for zero unless a rule says so.
 */
export function checkFiling(
  form: CompiledForm,
  values: FilingValues,
  context: FilingContext,
): readonly Finding[] {
  const reader = readerOf(values, context)
  const findings: Finding[] = []
  for (const field of form.fields) {
    const finding = checkField(field, reader.own)
    if (finding !== null) findings.push(finding)
  }
  for (const rule of form.rules) {
    const finding = checkRule(form, rule, reader)
    if (finding !== null) findings.push(finding)
  }
  return findings
}

export function readerOf(values: FilingValues, context: FilingContext): CellReader {
  return {
    own: (code) => ownEntry(values, code),
    elsewhere: (source) => {
      switch (source.kind) {
        case 'form':
          return entryOf(ownEntry(context.forms, source.form), source.code)
        case 'history':
          return entryOf(ownEntry(context.history, source.back), source.code)
        case 'members':
          return context.members === undefined ? undefined : (ownEntry(context.members, source.key) ?? null)
      }
    },
  }
}

function entryOf(filing: FilingValues | undefined, code: string) {
  return filing === undefined ? undefined : (ownEntry(filing, code) ?? null)
}

/** Filings come from JSON: `constructor` is no cell of theirs. */
function ownEntry<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
