import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { changeDocument, type DocumentSummary } from '#contract/plans'
import { call } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { documentQuery, documentsKey, readingQuery } from '../queries.ts'

const VISIBILITIES = ['organisation', 'zone', 'public'] as const

/** What the document says of itself, corrected by hand, and what is known of its file. */
export function DocumentDialog({
  document,
  versionId,
  engine,
  canChange,
  onClose,
  onSaved,
}: {
  readonly document: DocumentSummary
  readonly versionId: string
  readonly engine: string
  readonly canChange: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
}) {
  const t = useText(roomTexts)
  const item = useText(itemTexts)
  const format = useFormat()
  const client = useQueryClient()
  const [title, setTitle] = useState(document.title)
  const [issuer, setIssuer] = useState(document.issuer ?? '')
  const [number, setNumber] = useState(document.documentNumber ?? '')
  const [date, setDate] = useState(document.issuedOn ?? '')
  const [visibility, setVisibility] = useState(document.visibility)
  const { data: history } = useQuery(documentQuery(document.id))
  const version = history?.versions.find((each) => each.id === versionId)

  const faults = {
    title:
      title.trim() === '' ? t('invalid.required') : title.length > 500 ? t('invalid.long', { n: 500 }) : null,
    issuer: issuer.length > 200 ? t('invalid.long', { n: 200 }) : null,
    number: number.length > 80 ? t('invalid.long', { n: 80 }) : null,
    date: changeDocument.body.shape.issuedOn.safeParse(date || null).success ? null : t('invalid.date'),
  }
  const valid = Object.values(faults).every((fault) => fault === null)
  const save = useMutation({
    mutationFn: () =>
      call(changeDocument, {
        params: { documentId: document.id },
        body: {
          title: title.trim(),
          issuer: issuer.trim() || null,
          documentNumber: number.trim() || null,
          issuedOn: date || null,
          visibility,
        },
      }),
    onSuccess: (after) => {
      client.setQueryData(
        readingQuery(versionId).queryKey,
        (reading) => reading && { ...reading, document: after },
      )
      void client.invalidateQueries({ queryKey: documentsKey })
      void client.invalidateQueries({ queryKey: documentQuery(document.id).queryKey })
      onSaved()
    },
  })
  function submit() {
    if (valid) {
      save.mutate()
      return
    }
    const first = (['title', 'issuer', 'number', 'date'] as const).find((name) => faults[name])
    if (first) window.document.getElementById(`meta-${first}`)?.focus()
  }

  const fields = [
    ['title', t('meta.title'), title, setTitle],
    ['issuer', t('meta.issuer'), issuer, setIssuer],
    ['number', t('meta.number'), number, setNumber],
    ['date', t('meta.date'), date, setDate],
  ] as const
  return (
    <Modal
      open
      width={600}
      title={t('metadataTitle')}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !canChange }}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      {save.error ? <ErrorState error={save.error} /> : null}
      {fields.map(([name, label, value, change]) => (
        <div key={name} className="dialog-field">
          <label className="dialog-label" htmlFor={`meta-${name}`}>
            {label}
          </label>
          <TextField
            id={`meta-${name}`}
            value={value}
            readOnly={!canChange}
            long={name === 'title'}
            {...(name === 'date' ? { placeholder: '2030-12-31' } : {})}
            {...(faults[name]
              ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `meta-${name}-fault` }
              : {})}
            onChange={change}
          />
          {faults[name] ? (
            <div className="item-field-fault" id={`meta-${name}-fault`} role="alert">
              {faults[name]}
            </div>
          ) : null}
        </div>
      ))}
      <label className="dialog-label" htmlFor="meta-visibility">
        {t('meta.visibility')}
      </label>
      <Select
        id="meta-visibility"
        className="dialog-select"
        value={visibility}
        disabled={!canChange}
        aria-label={t('meta.visibility')}
        options={VISIBILITIES.map((value) => ({ value, label: item(`visibility.${value}`) }))}
        onChange={setVisibility}
      />
      {version ? (
        <dl className="facts dialog-facts">
          <div>
            <dt>{t('meta.file')}</dt>
            <dd>
              {version.fileName} · {t('characters', { n: version.characters })}
            </dd>
          </div>
          <div>
            <dt>{t('meta.encoding')}</dt>
            <dd>
              {version.encoding} · {version.mediaType}
            </dd>
          </div>
          <div>
            <dt>{t('meta.digest')}</dt>
            <dd className="digest">
              SHA-256
              <br />
              {version.digest}
            </dd>
          </div>
          <div>
            <dt>{t('meta.imported')}</dt>
            <dd>
              {version.importedBy} · {format.moment(version.importedAt)}
            </dd>
          </div>
          <div>
            <dt>{t('meta.engine')}</dt>
            <dd>{engine}</dd>
          </div>
        </dl>
      ) : null}
    </Modal>
  )
}

/** One line, or for a title as many as it has: a long one is seen whole while it is corrected. */
function TextField({
  long,
  onChange,
  ...input
}: {
  readonly id: string
  readonly value: string
  readonly readOnly: boolean
  readonly long: boolean
  readonly placeholder?: string
  readonly status?: 'error'
  readonly 'aria-invalid'?: true
  readonly 'aria-describedby'?: string
  readonly onChange: (value: string) => void
}) {
  if (!long) return <Input {...input} onChange={(event) => onChange(event.target.value)} />
  return (
    <Input.TextArea
      {...input}
      autoSize={{ minRows: 1, maxRows: 4 }}
      onChange={(event) => onChange(event.target.value.replaceAll(/\s*\n\s*/g, ''))}
    />
  )
}
