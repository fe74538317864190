import type { FormDefinition, Rule } from '#domain/indicators'
import { formTexts } from '../../../text/forms.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ruleSentence } from '../shared/finding-words.ts'
import { SeverityMark } from '../../../ui/filings/state-marks.tsx'

const SEVERITIES = ['error', 'query'] as const

/** The rules as people read them, with the relation as it is written, how serious, on whose authority and from where. */
export function RulesPanel({
  form,
  severity,
  onSeverity,
}: {
  readonly form: FormDefinition
  readonly severity: string | undefined
  readonly onSeverity: (severity: string | null) => void
}) {
  const t = useText(formTexts)
  const words = useText(statisticsTexts)
  const { number } = useFormat()
  const chosen = SEVERITIES.find((each) => each === severity)
  const shown = chosen ? form.rules.filter((rule) => rule.severity === chosen) : form.rules
  return (
    <Panel title={t('rulesTitle', { n: form.rules.length })}>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('severity')}>
          <button type="button" aria-pressed={chosen === undefined} onClick={() => onSeverity(null)}>
            {t('anySeverity')} <b>{number(form.rules.length)}</b>
          </button>
          {SEVERITIES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={chosen === each}
              title={words(`severityWhy.${each}`)}
              onClick={() => onSeverity(chosen === each ? null : each)}
            >
              {words(`severity.${each}`)}{' '}
              <b>{number(form.rules.filter((rule) => rule.severity === each).length)}</b>
            </button>
          ))}
        </span>
      </div>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('rules')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('rule')}</th>
              <th scope="col">{t('relation')}</th>
              <th scope="col">{t('severity')}</th>
              <th scope="col">{t('standing')}</th>
              <th scope="col">{t('missing')}</th>
              <th scope="col">{t('source')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((rule) => (
              <RuleRow key={rule.id} form={form} rule={rule} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function RuleRow({ form, rule }: { readonly form: FormDefinition; readonly rule: Rule }) {
  const t = useText(formTexts)
  const words = useText(statisticsTexts)
  const say = useSay()
  const { language, number } = useFormat()
  return (
    <tr id={rule.id} className={rule.enabled ? undefined : 'rule-off'}>
      <td className="form-code">{rule.id}</td>
      <td>
        {ruleSentence(rule, { form }, language)}
        {rule.kind === 'linear' ? <div className="rule-relation">{rule.relation}</div> : null}
        {rule.words ? <div className="soft small">{say(rule.words)}</div> : null}
      </td>
      <td className="nowrap">
        <SeverityMark severity={rule.severity} />
        {rule.enabled ? null : <div className="small">{t('disabled')}</div>}
      </td>
      <td className="nowrap" title={words(`standingWhy.${rule.standing}`)}>
        {words(`standing.${rule.standing}`)}
      </td>
      <td className="nowrap small">
        {rule.kind === 'linear' ? t(`missing.${rule.missing}`) : ''}
        {rule.kind === 'linear' && (rule.tolerance ?? 0) > 0 ? (
          <div>{t('tolerance', { n: number(rule.tolerance ?? 0) })}</div>
        ) : null}
      </td>
      <td className="forms-source soft small" lang="zh">
        {rule.source}
      </td>
    </tr>
  )
}
