import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { LIGHTS } from '#domain/ledger'
import { changeLedgerRule, readEvaluationPackage } from '#contract/ledger'
import type { readLedgerRules } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { rulesTexts } from '../../../text/ledger-rules.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { LightMark } from '../shared/light-mark.tsx'
import { ledgerFrameQuery, ledgerRulesQuery, refreshLedger } from '../shared/queries.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import './oversight.css'
import './rules.css'
import '../../../ui/plain-table.css'

type Rule = ResponseOf<typeof readLedgerRules>['rules'][number]

/** The published rules of the colours with value, source and history; and the evaluator's package. */
export function RulesPage() {
  const t = useText(rulesTexts)
  const { data, error, refetch } = useQuery(ledgerRulesQuery)
  const { data: frame } = useQuery(ledgerFrameQuery)
  const [changing, setChanging] = useState<Rule | null>(null)
  useTitle(t('title'))
  return (
    <div className="page oversight-page rules-page">
      <LedgerLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <>
          <Panel title={t('lights')}>
            <dl className="rules-lights">
              {LIGHTS.map((light) => (
                <div key={light}>
                  <dt>
                    <LightMark light={light} />
                  </dt>
                  <dd>{t(`lightMeans.${light}`)}</dd>
                </div>
              ))}
            </dl>
            <p className="soft small">{t('lightsWhy')}</p>
          </Panel>
          <RulesTable rules={data.rules} canChange={data.can} onChange={setChanging} />
        </>
      ) : null}
      {frame?.can.includes('package') ? <PackagePanel today={frame.today} /> : null}
      {changing ? <ChangeDialog rule={changing} onClose={() => setChanging(null)} /> : null}
    </div>
  )
}

function RulesTable({
  rules,
  canChange,
  onChange,
}: {
  readonly rules: readonly Rule[]
  readonly canChange: boolean
  readonly onChange: (rule: Rule) => void
}) {
  const t = useText(rulesTexts)
  const say = useSay()
  const format = useFormat()
  const valueOf = useRuleValue()
  return (
    <Panel>
      <div className="plain-table-scroll">
        <table className="plain-table rules-table">
          <thead>
            <tr>
              <th scope="col">{t('rule')}</th>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('source')}</th>
              {canChange ? (
                <th scope="col">
                  <span className="unseen">{t('change')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => {
              const name = say({ zh: rule.nameZh, en: rule.nameEn })
              return (
                <tr key={rule.setting}>
                  <td>
                    <b>{name}</b>
                    <div className="soft">{say({ zh: rule.meaningZh, en: rule.meaningEn })}</div>
                  </td>
                  <td className="nowrap">
                    <b>{valueOf(rule.value, rule.unit)}</b>
                    {rule.value === rule.shipped ? null : (
                      <div className="small soft">
                        <Chip>{t('changed')}</Chip>{' '}
                        {t('shipped', { value: valueOf(rule.shipped, rule.unit) })}
                      </div>
                    )}
                  </td>
                  <td>
                    {say({ zh: rule.sourceZh, en: rule.sourceEn })}
                    {rule.history.length > 0 ? (
                      <details className="small">
                        <summary>{t('history', { n: rule.history.length })}</summary>
                        <ul className="rules-history">
                          {rule.history.map((change) => (
                            <li key={change.at}>
                              {t('historyLine', {
                                at: format.moment(change.at),
                                by: change.by,
                                value: valueOf(change.value, rule.unit),
                                reason: change.reason,
                              })}
                            </li>
                          ))}
                        </ul>
                      </details>
                    ) : null}
                  </td>
                  {canChange ? (
                    <td className="number">
                      <Button
                        size="small"
                        aria-label={t('changeOf', { name })}
                        onClick={() => onChange(rule)}
                      >
                        {t('change')}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** A value with its unit: 30 天, 80%, 15 个百分点. A unit that this page does not know is shown as it is. */
function useRuleValue(): (value: number, unit: string) => string {
  const t = useText(rulesTexts)
  const unitWords = useUnitWords()
  return (value, unit) =>
    unit === 'percent' ? t('percentOf', { value }) : t('valueOf', { value, unit: unitWords(unit) })
}

function useUnitWords(): (unit: string) => string {
  const t = useText(rulesTexts)
  return (unit) => (unit === 'day' || unit === 'percent' || unit === 'point' ? t(`unit.${unit}`) : unit)
}

function ChangeDialog({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const t = useText(rulesTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const unitWords = useUnitWords()
  const [value, setValue] = useState<number | null>(rule.value)
  const [tried, setTried] = useState(false)
  const fault =
    value === null || value < 0 || value > 10_000
      ? t('valueMissing')
      : rule.unit === 'day' && !Number.isInteger(value)
        ? t('whole')
        : undefined
  const changing = useMutation({
    mutationFn: (said: { value: number; reason: string }) =>
      call(changeLedgerRule, { params: { setting: rule.setting }, body: said }),
    onSuccess: ({ reassessed }) => {
      refreshLedger(client)
      void message.success(t('saved', { n: reassessed }))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('changeOf', { name: say({ zh: rule.nameZh, en: rule.nameEn }) })}
      why={
        <>
          {say({ zh: rule.meaningZh, en: rule.meaningEn })}
          <br />
          {t('changeWhy')}
        </>
      }
      button={t('save')}
      reason={{ label: t('reason'), hint: t('reasonHint'), missing: t('reasonMissing'), most: 1000 }}
      busy={changing.isPending}
      error={changing.error}
      onClose={onClose}
      onDone={(reason) => {
        setTried(true)
        if (value !== null && fault === undefined) changing.mutate({ value, reason })
      }}
    >
      <Field
        label={t('newValue', { unit: unitWords(rule.unit) })}
        error={tried || value !== rule.value ? fault : undefined}
      >
        {(field) => (
          <InputNumber
            {...field}
            controls={false}
            value={value}
            onChange={(next) => setValue(typeof next === 'number' ? next : null)}
          />
        )}
      </Field>
    </AskDialog>
  )
}

/** 第三方评估: what is in the package, and as of which day. */
function PackagePanel({ today }: { readonly today: string }) {
  const t = useText(rulesTexts)
  const [asOf, setAsOf] = useState(today)
  return (
    <Panel title={t('package')}>
      <p className="soft">{t('packageWhy')}</p>
      <div className="rules-package">
        <label>
          <span className="soft">{t('asOf')}</span>{' '}
          <Input type="date" value={asOf} max={today} onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <Button download href={addressOf(readEvaluationPackage, { query: { asOf } })}>
          {t('download')}
        </Button>
      </div>
    </Panel>
  )
}
