import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decideRecord, downloadRecordFile, readRecordHistory } from '#contract/enterprises'
import type { EnterpriseRecord, RecordKind, readProfile } from '#contract/enterprises'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { enterprisePageTexts } from '../../../text/enterprises-page.ts'
import { enterpriseRecordTexts } from '../../../text/enterprises-records.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { enterprisesKey, profileQuery, recordKindsQuery, refreshEnterprise } from '../queries.ts'
import { RecordDialog } from './record-dialog.tsx'
import { fieldWords } from './record-words.ts'
import '../../../ui/count-strip.css'
import '../../../ui/plain-table.css'
import '../facts/facts.css'

type Profile = ResponseOf<typeof readProfile>
type Row = Profile['records'][number]
type Act = Row['can'][number]
type Open =
  | { readonly act: 'add'; readonly kind: RecordKind }
  | { readonly act: Act | 'history'; readonly kind: RecordKind; readonly record: Row }

/** 档案: records kind by kind; added, said anew, confirmed. */
export function RecordsTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(enterpriseRecordTexts)
  const page = useText(enterprisePageTexts)
  const say = useSay()
  const format = useFormat()
  const [address, change] = useAddress<'kind'>()
  const { data, error, refetch } = useQuery(profileQuery(enterpriseId))
  const { data: kinds } = useQuery(recordKindsQuery)
  const [open, setOpen] = useState<Open | null>(null)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined || kinds === undefined) return <Loading />
  const countOf = (code: string) => data.records.filter(({ kind }) => kind === code).length
  const chosen = kinds.kinds.find(({ code }) => code === address.kind)
  const shown = chosen ? [chosen] : kinds.kinds.filter(({ code }) => countOf(code) > 0)
  const close = () => setOpen(null)
  return (
    <>
      <p className="soft">{t('note')}</p>
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('kinds')}>
          <button
            type="button"
            aria-pressed={chosen === undefined}
            onClick={() => change({ kind: null }, { push: true })}
          >
            {t('all')} <b>{format.number(data.records.length)}</b>
          </button>
          {kinds.kinds.map((kind) => (
            <button
              key={kind.code}
              type="button"
              aria-pressed={chosen === kind}
              onClick={() => change({ kind: kind.code }, { push: true })}
            >
              {say(kind.title)} <b>{format.number(countOf(kind.code))}</b>
            </button>
          ))}
        </span>
      </div>
      {data.withheld.records > 0 ? (
        <p className="soft small">{page('withheld', { n: data.withheld.records })}</p>
      ) : null}
      {shown.length === 0 ? <p className="soft">{t('noneAll')}</p> : null}
      {shown.map((kind) => (
        <Panel
          key={kind.code}
          title={say(kind.title)}
          actions={
            data.can.addRecords.includes(kind.code) ? (
              <Button
                size="small"
                aria-label={t('addKind', { kind: say(kind.title) })}
                onClick={() => setOpen({ act: 'add', kind })}
              >
                {t('add')}
              </Button>
            ) : null
          }
        >
          <p className="soft small">{say(kind.hint)}</p>
          <KindTable
            kind={kind}
            records={data.records.filter((record) => record.kind === kind.code)}
            ownId={enterpriseId}
            onOpen={setOpen}
          />
        </Panel>
      ))}
      {open?.act === 'add' ? (
        <RecordDialog
          kind={open.kind}
          enterpriseId={enterpriseId}
          declared={data.can.addsDeclared}
          onClose={close}
        />
      ) : null}
      {open?.act === 'revise' ? (
        <RecordDialog
          kind={open.kind}
          enterpriseId={open.record.enterprise.id}
          before={open.record}
          declared={data.can.addsDeclared}
          onClose={close}
        />
      ) : null}
      {open?.act === 'confirm' || open?.act === 'refuse' || open?.act === 'withdraw' ? (
        <DecideRecordDialog record={open.record} decision={open.act} onClose={close} />
      ) : null}
      {open?.act === 'history' ? (
        <RecordHistory record={open.record} kind={open.kind} onClose={close} />
      ) : null}
    </>
  )
}

const TONES = {
  declared: 'warn',
  confirmed: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<EnterpriseRecord['status'], Tone>

function KindTable({
  kind,
  records,
  ownId,
  onOpen,
}: {
  readonly kind: RecordKind
  readonly records: readonly Row[]
  readonly ownId: string
  readonly onOpen: (open: Open) => void
}) {
  const t = useText(enterpriseRecordTexts)
  const format = useFormat()
  if (records.length === 0) return <p className="soft">{t('none')}</p>
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={kind.title.zh}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('content')}</th>
            <th scope="col">{t(kind.validity === 'day' ? 'on' : 'validity')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('source')}</th>
            <th scope="col">
              <span className="unseen">{t('history')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <td>
                <RecordContent kind={kind} record={record} />
                {record.enterprise.id === ownId ? null : (
                  <div className="small soft">{t('of', { name: record.enterprise.name })}</div>
                )}
              </td>
              <td>
                {kind.validity === 'day' ? format.date(record.from) : format.validity(record.from, record.to)}
              </td>
              <td>
                <StatusMark tone={TONES[record.status]}>{t(`status.${record.status}`)}</StatusMark>
                {record.status === 'confirmed' && kind.validity === 'range' ? (
                  <div className="small soft">{t(record.holds ? 'holds' : 'over')}</div>
                ) : null}
                {record.decisionReason === null ? null : (
                  <div className="small soft" lang="zh">
                    {record.decisionReason}
                  </div>
                )}
              </td>
              <td className="small">
                <span lang="zh">{record.source}</span>
                {record.files.map((file) => (
                  <div key={file.id}>
                    <a
                      href={addressOf(downloadRecordFile, { params: { fileId: file.id } })}
                      download={file.name}
                    >
                      <span lang="zh">{file.name}</span>
                    </a>
                  </div>
                ))}
              </td>
              <td className="facts-act">
                <span className="decision-buttons">
                  {record.can.map((act) => (
                    <Button
                      key={act}
                      size="small"
                      type={act === 'confirm' ? 'primary' : 'default'}
                      danger={act === 'refuse'}
                      onClick={() => onOpen({ act, kind, record })}
                    >
                      {t(act)}
                    </Button>
                  ))}
                  <Button size="small" type="text" onClick={() => onOpen({ act: 'history', kind, record })}>
                    {t('history')}
                  </Button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The fields that are filled in; confidential ones marked, those that are not shown told. */
function RecordContent({ kind, record }: { readonly kind: RecordKind; readonly record: EnterpriseRecord }) {
  const t = useText(enterpriseRecordTexts)
  const page = useText(enterprisePageTexts)
  const say = useSay()
  const { language } = useFormat()
  const filled = kind.fields.flatMap((field) => {
    const words = fieldWords(field, record.fields[field.code], language)
    return words === null ? [] : [{ field, words }]
  })
  return (
    <>
      {filled.map(({ field, words }, index) => (
        <div key={field.code} className={index === 0 ? undefined : 'small'}>
          {index === 0 ? (
            <b>{words}</b>
          ) : (
            <>
              <span className="soft">{say(field.title)}</span> {words}
            </>
          )}{' '}
          {field.confidential ? <Chip title={page('confidentialWhy')}>{t('confidential')}</Chip> : null}
        </div>
      ))}
      {record.hidden.length > 0 ? (
        <div className="small soft">
          <Chip title={page('confidentialWhy')}>{t('confidential')}</Chip> {t('hidden')}
        </div>
      ) : null}
      {record.note === null ? null : (
        <div className="small soft" lang="zh">
          {record.note}
        </div>
      )}
    </>
  )
}

function DecideRecordDialog({
  record,
  decision,
  onClose,
}: {
  readonly record: EnterpriseRecord
  readonly decision: 'confirm' | 'refuse' | 'withdraw'
  readonly onClose: () => void
}) {
  const t = useText(enterpriseRecordTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const deciding = useMutation({
    mutationFn: (reason: string) =>
      call(decideRecord, {
        params: { recordId: record.id },
        body: { decision, reason: reason || null, version: record.version },
      }),
    onSuccess: async () => {
      await refreshEnterprise(client)
      message.success(t('decided'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t(`${decision}Title`)}
      why={t(`${decision}Why`)}
      button={t(decision)}
      danger={decision !== 'confirm'}
      reason={
        decision === 'confirm'
          ? { label: t('reasonOptional'), most: 1000 }
          : { label: t('reasonField'), missing: t('reasonNeeded'), most: 1000 }
      }
      busy={deciding.isPending}
      error={deciding.error}
      onClose={onClose}
      onDone={(reason) => deciding.mutate(reason)}
    />
  )
}

/** How a record came to be as it is, newest first. */
function RecordHistory({
  record,
  kind,
  onClose,
}: {
  readonly record: EnterpriseRecord
  readonly kind: RecordKind
  readonly onClose: () => void
}) {
  const t = useText(enterpriseRecordTexts)
  const format = useFormat()
  const { data, error } = useQuery({
    queryKey: [...enterprisesKey, 'record-history', record.id],
    queryFn: ({ signal }) => call(readRecordHistory, { params: { recordId: record.id }, signal }),
  })
  return (
    <Dialog title={t('historyTitle')} onClose={onClose}>
      {error ? <ErrorState error={error} /> : null}
      {!data && !error ? <Loading /> : null}
      <ol className="stretches">
        {(data?.versions ?? []).map((version) => (
          <li
            key={`${version.knownFrom} ${version.version}`}
            className={version.knownTo === null ? 'stretch' : 'stretch stretch-corrected'}
          >
            <StatusMark tone={TONES[version.status]}>{t(`status.${version.status}`)}</StatusMark>
            <div className="stretch-changes">
              <RecordContent kind={kind} record={version} />
              <div className="small">{format.validity(version.from, version.to)}</div>
            </div>
            {version.reason === null ? null : (
              <div className="small soft" lang="zh">
                {t('reasonWas', { reason: version.reason })}
              </div>
            )}
            <div className="small faint">
              {t('known', { at: format.moment(version.knownFrom), by: version.byName })}
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
