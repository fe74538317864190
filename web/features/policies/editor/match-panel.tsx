import { useState } from 'react'
import type { ReactNode } from 'react'
import type { tryPolicyDefinition } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { ApiError } from '../../../app/api-client.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import type { PolicyEditor } from './policy-editor.ts'

type Trial = ResponseOf<typeof tryPolicyDefinition>
const ANSWERS = ['yes', 'near', 'undetermined', 'no'] as const
const TONES = { yes: 'good', near: 'warn', undetermined: 'neutral', no: 'bad' } as const
/** Parks that are shown at once. */
const MOST_PARKS = 6
const LEAST_SHOWN = 0.001

/** 实时匹配: whom the definition reaches as it is written now, and what that would cost. */
export function MatchPanel({
  trial,
  error,
  busy,
  definition,
  unwritten,
}: {
  readonly trial: Trial | undefined
  readonly error: Error | null
  /** The answer shown belongs to what was written before. */
  readonly busy: boolean
  readonly definition: PolicyDefinition
  readonly unwritten: number
}) {
  const t = useText(policyEditorTexts)
  const format = useFormat()
  return (
    <section className="editor-side-part" aria-label={t('live')} aria-busy={busy}>
      <h2>
        {t('live')}{' '}
        <span className="soft small" role="status">
          {busy ? t('liveBusy') : ''}
        </span>
      </h2>
      {error !== null && !busy ? (
        // What is wrong with the words is said by the check, at its place.
        error instanceof ApiError && error.status === 422 ? (
          <p className="mark-warn">
            <span aria-hidden="true">▲</span> {t('liveFailed')}
          </p>
        ) : (
          <ErrorState error={error} />
        )
      ) : trial === undefined ? null : (
        <>
          <p className="soft small">
            {t('liveWhy', { date: format.date(trial.on), n: trial.enterprises })}
            {definition.eligibility.kind !== 'condition' && isEmpty(definition) ? (
              <> {t('noConditions')}</>
            ) : null}
            {unwritten > 0 ? <> {t('unwritten', { n: unwritten })}</> : null}
          </p>
          <Counts trial={trial} />
          <Cost trial={trial} definition={definition} />
        </>
      )}
    </section>
  )
}

/** The same by park, and enterprises to look at. */
export function MatchDetails({
  trial,
  definition,
  choices,
}: {
  readonly trial: Trial | undefined
  readonly definition: PolicyDefinition
  readonly choices: PolicyEditor['choices']
}) {
  const t = useText(policyEditorTexts)
  return trial === undefined ? null : (
    <section className="editor-side-part" aria-label={t('byPark')}>
      <h2>{t('byPark')}</h2>
      <Parks
        trial={trial}
        choices={choices}
        withAmount={trial.amount !== null && definition.benefit.kind === 'money'}
      />
      <Examples trial={trial} />
    </section>
  )
}

function isEmpty({ eligibility }: PolicyDefinition): boolean {
  return eligibility.kind !== 'condition' && eligibility.kind !== 'not' && eligibility.of.length === 0
}

function Counts({ trial }: { readonly trial: Trial }) {
  const words = useText(policyTexts)
  const t = useText(policyEditorTexts)
  const format = useFormat()
  const most = Math.max(1, trial.enterprises)
  return (
    <dl className="editor-counts">
      {ANSWERS.map((answer) => (
        <div key={answer} data-answer={answer}>
          <dt>
            <StatusMark tone={TONES[answer]}>{words(`answer.${answer}`)}</StatusMark>
          </dt>
          <dd className="number">
            <b>{format.number(trial.counts[answer])}</b>
          </dd>
          <dd>
            <Bar
              share={trial.counts[answer] / most}
              label={t('counted', { answer: words(`answer.${answer}`), n: trial.counts[answer] })}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Cost({
  trial: { amount, on },
  definition,
}: {
  readonly trial: Trial
  readonly definition: PolicyDefinition
}) {
  const t = useText(policyEditorTexts)
  const format = useFormat()
  if (amount === null) return null
  const year = Number(on.slice(0, 4))
  const money = (wan: number) => factWords(wan, '万元', format.language)
  const budget = definition.budget.find((each) => each.year === year)?.amount
  let against: ReactNode = <span className="soft">{t('noBudget', { year: String(year) })}</span>
  if (budget !== undefined && budget > 0)
    against =
      amount.total > budget ? (
        <StatusMark tone="bad">
          {t('overBudget', { year: String(year), budget: money(budget), over: money(amount.total - budget) })}
        </StatusMark>
      ) : (
        <span className="soft">
          {t('ofBudget', {
            year: String(year),
            budget: money(budget),
            share: format.percent(amount.total / budget),
          })}
        </span>
      )
  return (
    <div className="editor-cost">
      <div>
        <b>{t('amountAll', { amount: money(amount.total) })}</b>
        {amount.unknown > 0 ? (
          <span className="soft">{t('amountUnknown', { n: amount.unknown })}</span>
        ) : null}
      </div>
      {budget !== undefined && budget > 0 ? (
        <Bar share={amount.total / budget} label={t('amountAll', { amount: money(amount.total) })} />
      ) : null}
      <div className="small">{against}</div>
    </div>
  )
}

function Parks({
  trial: { byPark },
  choices,
  withAmount,
}: {
  readonly trial: Trial
  readonly choices: PolicyEditor['choices']
  readonly withAmount: boolean
}) {
  const t = useText(policyEditorTexts)
  const words = useText(policyTexts)
  const say = useSay()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const rows = byPark.filter(({ counts }) => counts.yes + counts.near + counts.undetermined > 0)
  if (rows.length === 0) return null
  const nameOf = (code: string | null) => {
    const park = choices?.parks.find((each) => each.code === code)
    return park === undefined ? (code ?? t('outside')) : say(park.name)
  }
  return (
    <>
      <table className="editor-parks">
        <caption className="unseen">{t('byPark')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('park')}</th>
            {(['yes', 'near', 'undetermined'] as const).map((answer) => (
              <th key={answer} scope="col" className="number">
                {words(`answer.${answer}`)}
              </th>
            ))}
            {withAmount ? (
              <th scope="col" className="number">
                {t('amountColumn')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, all ? undefined : MOST_PARKS).map(({ code, counts, amount }) => (
            <tr key={code ?? ''}>
              <th scope="row">{nameOf(code)}</th>
              <td className="number">{format.number(counts.yes)}</td>
              <td className="number">{format.number(counts.near)}</td>
              <td className="number">{format.number(counts.undetermined)}</td>
              {withAmount ? <td className="number">{format.number(Math.round(amount))}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {!all && rows.length > MOST_PARKS ? (
        <button type="button" className="editor-link small" onClick={() => setAll(true)}>
          {t('moreParks', { n: rows.length - MOST_PARKS })}
        </button>
      ) : null}
    </>
  )
}

function Examples({ trial: { examples } }: { readonly trial: Trial }) {
  const t = useText(policyEditorTexts)
  const words = useText(policyTexts)
  const format = useFormat()
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>('yes')
  const rows = examples[answer]
  return (
    <div className="editor-examples">
      <Choice
        aria-label={t('examples')}
        className="choice-small"
        value={answer}
        onChange={({ target }) => setAnswer(ANSWERS.find((each) => each === target.value) ?? 'yes')}
      >
        {ANSWERS.map((each) => (
          <option key={each} value={each}>
            {t('examplesOf', { answer: words(`answer.${each}`) })}
          </option>
        ))}
      </Choice>
      {rows.length === 0 ? <p className="soft small">{t('noExamples')}</p> : null}
      <ul>
        {rows.map(({ enterpriseId, name, distance, amount }) => (
          <li key={enterpriseId}>
            <AddressLink href={`/enterprises/${enterpriseId}`} target="_blank" title={name}>
              <span lang="zh">{name}</span>
            </AddressLink>
            <span className="soft small nowrap">
              {distance !== null
                ? t('distance', {
                    share:
                      distance > 0 && distance < LEAST_SHOWN
                        ? `<${format.percent(LEAST_SHOWN)}`
                        : format.percent(distance),
                  })
                : amount === null
                  ? ''
                  : format.number(amount)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
