import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ParameterView } from '#contract/rules'
import { classificationsQuery } from '../../../app/classifications.ts'
import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { factWords } from '../../../ui/rules/fact-words.ts'
import type { FactName } from '../../../ui/rules/fact-words.ts'
import { ruleBookQuery } from '../shared/policy-queries.ts'

type Value = ParameterView['values'][number]['value']

/** A value in a few words: a figure with its unit, of a list how many there are. */
export function useValueWords({ unit }: Pick<ParameterView, 'unit'>): (value: Value) => string {
  const t = useText(policyParameterTexts)
  const { language } = useFormat()
  return (value) =>
    Array.isArray(value) ? t('items', { n: value.length }) : factWords(value, unit, language)
}

type Words = NonNullable<FactName['words']>

/** What the codes of a list mean: words of the fact that has them all, or of the classification of industries. */
export function useItemWords(parameter: ParameterView): Words {
  const { data: book } = useQuery(ruleBookQuery)
  const { data: lists } = useQuery(classificationsQuery)
  return useMemo(() => {
    const items = parameter.values.flatMap(({ value }) => (Array.isArray(value) ? value : []))
    if (items.length === 0) return []
    const has = (words: Words) => items.every((item) => words.some(({ code }) => code === item))
    const ofFact = book?.facts.find(({ options }) => options !== null && has(options))?.options
    if (ofFact) return ofFact
    const industries = lists?.codes.filter(({ list }) => list === 'industry') ?? []
    return industries.map(({ code, zh, en }) => ({ code, title: { zh, en: en ?? '' } }))
  }, [parameter, book, lists])
}
