import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { readPublicDuty } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { addressOf } from '../../../app/api-client.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { dutyTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { bodyNames } from '../shared/body-words.ts'
import { dueWords, leftWords, periodWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightMark } from '../shared/light-mark.tsx'
import { ReasonList } from '../shared/light-why.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { ledgerRulesQuery } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { rollUpSum } from './roll-up-words.ts'
import { thresholdsOf } from './thresholds.ts'

/** Title, colour, state, progress, date, and who answers: each with its why. */
export function DutyHead({
  view,
  frame,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame | undefined
}) {
  const t = useText(dutyTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const { duty } = view
  const noBody = <span className="mark-warn">▲ {ledger('noLead')}</span>
  return (
    <header className="duty-head">
      <nav className="duty-crumbs small" aria-label={t('crumbs')}>
        <AddressLink href="/ledger">{t('allDuties')}</AddressLink>
        {view.ancestors.map((ancestor) => (
          <span key={ancestor.id}>
            <span aria-hidden="true"> › </span>
            <DutyLink duty={ancestor} />
          </span>
        ))}
      </nav>
      <div className="duty-title">
        <h1 lang="zh" tabIndex={-1} id="duty-title">
          {duty.number ? `${duty.number} ` : ''}
          {duty.title}
        </h1>
      </div>
      <div className="duty-chips">
        <Chip>{ledger('serial', { n: String(duty.serial) })}</Chip>
        <Chip>{ledger(`kind.${duty.kind}`)}</Chip>
        {duty.period ? <Chip>{periodWords(duty.period, format.language)}</Chip> : null}
        {duty.visibility === 'public' ? (
          <Chip title={t('publicWhy')}>{t('public')}</Chip>
        ) : (
          <Chip>{ledger(`visibility.${duty.visibility}`)}</Chip>
        )}
        {duty.forEvaluation ? <Chip title={t('forEvaluationWhy')}>{t('forEvaluation')}</Chip> : null}
        {duty.synthetic ? <Chip title={t('syntheticWhy')}>{t('synthetic')}</Chip> : null}
        {duty.visibility === 'public' ? (
          <a
            className="small"
            href={addressOf(readPublicDuty, {
              params: { dutyId: duty.id },
              query: format.language === 'en' ? { language: 'en' } : {},
            })}
          >
            {t('publicPage')}
          </a>
        ) : null}
      </div>
      <dl className="duty-facts panel" aria-label={t('facts')}>
        <Fact name={ledger('light')}>
          <LightFact view={view} />
        </Fact>
        <Fact name={ledger('progress')}>
          <ProgressFact view={view} />
        </Fact>
        <Fact name={ledger('due')}>
          <DueFact view={view} today={frame?.today} />
        </Fact>
        <Fact name={ledger('state')}>
          {ledger(`state.${duty.state}`)}
          {view.mergedInto ? (
            <>
              {' '}
              {t('mergedInto')} <DutyLink duty={view.mergedInto} />
            </>
          ) : null}
        </Fact>
        <Fact name={ledger('lead')}>
          <b>{duty.lead === null ? noBody : format.name(duty.lead)}</b>
        </Fact>
        <Fact name={ledger('supporting')}>
          {duty.supporting.length === 0 ? '—' : bodyNames(duty.supporting, format.language)}
        </Fact>
        <Fact name={ledger('person')}>
          {duty.person ?? <span className="soft">{ledger('noPerson')}</span>}
        </Fact>
        <Fact name={t('owner')}>{format.name(duty.owner)}</Fact>
        <Fact name={t('reportEvery')}>
          {view.reportEvery === null ? ledger('rhythm.none') : ledger(`rhythm.${view.reportEvery}`)}
        </Fact>
        <Fact name={t('lastReport')}>
          {duty.lastReportOn === null ? (
            <span className="soft">{t('neverReported')}</span>
          ) : (
            format.date(duty.lastReportOn)
          )}
          {duty.reportDueOn === null ? null : (
            <span className="soft small">
              {' '}
              {t('reportDue')} {t('reportDueOn', { date: format.date(duty.reportDueOn) })}
            </span>
          )}
        </Fact>
        {duty.park ? <Fact name={ledger('park')}>{format.name(duty.park)}</Fact> : null}
        {duty.categories.length > 0 ? (
          <Fact name={ledger('category')}>
            {duty.categories
              .map((code) => {
                const known = frame?.actions.find((action) => action.code === code)
                return known ? (format.language === 'en' ? known.en : known.zh) : code
              })
              .join(format.language === 'en' ? ', ' : '、')}
          </Fact>
        ) : null}
      </dl>
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function LightFact({ view: { duty, assessment, override } }: { readonly view: DutyView }) {
  const t = useText(dutyTexts)
  const ledger = useText(ledgerTexts)
  return (
    <>
      <Disclosure
        className="why"
        label={t('whyLight', { light: ledger(`light.${duty.light}`) })}
        face={<LightMark light={duty.light} overridden={duty.overridden} />}
      >
        {() => (
          <>
            {override ? (
              <p>
                <LightMark light={override.light} overridden /> {override.reason}
                <br />
                <span className="soft small">
                  {ledger('lightByRules', { light: ledger(`light.${assessment.ruled}`) })}
                </span>
              </p>
            ) : null}
            <ReasonList because={assessment.because} />
            <Thresholds rules={assessment.because.map(({ rule }) => rule)} />
            <AddressLink href="/ledger/rules" className="small">
              {ledger('toRules')}
            </AddressLink>
          </>
        )}
      </Disclosure>
      {duty.flags.length > 0 ? (
        <span className="duty-flags">
          {duty.flags.map((flag) => (
            <Chip key={flag}>{ledger(`flag.${flag}`)}</Chip>
          ))}
        </span>
      ) : null}
    </>
  )
}

/** The thresholds of the rules that fired, as they hold in this zone, with their sources. */
function Thresholds({ rules }: { readonly rules: readonly string[] }) {
  const t = useText(dutyTexts)
  const format = useFormat()
  const { data } = useQuery(ledgerRulesQuery)
  const wanted = thresholdsOf(rules)
  const shown = (data?.rules ?? []).filter(({ setting }) => wanted.includes(setting))
  if (shown.length === 0) return null
  const en = format.language === 'en'
  return (
    <ul className="thresholds small soft" aria-label={t('thresholds')}>
      {shown.map((rule) => (
        <li key={rule.setting}>
          {t('threshold', {
            name: en ? rule.nameEn : rule.nameZh,
            value: rule.value,
            unit:
              rule.unit === 'day' || rule.unit === 'percent' || rule.unit === 'point'
                ? t(`unit.${rule.unit}`)
                : rule.unit,
          })}
          <br />
          {t('ruleSource', { source: en ? rule.sourceEn : rule.sourceZh })}
        </li>
      ))}
    </ul>
  )
}

function ProgressFact({ view }: { readonly view: DutyView }) {
  const t = useText(dutyTexts)
  const format = useFormat()
  const { duty, rollUp, rollUpParts, leftOut, ownProgress } = view
  const last = view.reports.find(({ percent, kind }) => percent !== null && kind !== 'contribution')
  // As the bar writes it, so that who reads the button aloud finds it.
  const percent = Math.round(duty.progress * 10) / 10
  return (
    <Disclosure
      className="why"
      label={t('whyProgress', { percent })}
      face={<ProgressBar percent={duty.progress} light={duty.light} width={120} />}
    >
      {() =>
        rollUpParts ? (
          <>
            <p>{t('progressParts')}</p>
            <p className="roll-up-sum">{rollUpSum(rollUpParts, duty.progress)}</p>
            <p className="soft small">{t('progressDone')}</p>
            {leftOut.length > 0 ? (
              <p className="soft small">{t('progressLeftOut', { n: leftOut.length })}</p>
            ) : null}
          </>
        ) : (
          <p>
            {rollUp === 'parts'
              ? t('progressNoParts', { percent: ownProgress })
              : last
                ? t('progressOwn', {
                    at: format.moment(last.at),
                    by: `${format.name(last.organisation)} ${last.by}`,
                    percent: last.percent,
                  })
                : duty.lastReportOn === null && ownProgress === 0
                  ? t('progressNone')
                  : t('progressOwnPlain', { percent: ownProgress })}
          </p>
        )
      }
    </Disclosure>
  )
}

function DueFact({
  view: { duty, sentence },
  today,
}: {
  readonly view: DutyView
  readonly today: string | undefined
}) {
  const t = useText(dutyTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const words = dueWords(duty, format.language)
  const left = today === undefined ? null : leftWords(duty, today, format.language)
  return (
    <>
      <Disclosure className="why" label={t('whyDue', { due: words })} face={words}>
        {() => (
          <>
            <p lang={duty.dueText ? 'zh' : undefined}>
              {duty.dueText ? t('dueWords', { text: duty.dueText }) : t('dueNoWords')}
            </p>
            <p className="soft">
              {duty.dueOn === null
                ? t('dueNone')
                : t('dueExact', {
                    precision: ledger(`precision.${duty.precision}`),
                    date: format.date(duty.dueOn),
                  })}
            </p>
            {sentence ? <AddressLink href={sentence.href}>{t('inReadingRoom')}</AddressLink> : null}
          </>
        )}
      </Disclosure>
      {left ? (
        <span className="small duty-left">
          {left.tone === 'bad' ? (
            <StatusMark tone="bad">{left.words}</StatusMark>
          ) : (
            <span className="soft">{left.words}</span>
          )}
        </span>
      ) : null}
    </>
  )
}
