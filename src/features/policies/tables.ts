import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Refusal, refuse } from '#domain/kernel'
import { BookNames, parseRuleBook, readDmn, tableFromDmn, tableToDmn, type RuleTable } from '#domain/rules'
import { readZoneBook } from '#features/rules'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { requireStorable } from './storable.ts'

/** A decision table as it is being written, as a file for other programs. */
export async function exportRuleTable(
  ctx: Context,
  { table }: BodyOf<typeof contract.exportRuleTable>,
  reply: FastifyReply,
): Promise<unknown> {
  requireStorable(table)
  const zone = await ctx.read((tx) => readZoneBook(tx))
  const parsed = parseRuleBook({
    facts: [],
    parameters: [],
    tables: [table],
    scores: [],
    rules: [],
    amounts: [],
    nearLimit: zone.nearLimit,
  })
  if (!parsed.ok) throw new Refusal(parsed.issues)
  const read = parsed.value.tables[0] ?? refuse('policies.no_table')
  const others = zone.tables.filter(({ code }) => code !== read.code)
  const content = Buffer.from(tableToDmn(read, new BookNames({ ...zone, tables: [...others, read] })), 'utf8')
  return sendAttachment(
    reply,
    Readable.from([content]),
    `${cleanFileName(read.code, '决策表')}.dmn`,
    'application/xml; charset=utf-8',
    content.length,
  )
}

/** Every decision table of a .dmn file, as tables of ours. */
export async function importRuleTable(
  _ctx: Context,
  { xml }: BodyOf<typeof contract.importRuleTable>,
): Promise<ResponseOf<typeof contract.importRuleTable>> {
  const model = readDmn(xml)
  if (!model.ok) throw new Refusal(model.issues)
  const names = model.value.decisions.flatMap(({ name, logic }) => (logic?.kind === 'table' ? [name] : []))
  if (names.length === 0) refuse('policies.no_table')
  const tables: RuleTable[] = names.map((name) => {
    const read = tableFromDmn(xml, name)
    if (!read.ok) throw new Refusal(read.issues)
    return read.value
  })
  return Promise.resolve({ tables })
}
