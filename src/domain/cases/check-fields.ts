/** Fields, settings, texts and what the statistics and letters take from them. */
import type { Json } from '#domain/kernel'
import type { DefinitionCheck } from './definition-findings.ts'
import { EXPRESSION_FUNCTIONS } from './expression.ts'
import { LONGEST_PATTERNED } from './form.ts'
import type { FieldDefinition, ProcedureDefinition } from './definition.ts'
import { choicesOf, isPartyField } from './field-shapes.ts'
import { isSchema, typeOf } from './json-schema.ts'
import { ENGINE_NAMES, knownNames, LANGUAGE_WORDS, measureNames } from './known-names.ts'

/** Placeholders of letters besides the fields. */
const LETTER_WORDS = ['number', 'date', 'title', 'opinions', 'outcome']

export function checkFields(check: DefinitionCheck): void {
  const { definition } = check
  for (const [name, field] of Object.entries(definition.fields)) {
    const place = `fields.${name}`
    if (isTaken(name)) check.error('reserved_name', null, place, { name })
    checkField(check, place, field)
    check.roles(field.readers ?? [], `${place}.readers`)
    if (
      field.branch !== undefined &&
      !Object.values(definition.nodes).some(({ kind }) => kind === 'parallel')
    )
      check.error('branch_field_outside', null, place, { name })
  }
  for (const name of Object.keys(definition.settings))
    if (LANGUAGE_WORDS.has(name)) check.error('reserved_name', null, `settings.${name}`, { name })
  if (check.need('fields', definition.title, null, 'title')) {
    const title = definition.fields[definition.title]
    if (title !== undefined && typeOf(title.schema) !== 'string')
      check.error('field_not_text', null, 'title', { name: definition.title })
  }
  if (definition.subject !== undefined) check.need('fields', definition.subject, null, 'subject')
  if (!definition.numbering.includes('{year}')) check.error('numbering_without_year', null, 'numbering')
  checkUnused(check)
}

function isTaken(name: string): boolean {
  return (
    LANGUAGE_WORDS.has(name) || EXPRESSION_FUNCTIONS.has(name) || ENGINE_NAMES.some((taken) => taken === name)
  )
}

function checkField(check: DefinitionCheck, place: string, field: FieldDefinition): void {
  checkPatterns(check, `${place}.schema`, field.schema)
  const choices = choicesOf(field)
  if (choices !== null) {
    const names = field.values ?? {}
    const unnamed = choices.filter((choice) => !Object.hasOwn(names, String(choice)))
    if (unnamed.length > 0) check.error('value_unnamed', null, `${place}.values`, { values: unnamed })
    const unknown = Object.keys(names).filter((value) => !choices.map(String).includes(value))
    if (unknown.length > 0) check.error('value_unknown', null, `${place}.values`, { values: unknown })
  }
  const items = field.schema['items']
  const row = typeOf(field.schema) === 'array' && isSchema(items) ? items : field.schema
  const columns = isSchema(row['properties']) ? row['properties'] : {}
  for (const [column, definition] of Object.entries(field.items ?? {})) {
    if (!Object.hasOwn(columns, column))
      check.error('column_unknown', null, `${place}.items.${column}`, { name: column })
    checkField(check, `${place}.items.${column}`, definition)
  }
}

/** A pattern is tried on what people enter: its time must not grow without bound, so repetitions do not lie in repetitions. */
function checkPatterns(check: DefinitionCheck, place: string, schema: Json | undefined): void {
  if (!isSchema(schema)) return
  const pattern = schema['pattern']
  const longest = schema['maxLength'] ?? 0
  if (typeof pattern === 'string' && (!isBounded(pattern) || Number(longest) > LONGEST_PATTERNED))
    check.error('pattern_unsafe', null, place, { pattern })
  checkPatterns(check, `${place}.items`, schema['items'])
  const properties = schema['properties']
  if (isSchema(properties))
    for (const [name, entry] of Object.entries(properties))
      checkPatterns(check, `${place}.properties.${name}`, entry)
}

function isBounded(pattern: string): boolean {
  if (/\([^)]*[*+}?][^)]*\)\s*[*+{]/.test(pattern) || /\\\d/.test(pattern)) return false
  // Each endless repetition multiplies the time by the length of the text.
  if ((pattern.replace(/\\./g, '').match(/[*+]|\{\d+,\}/g) ?? []).length > 2) return false
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    // The question was whether it can be read.
    return false
  }
}

function checkUnused(check: DefinitionCheck): void {
  const { definition } = check
  const { fields: _fields, settings: _settings, messages: _messages, ...rest } = definition
  const words = new Set(wordsIn(rest))
  for (const name of Object.keys(definition.fields))
    if (!words.has(name)) check.warn('field_unused', null, `fields.${name}`, { name })
  for (const name of Object.keys(definition.settings))
    if (!words.has(name)) check.warn('setting_unused', null, `settings.${name}`, { name })
  for (const name of Object.keys(definition.messages))
    if (!words.has(name)) check.warn('message_unused', null, `messages.${name}`, { name })
}

/** Every word of the keys and texts: generous, so that nothing used is called unused. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [value, ...value.split(/[^A-Za-z0-9_-]+/), ...value.split(/[^A-Za-z0-9_]+/)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]) => [key, ...wordsIn(entry)])
}

/** What stands beside the nodes: participants, rights, warnings, letters, measures. */
export function checkRest(check: DefinitionCheck): void {
  const { definition } = check
  check.roles(definition.openedBy, 'openedBy')
  for (const [name, who] of Object.entries(definition.participants)) {
    const place = `participants.${name}`
    if (who.kind === 'account-role') check.roles([who.role], place)
    if (who.kind === 'field') {
      const field = definition.fields[who.field]
      if (check.need('fields', who.field, null, place) && field !== undefined && !isPartyField(field))
        check.error('field_not_party', null, place, { name: who.field })
    }
    if (who.kind === 'field' || who.kind === 'branch') check.roles(who.roles ?? [], `${place}.roles`)
  }
  for (const [code, reason] of Object.entries(definition.pauseReasons)) {
    const place = `pauseReasons.${code}.longest`
    if (reason.longest === undefined || !check.need('settings', reason.longest, null, place)) continue
    if (typeof definition.settings[reason.longest]?.value === 'number')
      check.error('limit_not_time', null, place, { name: reason.longest })
  }
  const names = knownNames(definition)
  const conditions: Readonly<
    Record<string, Readonly<Record<string, { readonly when: string }>> | undefined>
  > = {
    warnings: definition.warnings,
    bars: definition.bars,
    letters: definition.letters,
  }
  for (const [kind, table] of Object.entries(conditions))
    for (const [code, { when }] of Object.entries(table ?? {}))
      check.expression(when, names, 'boolean', null, `${kind}.${code}.when`)
  checkLetters(check, definition)
  for (const [code, measure] of Object.entries(definition.measures ?? {}))
    check.expression(
      measure.expression,
      measureNames(definition),
      'boolean',
      null,
      `measures.${code}.expression`,
    )
  for (const [code, { field }] of Object.entries(definition.dimensions ?? {}))
    check.need('fields', field, null, `dimensions.${code}.field`)
  if (definition.termination !== undefined)
    check.participants(definition.termination.by, null, 'termination.by')
}

function checkLetters(check: DefinitionCheck, definition: ProcedureDefinition): void {
  for (const [code, letter] of Object.entries(definition.letters ?? {})) {
    const place = `letters.${code}`
    for (const text of [letter.heading, letter.addressee ?? '', ...letter.paragraphs])
      for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
        const name = match[1] ?? ''
        if (!LETTER_WORDS.includes(name) && !check.has('fields', name))
          check.error('unknown_placeholder', null, place, { name })
      }
    const table = letter.table?.field
    if (table === undefined || !check.need('fields', table, null, `${place}.table`)) continue
    const field = definition.fields[table]
    if (field !== undefined && typeOf(field.schema) !== 'array')
      check.error('field_not_list', null, `${place}.table`, { name: table })
  }
}
