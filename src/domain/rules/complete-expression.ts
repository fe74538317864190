/**
 * For an editor of rules: what may come next at a place in an expression, what is wrong with it, and what its parts mean. Nothing
 * here needs the expression to be whole: completion works on the text before the place, hovering falls back on known names.
 */
import type { BilingualText, DateOn } from '#domain/kernel'
import { BookNames, DAY_NAME, KNOWN_NAME } from './book-names.ts'
import { childrenOf } from './evaluate.ts'
import type { FactDefinition, FactType, FactValue } from './fact.ts'
import { BUILT_IN_NAMES } from './known-names.ts'
import { parameterValueOn } from './parameters-on.ts'
import type { RuleBook } from './rule-book.ts'
import {
  type ExpressionFinding,
  TYPE_TEXTS,
  type Studied,
  studiedAs,
  studyExpression,
} from './study-expression.ts'
import type { FeelNode } from './syntax.ts'
import { compareUnits } from './unit.ts'

export interface Completion {
  /** The part of the text that an option takes the place of. */
  readonly from: number
  readonly to: number
  readonly options: readonly CompletionOption[]
}

export interface CompletionOption {
  readonly label: string
  /** What is written in place of the part; functions bring their opening bracket. */
  readonly insert: string
  readonly kind: 'fact' | 'parameter' | 'table' | 'score' | 'function' | 'word'
  readonly detail: BilingualText
  readonly unit: string | null
}

export interface CompletionSettings {
  /** First letters of the pinyin, by name or word: `sndyysr` for 上年度营业收入. */
  readonly initials?: ReadonlyMap<string, string>
  readonly most?: number
}

const MOST_OPTIONS = 50
const NAME_END = /[\p{L}_][\p{L}\p{N}_]*$/u

const WORDS: readonly (readonly [string, string, string])[] = [
  ['and', '并且', 'both hold'],
  ['or', '或者', 'one of them holds'],
  ['not', '不是', 'the opposite'],
  ['between', '在两数之间（含两端）', 'from the first to the second, both included'],
  ['in', '在其中', 'one of a list, or within a range'],
  ['if', '如果', 'the one or the other'],
  ['then', '那么', 'where it holds'],
  ['else', '否则', 'where it does not hold'],
  ['true', '是', 'yes'],
  ['false', '否', 'no'],
]

/** Functions that rules are written with are said in words; the others are there by their name. */
const FUNCTION_TEXTS: Readonly<Record<string, BilingualText>> = {
  [KNOWN_NAME]: {
    zh: '有没有这项事实（是或否，从不未知）',
    en: 'Whether a fact is known: yes or no, never unknown',
  },
  'list contains': { zh: '一组词里有没有某个词', en: 'Whether a set of words has the word' },
  contains: { zh: '文字里有没有这一段', en: 'Whether a text has the part' },
  'starts with': { zh: '文字以此开头', en: 'Whether a text starts with the part' },
  'ends with': { zh: '文字以此结尾', en: 'Whether a text ends with the part' },
  min: { zh: '其中最小的', en: 'The least of them' },
  max: { zh: '其中最大的', en: 'The greatest of them' },
  sum: { zh: '合计', en: 'The sum' },
  mean: { zh: '平均', en: 'The mean' },
  count: { zh: '有几项', en: 'How many there are' },
  abs: { zh: '绝对值', en: 'Without its sign' },
  floor: { zh: '向下取整', en: 'Rounded down to a whole number' },
  ceiling: { zh: '向上取整', en: 'Rounded up to a whole number' },
  'round half up': { zh: '四舍五入', en: 'Rounded, halves away from zero' },
  'round down': { zh: '舍去尾数', en: 'Rounded towards zero' },
  date: { zh: '日期', en: 'A date' },
  duration: { zh: '时长，如 P1Y、P30D', en: 'A length of time, such as P1Y or P30D' },
  'years and months duration': { zh: '两个日期之间的年月', en: 'Years and months between two dates' },
}

const books = new WeakMap<RuleBook, BookNames>()

function namesOf(book: RuleBook | BookNames): BookNames {
  if (book instanceof BookNames) return book
  const known = books.get(book) ?? new BookNames(book)
  books.set(book, known)
  return known
}

export function completeAt(
  text: string,
  offset: number,
  book: RuleBook | BookNames,
  settings: CompletionSettings = {},
): Completion {
  const names = namesOf(book)
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)))
  const quote = openQuote(before)
  const most = settings.most ?? MOST_OPTIONS
  if (quote !== null) {
    const written = before.slice(quote + 1)
    const closed = text.slice(offset).startsWith('"')
    const options = wordsOf(factAbout(before.slice(0, quote), names)).map(
      ({ code, title }): CompletionOption => ({
        label: code,
        insert: closed ? code : `${code}"`,
        kind: 'word',
        detail: title,
        unit: null,
      }),
    )
    return { from: quote + 1, to: offset, options: ranked(options, written, settings, null).slice(0, most) }
  }
  const written = NAME_END.exec(before)?.[0] ?? ''
  const from = before.length - written.length
  const prior = before.slice(0, from)
  const member = /([\p{L}_][\p{L}\p{N}_]*)\s*\.\s*$/u.exec(prior)
  if (member !== null) {
    const options = membersOf(member[1] ?? '', names)
    return { from, to: offset, options: ranked(options, written, settings, null).slice(0, most) }
  }
  const about = factAbout(prior, names)
  const quoted = wordsOf(about).map(({ code, title }): CompletionOption => ({
    label: `"${code}"`,
    insert: `"${code}"`,
    kind: 'word',
    detail: title,
    unit: null,
  }))
  const options = [...quoted, ...everyName(names), ...everyFunction(), ...everyWord()]
  return {
    from,
    to: offset,
    options: ranked(options, written, settings, besideOf(prior, names)).slice(0, most),
  }
}

/** Where a string begins that is not closed; null: outside of strings. */
function openQuote(text: string): number | null {
  let start: number | null = null
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\' && start !== null) index += 1
    else if (text[index] === '"') start = start === null ? index : null
  }
  return start
}

/** The text, or set of texts, that is asked about just before: `行业 = `, `行业 in ("软件", `, `list contains(资质, `. */
function factAbout(before: string, names: BookNames): FactDefinition | null {
  const asked =
    /([\p{L}_][\p{L}\p{N}_]*)\s*(?:=|!=|in\s*(?:not\s*)?[([]?(?:\s*"[^"]*"\s*,)*)\s*$/u.exec(before) ??
    /(?:list contains|contains|starts with|ends with)\s*\(\s*([\p{L}_][\p{L}\p{N}_]*)\s*,\s*$/u.exec(before)
  const meaning = names.meaningOf(asked?.[1] ?? '')
  return meaning?.kind === 'fact' ? meaning.fact : null
}

function wordsOf(fact: FactDefinition | null) {
  return fact !== null && (fact.type === 'text' || fact.type === 'texts') ? (fact.options ?? []) : []
}

function membersOf(name: string, names: BookNames): CompletionOption[] {
  const meaning = names.meaningOf(name)
  if (meaning?.kind === 'table')
    return meaning.table.outputs.map(({ code, title, unit }) => ({
      label: code,
      insert: code,
      kind: 'table',
      detail: title,
      unit,
    }))
  if (meaning?.kind === 'score')
    return meaning.score.groups.map(({ code, title }) => ({
      label: code,
      insert: code,
      kind: 'score',
      detail: title,
      unit: '分',
    }))
  return []
}

function everyName({ book }: BookNames): CompletionOption[] {
  const plain = (
    kind: CompletionOption['kind'],
    entries: readonly {
      readonly code: string
      readonly title: BilingualText
      readonly unit?: string | null
    }[],
  ): CompletionOption[] =>
    entries.map(({ code, title, unit }) => ({
      label: code,
      insert: code,
      kind,
      detail: title,
      unit: unit ?? null,
    }))
  return [
    ...plain('fact', book.facts),
    ...plain('parameter', book.parameters),
    ...plain(
      'table',
      book.tables.map((table) => ({
        ...table,
        unit: table.outputs.length === 1 ? (table.outputs[0]?.unit ?? null) : null,
      })),
    ),
    ...plain(
      'score',
      book.scores.map((score) => ({ ...score, unit: '分' })),
    ),
    {
      label: DAY_NAME,
      insert: DAY_NAME,
      kind: 'word',
      detail: { zh: '判定所依据的日期', en: 'The day of judgement' },
      unit: null,
    },
  ]
}

function everyFunction(): CompletionOption[] {
  return [KNOWN_NAME, ...BUILT_IN_NAMES]
    .filter((name) => name !== 'not' && name !== 'now' && name !== 'today')
    .map((name) => ({
      label: name,
      insert: `${name}(`,
      kind: 'function',
      detail: FUNCTION_TEXTS[name] ?? { zh: '函数', en: 'Function' },
      unit: null,
    }))
}

function everyWord(): CompletionOption[] {
  return WORDS.map(([label, zh, en]) => ({
    label,
    insert: label === 'not' ? 'not(' : label,
    kind: 'word',
    detail: { zh, en },
    unit: null,
  }))
}

/** What stands on the other side of a comparison that has just been begun. */
function besideOf(prior: string, names: BookNames): Studied | null {
  const found = /([\p{L}_][\p{L}\p{N}_]*)\s*(?:>=|<=|!=|>|<|=)\s*$/u.exec(prior)
  const meaning = names.meaningOf(found?.[1] ?? '')
  if (meaning?.kind === 'fact') return studiedAs(meaning.fact.type, meaning.fact.unit)
  return meaning?.kind === 'parameter' ? studiedAs(meaning.parameter.type, meaning.parameter.unit) : null
}

const KIND_ORDER: readonly CompletionOption['kind'][] = [
  'fact',
  'parameter',
  'table',
  'score',
  'function',
  'word',
]

/** Those that match what is written: by their beginning, by pinyin initials, by a part, by words of the English title. */
function ranked(
  options: readonly CompletionOption[],
  written: string,
  { initials }: CompletionSettings,
  beside: Studied | null,
): CompletionOption[] {
  return options
    .flatMap((option) => {
      const match = matchOf(option, written, initials)
      return match === null ? [] : [{ option, rank: match + (fitsBeside(option, beside) ? 0 : 0.5) }]
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        orderOfKind(a.option, written) - orderOfKind(b.option, written) ||
        (a.option.kind === 'word' ? 0 : byLabel(a.option.label, b.option.label)),
    )
    .map(({ option }) => option)
}

/** Words stay in the order in which they are defined; names go by length, then by spelling. */
function byLabel(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

function orderOfKind(option: CompletionOption, written: string): number {
  // Words that are offered in quotes were asked for by the comparison before them.
  if (written === '' && option.label.startsWith('"')) return -1
  return KIND_ORDER.indexOf(option.kind)
}

function matchOf(
  { label, detail }: CompletionOption,
  written: string,
  initials: CompletionSettings['initials'],
): number | null {
  if (written === '') return 0
  const wanted = written.toLowerCase()
  const bare = label.replaceAll('"', '')
  const plain = bare.toLowerCase()
  if (plain.startsWith(wanted)) return 0
  const letters = initials?.get(bare)?.toLowerCase() ?? ''
  if (letters.startsWith(wanted)) return 1
  if (plain.includes(wanted) || detail.zh.includes(written)) return 2
  if (
    detail.en
      .toLowerCase()
      .split(/\W+/)
      .some((word) => word.startsWith(wanted))
  )
    return 3
  if (letters.includes(wanted)) return 4
  return null
}

function fitsBeside({ kind, unit, label }: CompletionOption, beside: Studied | null): boolean {
  if (beside === null) return true
  if (label.startsWith('"')) return beside.type === 'text'
  if (kind === 'word') return label === DAY_NAME ? beside.type === 'date' : false
  if (beside.type !== 'number' || kind === 'function') return beside.type !== 'number' && kind !== 'function'
  const own = studiedAs('number', unit)
  if (own.unit === 'unknown' || own.unit === 'free' || beside.unit === 'unknown' || beside.unit === 'free')
    return true
  return compareUnits(own.unit, beside.unit) === 'same'
}

/** What is wrong with an expression that should come out as yes or no, or as a number. */
export function diagnose(
  text: string,
  book: RuleBook | BookNames,
  expected: 'boolean' | 'number',
): readonly ExpressionFinding[] {
  const names = namesOf(book)
  const parsed = names.parse(text)
  if (!parsed.ok)
    return parsed.issues.map(({ params = {} }) => {
      const { from, to, near, column } = params
      const start = typeof from === 'number' ? Math.min(from, text.length) : 0
      return {
        code: 'rules.check_unreadable',
        severity: 'error',
        from: start,
        to: typeof to === 'number' ? Math.max(start, Math.min(to, text.length)) : text.length,
        params: { text, near: near ?? '', column: column ?? start + 1 },
      }
    })
  const { studied, findings } = studyExpression(parsed.value.root, text, names)
  if (studied.type === expected || studied.type === 'any') return findings
  return [
    ...findings,
    {
      code: expected === 'boolean' ? 'rules.check_not_boolean' : 'rules.check_not_number',
      severity: 'error',
      from: 0,
      to: text.length,
      params: { text, type: TYPE_TEXTS[studied.type] },
    },
  ]
}

export interface DescribedToken {
  readonly from: number
  readonly to: number
  readonly kind: 'fact' | 'parameter' | 'table' | 'score' | 'day' | 'function' | 'unknown'
  readonly name: string
  readonly title: BilingualText | null
  readonly type: FactType | null
  readonly unit: string | null
  readonly description: BilingualText | null
  /** Of a derived fact. */
  readonly formula: string | null
  /** Of a parameter, on the day asked about. */
  readonly value: FactValue | null
}

/** What the names in an expression mean, in the order of the text; those of an unreadable one as far as they are known. */
export function describeExpression(
  text: string,
  book: RuleBook | BookNames,
  on?: DateOn,
): readonly DescribedToken[] {
  const names = namesOf(book)
  const parsed = names.parse(text)
  const places = parsed.ok ? placesIn(parsed.value.root, text) : knownPlaces(text, names)
  return places
    .map(({ from, to, name, owner }) => described(from, to, name, owner, names, on))
    .sort((a, b) => a.from - b.from)
}

interface NamePlace {
  readonly from: number
  readonly to: number
  readonly name: string
  /** Of a member: the table or score before the dot. */
  readonly owner: string | null
}

function placesIn(root: FeelNode, text: string): NamePlace[] {
  const places: NamePlace[] = []
  const local: string[] = []
  const visit = (node: FeelNode): void => {
    if (node.kind === 'name' && !local.includes(node.name))
      places.push({ from: node.from, to: node.to, name: node.name, owner: null })
    if (node.kind === 'path' && node.target.kind === 'name') {
      const start = text.lastIndexOf(node.name, node.to)
      places.push({ from: start, to: start + node.name.length, name: node.name, owner: node.target.name })
    }
    const bound =
      node.kind === 'some' || node.kind === 'every' || node.kind === 'for'
        ? node.iterations.map(({ name }) => name)
        : node.kind === 'function'
          ? node.parameters.map(({ name }) => name)
          : []
    local.push(...bound)
    childrenOf(node).forEach(visit)
    local.length -= bound.length
  }
  visit(root)
  return places
}

/** The longest known names, outside of strings. */
function knownPlaces(text: string, names: BookNames): NamePlace[] {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"?/g, (string) => ' '.repeat(string.length))
  const places: NamePlace[] = []
  for (const { index, 0: name } of bare.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu))
    if (names.meaningOf(name) !== null)
      places.push({ from: index, to: index + name.length, name, owner: null })
  return places
}

function described(
  from: number,
  to: number,
  name: string,
  owner: string | null,
  names: BookNames,
  on: DateOn | undefined,
): DescribedToken {
  const token: DescribedToken = {
    from,
    to,
    kind: 'unknown',
    name,
    title: null,
    type: null,
    unit: null,
    description: null,
    formula: null,
    value: null,
  }
  const meaning = names.meaningOf(owner ?? name)
  switch (meaning?.kind) {
    case 'fact': {
      const { title, type, unit, description, formula } = meaning.fact
      return { ...token, kind: 'fact', title, type, unit, description, formula }
    }
    case 'parameter': {
      const { title, type, unit } = meaning.parameter
      const spell = on === undefined ? null : parameterValueOn(meaning.parameter, on)
      return { ...token, kind: 'parameter', title, type, unit, value: spell?.value ?? null }
    }
    case 'table': {
      const { table } = meaning
      const output =
        owner === null
          ? table.outputs.length === 1
            ? table.outputs[0]
            : undefined
          : table.outputs.find(({ code }) => code === name)
      const title = owner === null ? table.title : (output?.title ?? null)
      return { ...token, kind: 'table', title, type: output?.type ?? null, unit: output?.unit ?? null }
    }
    case 'score': {
      const { score } = meaning
      const group = score.groups.find(({ code }) => code === name)
      const title = owner === null ? score.title : (group?.title ?? null)
      return { ...token, kind: 'score', title, type: 'number', unit: '分' }
    }
    case 'day':
      return { ...token, kind: 'day', title: { zh: '判定日', en: 'Day of judgement' }, type: 'date' }
    case 'known':
      return { ...token, kind: 'function', title: FUNCTION_TEXTS[KNOWN_NAME] ?? null }
    case undefined:
      return names.isFunction(name)
        ? { ...token, kind: 'function', title: FUNCTION_TEXTS[name] ?? null }
        : token
  }
}
