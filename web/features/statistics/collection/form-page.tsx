import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { downloadTemplate } from '#contract/statistics'
import { parseForm } from '#domain/indicators'
import type { FormDefinition } from '#domain/indicators'
import { addressOf } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { formTexts } from '../../../text/forms.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { formQuery, formsQuery } from '../shared/queries.ts'
import type { FormDetail } from '../shared/queries.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { FieldsPanel } from './form-fields.tsx'
import { FormName } from './form-name.tsx'
import { RulesPanel } from './form-rules.tsx'
import '../../../ui/plain-table.css'
import '../../../ui/count-strip.css'
import './forms.css'

/** One form: on what authority, its fields by section, its rules with standing and source, and the proof of them. */
export function FormPage() {
  const t = useText(formTexts)
  const say = useSay()
  const code = usePathParam('form')
  const [address, change] = useAddress<'version' | 'severity'>()
  const version = /^[1-9]\d{0,3}$/.test(address.version ?? '') ? Number(address.version) : undefined
  const { data, error, refetch } = useQuery(formQuery(code, version))
  const { data: forms } = useQuery(formsQuery)
  const versions = forms?.forms.find((form) => form.code === code)?.versions ?? []
  const form = useMemo(() => {
    if (data === undefined) return null
    const parsed = parseForm(data.definition)
    return parsed.ok ? parsed.value : null
  }, [data])
  useTitle(form ? `${code} ${say(form.title)}` : code)
  return (
    <div className="page page-wide forms-page">
      <StatisticsLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && form === null ? <div className="failed">{t('unreadable')}</div> : null}
      {data && form ? (
        <>
          <header className="page-head">
            <div>
              <h1>
                <FormName collection={{ form: form.code, title: form.title, own: form.own }} />
              </h1>
              <div className="soft">{t('versionN', { n: form.version })}</div>
            </div>
            <div className="page-actions">
              {versions.length > 1 ? (
                <Choice
                  aria-label={t('version')}
                  value={form.version}
                  onChange={({ target }) => change({ version: target.value })}
                >
                  {versions.map((each) => (
                    <option key={each} value={each}>
                      {t('versionN', { n: each })}
                    </option>
                  ))}
                </Choice>
              ) : null}
              <LinkButton href={`/statistics?which=all&form=${encodeURIComponent(form.code)}`}>
                {t('collections')}
              </LinkButton>
              <Button download href={addressOf(downloadTemplate, { params: { form: form.code } })}>
                {t('template')}
              </Button>
            </div>
          </header>
          <div className="form-columns">
            <AboutPanel form={form} />
            <ProofPanel form={form} proof={data.proof} />
          </div>
          <FieldsPanel form={form} />
          <RulesPanel
            form={form}
            severity={address.severity}
            onSeverity={(severity) => change({ severity })}
          />
        </>
      ) : null}
    </div>
  )
}

function AboutPanel({ form }: { readonly form: FormDefinition }) {
  const t = useText(formTexts)
  const words = useText(statisticsTexts)
  const { language } = useFormat()
  const { authority, calendar, filers } = form
  const month =
    form.rhythm === 'year' && calendar.dueMonth > 0
      ? t('dueMonth.year', { n: calendar.dueMonth })
      : calendar.dueMonth === 0 || calendar.dueMonth === 1
        ? t(`dueMonth.${calendar.dueMonth}`)
        : t('dueMonth.n', { n: calendar.dueMonth })
  const conditions = filers.where.map(({ attribute, in: values }) =>
    t(`where.${attribute}`, { values: [...values] }),
  )
  return (
    <Panel title={t('head')}>
      <dl className="form-facts">
        {authority === null ? (
          <>
            <dt>{t('madeBy')}</dt>
            <dd>{t('zoneOwn')}</dd>
          </>
        ) : (
          <>
            <dt>{t('madeBy')}</dt>
            <dd lang="zh">{authority.madeBy}</dd>
            <dt>{t('approvedBy')}</dt>
            <dd lang="zh">{authority.approvedBy}</dd>
            <dt>{t('approvalNumber')}</dt>
            <dd lang="zh">{authority.approvalNumber}</dd>
          </>
        )}
        <dt>{t('validFrom')}</dt>
        <dd>{t('validFromPeriod', { period: periodWords(form.validFrom, language) })}</dd>
        <dt>{t('rhythm')}</dt>
        <dd>{words(`rhythm.${form.rhythm}`)}</dd>
        <dt>{t('filers')}</dt>
        <dd>
          {filers.unit === 'park'
            ? t('filersParks')
            : conditions.length === 0
              ? t('filersAll')
              : t('filersWhere', { conditions })}
        </dd>
        <dt>{t('calendar')}</dt>
        <dd>
          {t(calendar.opensAfterDays > 0 ? 'calendarWords' : 'calendarWordsOpen', {
            opens: calendar.opensAfterDays,
            month,
            day: calendar.dueDay,
            roll: calendar.roll === 'none' ? '' : t('roll'),
          })}
          <div className="soft small" lang="zh">
            {calendar.source ?? t('zoneOwn')}
          </div>
        </dd>
        <dt>{t('approval')}</dt>
        <dd>{words(filers.unit === 'park' ? 'approval.park' : `approval.${form.approval}`)}</dd>
        <dt>{t('source')}</dt>
        <dd lang="zh">{form.source}</dd>
      </dl>
    </Panel>
  )
}

/** What the engine has proven of the rules. */
function ProofPanel({ form, proof }: { readonly form: FormDefinition; readonly proof: FormDetail['proof'] }) {
  const t = useText(formTexts)
  const relations = new Map(
    form.rules.map((rule) => [rule.id, rule.kind === 'linear' ? rule.relation : rule.id]),
  )
  return (
    <Panel title={t('proof')}>
      <p className="soft small">{t('proofWhy')}</p>
      {proof.consistent ? (
        <p>
          <StatusMark tone="good">{t('consistent')}</StatusMark>
        </p>
      ) : (
        <>
          <StatusMark tone="bad">{t('conflict')}</StatusMark>
          <ul className="proof-list">
            {proof.conflict.map((rule) => (
              <li key={rule}>
                {rule} <span className="rule-relation">{relations.get(rule)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {proof.redundant.length === 0 ? (
        <StatusMark tone="good">{t('redundantNone')}</StatusMark>
      ) : (
        <>
          <StatusMark tone="neutral">{t('redundant')}</StatusMark>
          <ul className="proof-list">
            {proof.redundant.map(({ rule, by }) => (
              <li key={rule}>
                {t('follows', { rule, by: [...by] })}{' '}
                <span className="rule-relation">{relations.get(rule)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
