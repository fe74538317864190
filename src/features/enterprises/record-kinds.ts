import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { refuse } from '#domain/kernel'
import { RecordKind } from './contract.ts'

const FILE = resolve(import.meta.dirname, '../../../data/enterprises/record-kinds.json')

let shipped: ReadonlyMap<string, RecordKind> | null = null

/** Kinds of records that come with the program, in the order of the file. Read once per process; a file that cannot be used stops the start. */
export function recordKinds(): ReadonlyMap<string, RecordKind> {
  shipped ??= parseRecordKinds(JSON.parse(readFileSync(FILE, 'utf8')))
  return shipped
}

export function recordKind(code: string): RecordKind {
  return recordKinds().get(code) ?? refuse('enterprises.kind_unknown', { kind: code }, ['kind'])
}

/** @throws Error naming the kind and what is wrong with it. */
export function parseRecordKinds(json: unknown): ReadonlyMap<string, RecordKind> {
  const { kinds } = z.object({ kinds: z.array(RecordKind).min(1) }).parse(json)
  const byCode = new Map<string, RecordKind>()
  for (const kind of kinds) {
    if (byCode.has(kind.code)) throw new Error(`record-kinds.json: the kind ${kind.code} stands there twice`)
    const fields = new Set(kind.fields.map(({ code }) => code))
    if (fields.size < kind.fields.length)
      throw new Error(`record-kinds.json: a field of ${kind.code} stands there twice`)
    for (const code of kind.unique)
      if (!fields.has(code)) throw new Error(`record-kinds.json: ${kind.code} has no field ${code}`)
    for (const field of kind.fields) {
      if ((field.type === 'choice') !== field.choices.length > 0)
        throw new Error(`record-kinds.json: choices of ${kind.code}.${field.code}`)
      if (
        field.type !== 'number' &&
        (field.unit !== null || field.min !== null || field.max !== null || field.whole)
      )
        throw new Error(`record-kinds.json: ${kind.code}.${field.code} is no number`)
      if (field.confidential && kind.unique.includes(field.code))
        throw new Error(
          `record-kinds.json: ${kind.code}.${field.code} is confidential and cannot tell records apart`,
        )
    }
    byCode.set(kind.code, kind)
  }
  return byCode
}
