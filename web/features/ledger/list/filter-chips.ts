import type { Body } from '#contract/ledger'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { formatDate } from '../../../ui/format.ts'
import { bodyName } from '../shared/body-words.ts'
import { FILTER_NAMES, toggled, valuesOf } from '../shared/filter-address.ts'
import type { DutyFilterAddress, FilterName } from '../shared/filter-address.ts'
import type { LedgerFrame } from '../shared/queries.ts'

/** One condition in words, and the value of its name in the address when it is taken away. */
export interface FilterChip {
  readonly key: string
  readonly words: string
  readonly name: FilterName
  /** '' removes the name from the address. */
  readonly rest: string
}

type Names = Pick<LedgerFrame, 'bodies' | 'people' | 'documents' | 'actions'>

/** Every condition of a filter as something that can be taken away by itself. */
export function chipsOf(
  filter: DutyFilterAddress,
  names: Names | undefined,
  language: Language,
): readonly FilterChip[] {
  return FILTER_NAMES.flatMap((name): FilterChip[] => {
    const value: unknown = filter[name]
    if (typeof value !== 'string' || value === '') return []
    if (!LISTS.has(name)) return [{ key: name, words: wordsOf(name, value, names, language), name, rest: '' }]
    return valuesOf(value).map((each) => ({
      key: `${name}-${each}`,
      words: wordsOf(name, each, names, language),
      name,
      rest: toggled(value, each),
    }))
  })
}

const LISTS: ReadonlySet<FilterName> = new Set(['state', 'light', 'flag', 'kind', 'source'])

function wordsOf(name: FilterName, value: string, names: Names | undefined, language: Language): string {
  const t = (key: keyof (typeof ledgerListTexts)['zh-CN'], params?: Readonly<Record<string, unknown>>) =>
    interpolate(ledgerListTexts[language][key], params, language)
  switch (name) {
    case 'light':
    case 'state':
    case 'flag':
    case 'kind':
    case 'source':
    case 'group':
      return ledgerWord(`${name}.${value}`, value, language)
    case 'visibility':
      return t('chip.visibility', { value: ledgerWord(`visibility.${value}`, value, language) })
    case 'q':
      return t('chip.q', { value })
    case 'dueFrom':
    case 'dueTo':
      return t(`chip.${name}`, { value: formatDate(value, language) })
    case 'lead':
    case 'body':
    case 'owner':
      return t(`chip.${name}`, { value: nameOf(names?.bodies, value, language) ?? t('unknownName') })
    case 'park':
      return nameOf(names?.bodies, value, language) ?? t('unknownName')
    case 'person':
      return t('chip.person', {
        value: names?.people.find(({ id }) => id === value)?.name ?? t('unknownName'),
      })
    case 'document':
      return names?.documents.find(({ id }) => id === value)?.title ?? t('unknownName')
    case 'plan':
      return t('chip.plan', {
        value: names?.documents.find(({ planId }) => planId === value)?.title ?? t('unknownName'),
      })
    case 'category': {
      const code = names?.actions.find((each) => each.code === value)
      return code ? (language === 'en' ? code.en : code.zh) : value
    }
    case 'parent':
      return t('chip.parent')
    case 'mine':
      return t('mine')
    case 'evaluation':
      return t('evaluation')
  }
}

function nameOf(bodies: readonly Body[] | undefined, id: string, language: Language): string | undefined {
  const body = bodies?.find((each) => each.id === id)
  return body && bodyName(body, language)
}

function ledgerWord(key: string, otherwise: string, language: Language): string {
  const texts: Readonly<Record<string, string>> = ledgerTexts[language]
  return texts[key] ?? otherwise
}
