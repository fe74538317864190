import type { ReadRow } from '#platform/spreadsheets'
import { tidyCreditCode } from './credit-code-fault.ts'
import { CODE, FROM, recordsDeclaration, registerDeclaration } from './import-declaration.ts'
import { textOf, type ImportPlan } from './import-plan.ts'
import { planRecords } from './import-records.ts'
import { planRegister } from './import-register.ts'
import { recordKind } from './record-kinds.ts'
import type { Tx } from './store.ts'

/** `register`, or `records-` and a kind. */
export async function planOf(tx: Tx, subject: string): Promise<ImportPlan> {
  if (subject === 'register')
    return { declaration: await registerDeclaration(tx), keyOf: (row) => codeIn(row), plan: planRegister }
  const kind = recordKind(subject.replace(/^records-/u, ''))
  const telling = kind.unique.length > 0 ? kind.unique : kind.fields.map(({ code }) => code)
  return {
    declaration: recordsDeclaration(kind),
    keyOf: (row) => {
      const code = codeIn(row)
      return code === null
        ? null
        : JSON.stringify([code, row.values[FROM], ...telling.map((key) => row.values[key] ?? null)])
    },
    plan: planRecords(kind),
  }
}

function codeIn(row: ReadRow): string | null {
  const given = textOf(row.values[CODE])
  return given === null ? null : tidyCreditCode(given)
}
