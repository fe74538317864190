import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readLedgerCircular } from '#contract/ledger'
import { addressOf } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { commonTexts } from '../../../text/common.ts'
import { supervisionTexts } from '../../../text/ledger-oversight.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { BodySelect } from '../shared/body-select.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'

/** 通报: a circular on progress, for the range that is asked for; only for those who may issue one. */
export function CircularButton() {
  const t = useText(supervisionTexts)
  const { roles } = useSession()
  const [open, setOpen] = useState(false)
  const may: readonly string[] = readLedgerCircular.access
  if (!roles.some((role) => may.includes(role))) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('circular')}</Button>
      {open ? <CircularDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function CircularDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(supervisionTexts)
  const common = useText(commonTexts)
  const { data: frame } = useQuery(ledgerFrameQuery)
  const today = frame?.today ?? ''
  const [from, setFrom] = useState(today === '' ? '' : `${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const [document, setDocument] = useState('')
  const [body, setBody] = useState<string | null>(null)
  const reversed = from !== '' && to !== '' && from > to
  return (
    <Dialog title={t('circularTitle')} onClose={onClose}>
      <p className="soft">{t('circularWhy')}</p>
      <div className="supervision-range">
        <Field label={t('from')} error={reversed ? t('reversed') : undefined}>
          {(field) => (
            <Input {...field} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label={t('to')}>
          {(field) => (
            <Input {...field} type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          )}
        </Field>
      </div>
      <Field label={t('document')}>
        {(field) => (
          <Choice id={field.id} value={document} onChange={(event) => setDocument(event.target.value)}>
            <option value="">{t('allDocuments')}</option>
            {(frame?.documents ?? []).map(({ id, title }) => (
              <option key={id} value={id} lang="zh">
                {title}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      <Field label={t('body')}>
        {(field) => (
          <BodySelect
            id={field.id}
            className="supervision-body"
            label={t('body')}
            placeholder={t('allBodies')}
            value={body}
            onChange={setBody}
          />
        )}
      </Field>
      <div className="dialog-foot">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          type="primary"
          disabled={reversed}
          download
          href={addressOf(readLedgerCircular, { query: { from, to, document, body } })}
        >
          {t('download')}
        </Button>
      </div>
    </Dialog>
  )
}
