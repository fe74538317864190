import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ParameterView } from '#contract/rules'
import { useAddress } from '../../../app/address.ts'
import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useTitle } from '../../../ui/page.tsx'
import { valueOn } from '../../../ui/rules/rule-names.ts'
import { useSay } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { ruleBookQuery } from '../shared/policy-queries.ts'
import { CourseChart } from './course-chart.tsx'
import { KINDS, STANDINGS, findParameters, standingOf } from './parameter-facts.ts'
import { ParameterPanel } from './parameter-panel.tsx'
import { StandingMark } from './standing-mark.tsx'
import { useValueWords } from './use-value-words.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './parameters.css'

type Asked = 'find' | 'kind' | 'source' | 'parameter'

/** 参数: thresholds, rates and lists of the zone's rules, each with its values by day. */
export function ParametersPage() {
  const t = useText(policyParameterTexts)
  const { data: book, error, refetch } = useQuery(ruleBookQuery)
  const [address, change] = useAddress<Asked>()
  useTitle(t('title'))
  const format = useFormat()
  const say = useSay()
  const shown = useMemo(
    () =>
      findParameters(book?.parameters ?? [], {
        words: address.find ?? '',
        kind: address.kind,
        standing: address.source,
        initials: book?.initials ?? {},
      }).toSorted((one, other) => format.compare(say(one.title), say(other.title))),
    [book, address.find, address.kind, address.source, format, say],
  )
  const chosen = book?.parameters.find(({ code }) => code === address.parameter) ?? null
  const at = shown.findIndex(({ code }) => code === chosen?.code)
  const step = (by: 1 | -1) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))]
    if (next) change({ parameter: next.code })
  }
  useKeys({ j: () => step(1), k: () => step(-1) })
  return (
    <div className="page page-wide">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">
            {t('note')} {book ? t('total', { n: book.parameters.length }) : null}
          </div>
        </div>
      </header>
      <div className="list-filters parameter-filters">
        <SearchField
          id="parameter-find"
          words={address.find ?? ''}
          label={t('search')}
          onWords={(words) => change({ find: words })}
        />
        <FilterChoice
          label={t('kind')}
          any={t('anyKind')}
          value={address.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onValue={(kind) => change({ kind })}
        />
        <FilterChoice
          label={t('standing')}
          any={t('anyStanding')}
          value={address.source}
          options={STANDINGS.map((each) => ({ value: each, label: t(`standing.${each}`) }))}
          onValue={(source) => change({ source })}
        />
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!book && !error ? <Loading /> : null}
      {book ? (
        <div className="parameter-columns">
          <div className="panel parameter-list">
            {shown.length === 0 ? (
              <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState>
            ) : (
              <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">{t('name')}</th>
                      <th scope="col" className="number">
                        {t('now')}
                      </th>
                      <th scope="col" className="parameter-course">
                        {t('course')}
                      </th>
                      <th scope="col">{t('next')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((parameter) => (
                      <Row
                        key={parameter.code}
                        parameter={parameter}
                        isChosen={parameter.code === chosen?.code}
                        onChoose={() => change({ parameter: parameter.code }, { push: chosen === null })}
                      />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </div>
          {chosen === null ? (
            <div className="panel">
              <p className="soft parameter-none">{t('choose')}</p>
            </div>
          ) : (
            <ParameterPanel key={chosen.code} parameter={chosen} mayChange={book.can.changeParameters} />
          )}
        </div>
      ) : null}
    </div>
  )
}

function Row({
  parameter,
  isChosen,
  onChoose,
}: {
  readonly parameter: ParameterView
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  const t = useText(policyParameterTexts)
  const say = useSay()
  const format = useFormat()
  const words = useValueWords(parameter)
  const today = todayOf(new Date())
  const now = valueOn(parameter.values, today)
  const next = parameter.values.find(({ from }) => from > today)
  const standing = now === null ? null : standingOf(now.clause)
  return (
    <tr className={isChosen ? 'is-chosen' : undefined} onClick={onChoose}>
      <th scope="row">
        <button
          type="button"
          className="parameter-name"
          aria-current={isChosen ? 'true' : undefined}
          onClick={onChoose}
        >
          {say(parameter.title)}
        </button>{' '}
        {standing === 'unverified' ? <StandingMark standing={standing} /> : null}
      </th>
      <td className="number">
        {now === null ? <span className="mark-warn">▲ {t('nothing')}</span> : words(now.value)}
      </td>
      <td className="parameter-course">
        <CourseChart parameter={parameter} />
      </td>
      <td className="small nowrap">
        {next ? (
          <>
            {format.date(next.from)} → {words(next.value)}
          </>
        ) : (
          <span className="faint">—</span>
        )}
      </td>
    </tr>
  )
}
