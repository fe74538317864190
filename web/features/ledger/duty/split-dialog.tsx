import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { splitDuty } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { dutyActTexts } from '../../../text/duty.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { Loading } from '../../../ui/states.tsx'
import { BodySelect } from '../shared/body-select.tsx'
import { keepDuty } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { namesOf, staleWords } from './act-names.ts'
import { isBody } from './act-part.tsx'
import { ActShell } from './act-shell.tsx'
import { focusField } from './focus-field.ts'
import { EMPTY_DUTY, faultsOfNew, newDutyOf } from './duty-form-values.ts'
import type { DutyFormValues } from './duty-form-values.ts'
import { fetchNewest, staleIssue, suggestedPartsQuery } from './duty-state.ts'
import { shareWords } from './roll-up-words.ts'
import { StalePanel } from './stale-panel.tsx'

/** 分解: lines of parts, proposed from the clauses of the sentence, each with its lead, its date and its weight. */
export function SplitDialog(props: {
  readonly view: DutyView
  readonly frame: LedgerFrame
  readonly onClose: () => void
}) {
  const { data, error } = useQuery(suggestedPartsQuery(props.view.duty.id))
  // Without suggestions the parts are simply written by hand.
  if (data === undefined && error === null) return <Loading />
  return <SplitForm {...props} suggested={data?.parts.map(({ title }) => title) ?? []} />
}

function SplitForm({
  view,
  frame,
  suggested,
  onClose,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame
  readonly suggested: readonly string[]
  readonly onClose: () => void
}) {
  const t = useText(dutyActTexts)
  const issueText = useIssueText()
  const { message } = App.useApp()
  const language = useLanguage()
  const id = useId()
  const [base, setBase] = useState(view)
  const [parts, setParts] = useState<readonly DutyFormValues[]>(() =>
    (suggested.length > 1 ? suggested : ['', '']).map((title) => partOf(view, title)),
  )
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const total = parts.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
  const faults = parts.map(faultsOfNew)
  const stale = staleIssue(failed)
  const set = (at: number, part: Partial<DutyFormValues>) =>
    setParts((before) => before.map((each, index) => (index === at ? { ...each, ...part } : each)))

  async function send() {
    setTried(true)
    const wrong = faults.findIndex((each) => each.size > 0)
    if (wrong >= 0) {
      focusField(`${id}-${wrong}-${[...(faults[wrong]?.keys() ?? [])][0] ?? 'title'}`)
      return
    }
    setBusy(true)
    setFailed(null)
    try {
      const answer = await call(splitDuty, {
        params: { dutyId: view.duty.id },
        body: { version: base.duty.version, parts: parts.map(newDutyOf) },
      })
      keepDuty(queryClient, answer)
      void message.success(t('sent', { action: t('act.split') }))
      onClose()
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  async function take() {
    try {
      setBase(await fetchNewest(view.duty.id))
      setFailed(null)
    } catch (error) {
      setFailed(error)
    }
  }

  return (
    <ActShell
      title={t('act.split')}
      lead={t('lead.split')}
      send={t('splitSend', { n: parts.length })}
      disabled={parts.length === 0 || stale !== null || !base.can.includes('split')}
      busy={busy}
      failed={failed}
      stale={
        stale ? (
          <StalePanel
            issue={stale}
            mine={new Map()}
            title={t('staleTitle')}
            words={staleWords(namesOf(frame, view), language)}
            onTake={take}
          />
        ) : null
      }
      wide
      onSend={() => void send()}
      onClose={onClose}
    >
      {suggested.length > 1 ? <p className="kept">{t('splitFromText')}</p> : null}
      <ol className="split-lines">
        {parts.map((part, at) => {
          const issue = tried ? [...(faults[at]?.values() ?? [])][0] : undefined
          return (
            <li key={at} className="split-line" aria-label={t('splitTitle', { n: at + 1 })}>
              <div className="field split-title">
                <label htmlFor={`${id}-${at}-title`}>{t('partTitle')}</label>
                <Input.TextArea
                  id={`${id}-${at}-title`}
                  value={part.title}
                  maxLength={500}
                  autoSize={{ minRows: 1, maxRows: 4 }}
                  aria-invalid={issue !== undefined}
                  {...(issue ? { status: 'error' as const } : {})}
                  onChange={(event) => set(at, { title: event.target.value.replace(/\s*\n\s*/gu, ' ') })}
                />
              </div>
              <div className="field">
                <label htmlFor={`${id}-${at}-leadId`}>{t('partLead')}</label>
                <BodySelect
                  id={`${id}-${at}-leadId`}
                  label={t('partLead')}
                  className="wide-control"
                  value={part.leadId}
                  among={isBody}
                  onChange={(leadId) => set(at, { leadId })}
                />
              </div>
              <div className="field">
                <label htmlFor={`${id}-${at}-dueOn`}>{t('partDue')}</label>
                <Input
                  id={`${id}-${at}-dueOn`}
                  type="date"
                  value={part.dueOn}
                  onChange={(event) => set(at, { dueOn: event.target.value, precision: 'day', rhythm: null })}
                />
              </div>
              <div className="field">
                <label htmlFor={`${id}-${at}-weight`}>{t('partWeight')}</label>
                <InputNumber
                  id={`${id}-${at}-weight`}
                  className="wide-control"
                  controls={false}
                  value={part.weight}
                  onChange={(weight) => set(at, { weight: typeof weight === 'number' ? weight : null })}
                />
                {total > 0 && part.weight !== null ? (
                  <div className="field-hint">
                    {t('partShares', { shares: shareWords(part.weight / total) })}
                  </div>
                ) : null}
              </div>
              <button
                type="button"
                className="icon-button"
                aria-label={t('removePart', { n: at + 1 })}
                onClick={() => setParts((before) => before.filter((_, index) => index !== at))}
              >
                ×
              </button>
              {issue ? (
                <div className="field-error split-fault">
                  <span aria-hidden="true">■</span> {issueText(issue)}
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
      {parts.length < 50 ? (
        <Button size="small" onClick={() => setParts((before) => [...before, partOf(view, '')])}>
          {t('addPart')}
        </Button>
      ) : null}
    </ActShell>
  )
}

/** A part begins with the lead, the dates and the readers of the whole. */
function partOf({ duty, reportEvery }: DutyView, title: string): DutyFormValues {
  return {
    ...EMPTY_DUTY,
    title,
    leadId: duty.lead?.id ?? null,
    parkId: duty.park?.id ?? null,
    categories: duty.categories,
    startsOn: duty.startsOn ?? '',
    dueOn: duty.dueOn ?? '',
    precision: duty.precision === 'periodic' ? 'day' : duty.precision,
    reportEvery,
    visibility: duty.visibility,
    forEvaluation: duty.forEvaluation,
  }
}
