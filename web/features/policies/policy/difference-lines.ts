/** Differences of two versions of a policy as lines of words, by section. */
import type { PolicyDifference } from '#contract/policies'
import type { BilingualText } from '#domain/kernel'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyTexts } from '../../../text/policies.ts'
import { policyDifferenceTexts } from '../../../text/policy-differences.ts'
import { policyTestTexts } from '../../../text/policy-tests.ts'
import { ruleTableTexts } from '../../../text/rule-tables.ts'
import { interpolate } from '../../../text/index.ts'
import type { Language, TextParams, Texts } from '../../../text/index.ts'
import { verdictTexts } from '../../../text/verdicts.ts'
import { formatDate, formatNumber, formatPercent } from '../../../ui/format.ts'
import { say } from '../../../ui/say.ts'

export const SECTIONS = [
  'basics',
  'conditions',
  'benefit',
  'budget',
  'evidence',
  'groups',
  'clauses',
  'tests',
] as const
export type Section = (typeof SECTIONS)[number]

export interface DifferenceLine {
  readonly kind: PolicyDifference['kind']
  readonly section: Section
  readonly places: readonly string[]
  readonly before: string | null
  readonly after: string | null
  /** Written by people or as an expression: Chinese on any page. */
  readonly isChinese: boolean
}

/** What codes stand for. */
export interface DifferenceNames {
  readonly language: Language
  readonly park: (code: string) => string
  readonly policy: (code: string) => string
  readonly group: (code: string) => string
  readonly fact: (code: string) => string
  /** A paper to be handed in. */
  readonly evidence: (id: string) => string
  /** Title of a node of the conditions; null: it has none. */
  readonly node: (id: string) => string | null
}

const SECTION_OF: Readonly<Record<string, Section>> = {
  eligibility: 'conditions',
  nearLimit: 'conditions',
  benefit: 'benefit',
  tables: 'benefit',
  budget: 'budget',
  evidence: 'evidence',
  exclusive: 'groups',
  stacking: 'groups',
  excludes: 'groups',
  supersedes: 'groups',
  clauses: 'clauses',
  tests: 'tests',
}

/** The same change at several places (another document under every condition) is one line. */
export function differenceLines(
  differences: readonly PolicyDifference[],
  names: DifferenceNames,
): readonly DifferenceLine[] {
  const lines = new Map<string, DifferenceLine>()
  for (const difference of differences.toSorted(byPlace)) {
    const line = lineOf(difference, names)
    const sort = difference.path.filter((part) => typeof part === 'string').at(-1) ?? ''
    const key = JSON.stringify([line.section, line.kind, sort, line.before, line.after])
    const there = lines.get(key)
    lines.set(key, there === undefined ? line : { ...there, places: [...there.places, ...line.places] })
  }
  return [...lines.values()]
}

/** In the order of a form; what is not named here stays as it comes. */
const ORDER: readonly (string | number | undefined)[] = [
  'code',
  'title',
  'summary',
  'issuer',
  'level',
  'themes',
  'status',
  'valid',
  'windows',
  'parks',
  'scope',
  'procedure',
  'times',
  'kind',
  'words',
  'when',
  'amount',
  'ceiling',
  'step',
  'from',
  'to',
  'zh',
  'en',
  'document',
  'clause',
]

function byPlace(one: PolicyDifference, other: PolicyDifference): number {
  // The conditions come in the order of their tree.
  if (one.node !== null || other.node !== null) return 0
  for (let at = 0; at < Math.min(one.path.length, other.path.length); at += 1) {
    const [left, right] = [one.path[at], other.path[at]]
    if (left === right) continue
    if (typeof left === 'number' && typeof right === 'number') return left - right
    const [first, second] = [ORDER.indexOf(left), ORDER.indexOf(right)]
    return first < 0 || second < 0 ? 0 : first - second
  }
  return 0
}

function lineOf(difference: PolicyDifference, names: DifferenceNames): DifferenceLine {
  const { kind, path, node } = difference
  const words = new Words(names)
  const section = SECTION_OF[String(path[0])] ?? 'basics'
  const isInTree = node !== null
  const parts = isInTree ? nodePath(path) : path
  const place = isInTree ? words.nodePlace(node, parts) : words.place(parts)
  const side = (value: unknown) =>
    kind === 'moved' ? words.parent(value) : words.value(value, isInTree ? ['eligibility', ...parts] : path)
  const isText = (value: unknown) => typeof value === 'string'
  return {
    kind,
    section,
    places: [place],
    before: kind === 'added' ? null : side(difference.before),
    after: kind === 'removed' ? null : side(difference.after),
    isChinese: path.at(-1) !== 'en' && (isText(difference.before) || isText(difference.after) || isInTree),
  }
}

/** Of a difference within the conditions: what follows the node itself. */
function nodePath(path: PolicyDifference['path']): PolicyDifference['path'] {
  let at = 1
  while (path[at] === 'of') at += typeof path[at + 1] === 'number' ? 2 : 1
  return path.slice(at)
}

type Key<T> = T extends Texts<infer K> ? K : never
type FieldKey = Extract<Key<typeof policyDifferenceTexts>, `field.${string}`>

class Words {
  readonly #names: DifferenceNames
  constructor(names: DifferenceNames) {
    this.#names = names
  }

  t(key: Key<typeof policyDifferenceTexts>, params?: TextParams): string {
    const { language } = this.#names
    return interpolate(policyDifferenceTexts[language][key], params, language)
  }
  #pick<K extends string>(texts: Texts<K>, key: string): string | null {
    const all: Readonly<Record<string, string>> = texts[this.#names.language]
    return all[key] ?? null
  }
  #field(name: string, params?: TextParams): string {
    const key = `field.${name}`
    const isKnown = (text: string): text is FieldKey => Object.hasOwn(policyDifferenceTexts.en, text)
    return isKnown(key) ? this.t(key, params) : this.t('field.other')
  }
  #within(whole: string, part: string | null): string {
    return part === null ? whole : this.t('within', { whole, part })
  }

  nodePlace(node: NonNullable<PolicyDifference['node']>, rest: PolicyDifference['path']): string {
    const name = node.title === null ? this.t('group') : say(node.title, this.#names.language)
    return this.#within(name, rest.length === 0 ? null : this.#rest(rest))
  }
  parent(id: unknown): string {
    if (typeof id !== 'string') return this.t('top')
    return this.t('underWhich', { name: this.#names.node(id) ?? this.t('otherGroup') })
  }

  place(path: PolicyDifference['path']): string {
    const [part, second, ...rest] = path
    const first = String(part)
    const tail = rest.length === 0 ? null : this.#rest(rest)
    switch (first) {
      case 'title':
      case 'summary':
      case 'issuer':
        return this.#spoken(this.#field(first), second)
      case 'valid':
        return this.#field(`valid.${String(second)}`)
      case 'windows':
      case 'clauses':
        return second === undefined
          ? this.#field(first, { n: '' }).trim()
          : this.#within(this.#field(first, { n: Number(second) + 1 }), tail)
      case 'budget':
        return this.#within(this.#field('budget', { year: String(second ?? '') }), tail)
      case 'evidence':
        return this.#within(this.#field('evidence', { id: this.#names.evidence(String(second ?? '')) }), tail)
      case 'tests':
      case 'tables':
        return this.#within(this.#field(first, { id: String(second ?? '') }), tail)
      case 'benefit':
        return second === undefined
          ? this.t('section.benefit')
          : this.#spoken(this.#field(String(second)), rest[0])
      default:
        return this.#field(first)
    }
  }

  /** What stands within a part of its own: rows of tables, facts of examples, fields of nodes. */
  #rest(path: PolicyDifference['path']): string {
    const [first, second, ...rest] = path
    const tail = rest.length === 0 ? null : this.#rest(rest)
    if (first === 'facts') return typeof second === 'string' ? this.#names.fact(second) : this.#field('facts')
    if (first === 'expect') return this.#field('expect')
    if (first === 'rows' || first === 'inputs')
      return this.#within(this.#field(first, { n: Number(second ?? 0) + 1 }), tail)
    if (first === 'outputs' && typeof second === 'string')
      return this.#within(this.#field('outputs', { id: second }), tail)
    if (first === 'tests' || first === 'outputs')
      return this.#field(first === 'tests' ? 'rowTests' : 'rowOutputs', { n: Number(second ?? 0) + 1 })
    if (first === 'title' || first === 'words') return this.#spoken(this.#field(first), second)
    if (first === 'clause' && second !== undefined) return this.#field(String(second))
    return this.#field(String(first))
  }

  #spoken(field: string, language: string | number | undefined): string {
    if (language === 'zh') return this.t('zh', { field })
    return language === 'en' ? this.t('en', { field }) : field
  }

  /** A value in words; null: nothing stands there. */
  value(value: unknown, path: PolicyDifference['path']): string | null {
    const { language } = this.#names
    const [first] = path
    const last = path.filter((part) => typeof part === 'string').at(-1)
    if (value === null || value === undefined || value === '') {
      if (first === 'valid' && last === 'to') return this.t('endless')
      return first === 'parks' ? this.t('everywhere') : null
    }
    if (typeof value === 'boolean')
      return last === 'off' ? this.t(value ? 'off' : 'on') : this.t(value ? 'yes' : 'no')
    if (typeof value === 'number') {
      if (last === 'nearLimit') return formatPercent(value)
      const isMoney =
        last === 'ceiling' ||
        last === 'step' ||
        (last === 'amount' && (first === 'budget' || first === 'tests'))
      return isMoney ? this.t('money', { n: value }) : formatNumber(value)
    }
    if (typeof value === 'string') return this.#text(value, path, last)
    if (Array.isArray(value)) {
      const said = value.map((item) => this.value(item, path) ?? '')
      return said.join(language === 'en' ? ', ' : '、')
    }
    return this.#object(value as Readonly<Record<string, unknown>>, path)
  }

  #text(value: string, [first]: PolicyDifference['path'], last: string | undefined): string {
    const { language, park, policy, group, fact } = this.#names
    if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return formatDate(value, language)
    if (first === 'parks') return park(value)
    if (first === 'excludes' || first === 'supersedes') return policy(value)
    if (first === 'stacking' || first === 'exclusive') return group(value)
    if (first === 'evidence' && last === 'facts') return fact(value)
    const word =
      last === 'level'
        ? this.#pick(enterprisePolicyTexts, `level.${value}`)
        : last === 'procedure'
          ? this.#pick(enterprisePolicyTexts, `procedure.${value}`)
          : last === 'scope' || last === 'times'
            ? this.#pick(policyTexts, `${last}.${value}`)
            : last === 'status'
              ? this.#pick(verdictTexts, `status.${value}`)
              : last === 'answer'
                ? this.#pick(policyTestTexts, `short.${value}`)
                : last === 'hit'
                  ? this.#pick(ruleTableTexts, `short.${value}`)
                  : last === 'kind'
                    ? first === 'benefit'
                      ? this.#pick(policyTexts, `benefitKind.${value}`)
                      : this.#pick(verdictTexts, `kind.${value}`)
                    : null
    return word ?? value
  }

  /** A whole part that came or went: by what it is known. */
  #object(value: Readonly<Record<string, unknown>>, path: PolicyDifference['path']): string {
    const { language } = this.#names
    const text = (name: string) => (typeof value[name] === 'string' ? value[name] : null)
    if (typeof value['when'] === 'string') return value['when']
    if (typeof value['year'] === 'number' && typeof value['amount'] === 'number')
      return this.t('money', { n: value['amount'] })
    const [from, to, document] = [text('from'), text('to'), text('document')]
    if (from !== null && to !== null)
      return this.t('span', { from: formatDate(from, language), to: formatDate(to, language) })
    if (document !== null) return [document, text('clause') ?? ''].join(' ').trim()
    if (isPlain(value['expect'])) return this.#expected(value['expect'])
    if (Array.isArray(value['tests']) && Array.isArray(value['outputs']))
      return `${value['tests'].join(' | ')} → ${value['outputs'].join(' | ')}`
    if (isPlain(value['title']) && typeof value['title']['zh'] === 'string')
      return say(bilingual(value['title']), language)
    if (typeof value['zh'] === 'string') return say(bilingual(value), language)
    if (typeof value['kind'] === 'string' && path[0] === 'eligibility') return this.t('group')
    return this.t('items', { n: Object.keys(value).length })
  }

  #expected(expect: Readonly<Record<string, unknown>>): string {
    const answer = this.#pick(policyTestTexts, `short.${String(expect['answer'])}`) ?? ''
    return typeof expect['amount'] === 'number'
      ? this.t('answerAmount', { answer, amount: expect['amount'] })
      : answer
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bilingual(value: Readonly<Record<string, unknown>>): BilingualText {
  const text = (name: string) => (typeof value[name] === 'string' ? value[name] : '')
  return { zh: text('zh'), en: text('en') }
}
