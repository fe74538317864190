import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { addDuty, linkDuties } from '#contract/ledger'
import { useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { dutyActTexts, dutyFormTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { ErrorState, Loading, useErrorMessages } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { ledgerFrameQuery, refreshLedger } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { focusField } from './focus-field.ts'
import '../../../ui/dialog.css'
import '../../../ui/field.css'
import { DutyFields } from './duty-fields.tsx'
import { EMPTY_DUTY, faultsOfNew, newDutyOf } from './duty-form-values.ts'
import type { DutyFormValues } from './duty-form-values.ts'
import { prefillOf } from './prefill.ts'
import type { PrefillName } from './prefill.ts'
import { useKeptEdits } from './use-kept-edits.ts'
import './duty-page.css'

/** A duty by hand, also from a gap of a coverage matrix: park, category, carrier and title may come with the address. */
export function NewDutyPage() {
  const t = useText(dutyFormTexts)
  const { data, error, refetch } = useQuery(ledgerFrameQuery)
  return (
    <Page title={t('newTitle')} note={t('newNote')}>
      <LedgerLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data ? <Form frame={data} /> : error ? null : <Loading />}
    </Page>
  )
}

function Form({ frame }: { readonly frame: LedgerFrame }) {
  const t = useText(dutyFormTexts)
  const act = useText(dutyActTexts)
  const issueText = useIssueText()
  const format = useFormat()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const messagesOf = useErrorMessages()
  const id = useId()
  const [address] = useAddress<PrefillName>()
  const { values: prefilled, source, what } = prefillOf(address, frame)
  const start: DutyFormValues = { ...EMPTY_DUTY, ...prefilled }
  // Each gap has a draft of its own.
  const kept = useKeptEdits<DutyFormValues>(`duoyuan.duty.new.${Object.values(address).join('.')}`, start)
  const values: DutyFormValues = { ...start, ...kept.edits }
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const faults = faultsOfNew(values)
  const general = faults.get('')

  async function send() {
    setTried(true)
    const [first] = faults.keys()
    if (first !== undefined) {
      focusField(`${id}-${first}`)
      return
    }
    setBusy(true)
    setFailed(null)
    try {
      const added = await call(addDuty, { body: { ...newDutyOf(values), source } })
      kept.drop()
      if (address.takesUp) await takeUp(added.id, address.takesUp)
      refreshLedger(queryClient)
      void navigate({ to: '/ledger/duties/$dutyId', params: { dutyId: added.id }, replace: true })
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  /** The duty is there already; a link that is refused is said, and can be made on its page. */
  async function takeUp(dutyId: string, to: string) {
    try {
      await call(linkDuties, { params: { dutyId }, body: { to, kind: 'takes-up' } })
    } catch (error) {
      void message.warning(messagesOf(error).join(' '), 8)
    }
  }

  return (
    <form
      className="panel act-form new-duty"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {source === 'gap' && what.length > 0 ? (
        <p className="kept" role="status">
          {t('fromGap', {
            what: what.map((part) => (format.language === 'en' ? part.en : part.zh)).join(' · '),
          })}
        </p>
      ) : null}
      {kept.resumed ? (
        <p className="kept">
          {act('kept')}{' '}
          <Button size="small" type="link" onClick={kept.drop}>
            {act('startAnew')}
          </Button>
        </p>
      ) : null}
      <DutyFields
        id={id}
        values={values}
        frame={frame}
        faults={tried ? faults : new Map()}
        isNew
        hasParts={false}
        change={kept.change}
      />
      {tried && general ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {issueText(general)}
        </div>
      ) : null}
      {failed ? <ErrorState error={failed} /> : null}
      <div className="dialog-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('add')}
        </Button>
      </div>
    </form>
  )
}
