import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { policyChoicesQuery } from './simulation-queries.ts'

/** One of the policies, found by words of its title or by its code. */
export function PolicyChoice({ onChosen }: { readonly onChosen: (policyId: string) => void }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const [words, setWords] = useState('')
  const { data, error, refetch } = useQuery(policyChoicesQuery)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean)
  const found = data.policies.filter(({ code, title }) => {
    const text = `${code} ${title.zh} ${title.en}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  return (
    <>
      <SearchField id="simulation-policy" words={words} label={t('findPolicy')} onWords={setWords} />
      <ul className="policy-choice" aria-label={t('choosePolicy')}>
        {found.map(({ id, title, code }) => (
          <li key={id}>
            <button type="button" onClick={() => onChosen(id)}>
              {say(title)} <span className="soft small">{code}</span>
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="soft">{t('foundNone')}</li> : null}
      </ul>
    </>
  )
}
