import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import {
  holds,
  visibleData,
  type CaseEnvironment,
  type CaseState,
  type ProcedureDefinition,
} from '#domain/cases'
import { writeLetter } from '#platform/documents'
import type { Context } from '#platform/http'
import type { CaseView } from './contract.ts'
import { definitionOf } from './definitions.ts'
import { actorOf, environmentFor } from './environment.ts'
import { Names } from './parties.ts'
import { loadCase, outcomeOf, titleOf, type Tx } from './store.ts'

/** Letters that can be drawn up from the case as it stands. */
export function lettersOf(
  definition: ProcedureDefinition,
  state: CaseState,
  environment: CaseEnvironment,
): CaseView['letters'] {
  if (state.submittedAt === null) return []
  const context = letterContext(definition, state, environment)
  return Object.entries(definition.letters ?? {})
    .filter(([, letter]) => holds(letter.when, context))
    .map(([code, { name }]) => ({ code, name }))
}

function letterContext(
  definition: ProcedureDefinition,
  state: CaseState,
  environment: CaseEnvironment,
): Readonly<Record<string, Json>> {
  const blank = Object.fromEntries(Object.keys(definition.fields).map((field) => [field, null]))
  const settings = Object.fromEntries(
    Object.entries(definition.settings).map(([code, setting]) => [
      code,
      (environment.settings[code] ?? setting.value) as Json,
    ]),
  )
  return {
    ...blank,
    ...state.data,
    settings,
    outcome: state.outcome,
    initiator: state.initiator.organisationId,
    returns: state.steps.filter(({ decision }) => decision === 'returned').length,
    related: environment.related.map((related) => ({ ...related })),
  }
}

export interface Letter {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** Draws the letter up: what the reader may not see is left blank, so nothing leaks by way of a letter. */
export async function drawUpLetter(ctx: Context, caseId: string, code: string): Promise<Letter> {
  const { definition, state, letter, names, data, issuer } = await ctx.read(async (tx) => {
    const head = await loadCase(tx, caseId)
    const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
    const environment = await environmentFor(tx, ctx, definition, head.subject, head.id)
    const letter = definition.letters?.[code]
    if (
      letter === undefined ||
      !lettersOf(definition, head.state, environment).some((one) => one.code === code)
    )
      return refuse('cases.letter_not_available')
    const visible = visibleData(definition, head.state, {
      ...(await actorOf(tx, ctx)),
      seesAll: ctx.caller.seesAll,
    })
    return {
      definition,
      state: head.state,
      letter,
      issuer: await issuerName(tx),
      data: visible.data,
      names: await Names.loadFor(
        tx,
        head.state.steps.flatMap((step) => step.seats.map(({ party }) => party)),
        [visible.data, head.state.initiator.organisationId],
      ),
    }
  })
  const fill = (template: string): string =>
    template.replaceAll(/\{([A-Za-z][\w-]*)\}/g, (_all, name: string) => {
      switch (name) {
        case 'number':
          return state.number ?? ''
        case 'title':
          return titleOf(definition, state)
        case 'date':
          return chineseDate(ctx.now)
        case 'initiatorName':
          return names.ofId(state.initiator.organisationId)?.zh ?? state.initiator.name
        case 'opinions':
          return opinionsOf(definition, state, names)
        case 'outcome':
          return state.outcome === null ? '' : outcomeOf(definition, state.outcome).name.zh
        default:
          return sayValue(definition, name, data[name] ?? null, names)
      }
    })
  const table = letter.table === undefined ? undefined : tableOf(definition, letter.table.field, data, names)
  const bytes = await writeLetter({
    heading: fill(letter.heading),
    number: state.number,
    addressee: letter.addressee === undefined ? null : fill(letter.addressee),
    paragraphs: letter.paragraphs.map(fill).filter((paragraph) => paragraph.trim() !== ''),
    ...(table === undefined ? {} : { table }),
    signature: issuer,
    // A decision bears the day on which it was taken, not the day on which somebody prints it.
    date: chineseDate(state.closedAt === null ? ctx.now : new Date(state.closedAt)),
  })
  return { fileName: `${letter.name.zh}${state.number === null ? '' : ` ${state.number}`}.docx`, bytes }
}

/** 落款: letters go out in the name of the zone's office. */
export async function issuerName(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select('n.name')
    .where('o.kind', '=', 'office')
    .where(sql<boolean>`n.valid @> current_date`)
    .orderBy('o.code')
    .executeTakeFirst()
  return row?.name ?? null
}

function opinionsOf(definition: ProcedureDefinition, state: CaseState, names: Names): string {
  return state.steps
    .flatMap((step) =>
      step.seats
        .filter((seat) => seat.state === 'acted' && seat.opinion !== null && seat.opinion !== '')
        .map(
          (seat) =>
            `${names.of(seat.party).name.zh}（${definition.nodes[step.node]?.name.zh ?? ''}）：${seat.opinion ?? ''}`,
        ),
    )
    .join('；')
}

/** A value as an official letter says it. */
export function sayValue(definition: ProcedureDefinition, field: string, value: Json, names: Names): string {
  const defined = definition.fields[field]
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return defined?.values?.[value]?.zh ?? names.ofId(value)?.zh ?? sayDate(value)
  if (Array.isArray(value))
    return value.map((one) => sayValue(definition, field, one as Json, names)).join('、')
  return Object.values(value)
    .map((one) => sayValue(definition, field, one, names))
    .filter((words) => words !== '')
    .join('，')
}

function tableOf(
  definition: ProcedureDefinition,
  field: string,
  data: Readonly<Record<string, Json>>,
  names: Names,
): { header: string[]; rows: string[][] } | undefined {
  const items = definition.fields[field]?.items
  const list = data[field]
  if (items === undefined || !Array.isArray(list) || list.length === 0) return undefined
  const columns = Object.entries(items)
  return {
    header: ['序号', ...columns.map(([, { label }]) => label.zh)],
    rows: list.map((element: Json, at) => [
      String(at + 1),
      ...columns.map(([code, column]) => {
        const value =
          typeof element === 'object' && element !== null && !Array.isArray(element)
            ? ((element as Readonly<Record<string, Json>>)[code] ?? null)
            : null
        if (typeof value === 'string')
          return column.values?.[value]?.zh ?? names.ofId(value)?.zh ?? sayDate(value)
        return sayValue(definition, code, value, names)
      }),
    ]),
  }
}

/** 2026-11-17 as letters write it; anything else as it is. */
export function sayDate(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return year === undefined ? text : `${year}年${Number(month)}月${Number(day)}日`
}

/** Dates of letters are those of the zone's time, in Chinese figures as used in official documents: 2026年11月22日. */
export function chineseDate(moment: Date): string {
  const local = new Date(moment.getTime() + 8 * 3_600_000)
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
}
