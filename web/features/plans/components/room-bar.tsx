import Button from 'antd/es/button'
import Dropdown from 'antd/es/dropdown'
import Select from 'antd/es/select'
import Tooltip from 'antd/es/tooltip'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { REVIEWED_KINDS, downloadVersion, type Reading } from '#contract/plans'
import { addressOf } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar, Chip } from '../../../ui/marks.tsx'
import { documentQuery } from '../queries.ts'

/** What is being read, how far its review is, and what may be done with the whole. */
export function RoomBar({
  reading,
  onPublish,
  onMetadata,
  onKeys,
}: {
  readonly reading: Reading
  readonly onPublish: () => void
  readonly onMetadata: () => void
  readonly onKeys: () => void
}) {
  const t = useText(roomTexts)
  const item = useText(itemTexts)
  const format = useFormat()
  const { document, counters, can, versionId } = reading
  const waiting = counters.total - counters.reviewed
  const { horizonFrom: from, horizonTo: to } = document
  return (
    <header className="room-bar">
      <div className="room-name">
        <h1 title={document.title} lang="zh">
          {document.title}
        </h1>
        <div className="room-facts">
          {from !== null || to !== null ? (
            <span>
              {from === to ? from : item('horizon', { from: String(from ?? ''), to: String(to ?? '') })}
            </span>
          ) : null}
          <VersionChoice reading={reading} />
          <span>{t('characters', { n: reading.text.length })}</span>
          {document.synthetic ? <Chip>{item('synthetic')}</Chip> : null}
          {can.includes('review') ? null : <span>{t('readOnly')}</span>}
          {document.issuer ? (
            <span lang="zh" className="one-line" title={document.issuer}>
              {document.issuer}
            </span>
          ) : null}
        </div>
      </div>
      <div className="room-counts">
        {REVIEWED_KINDS.filter((kind) => (counters.byKind[kind]?.total ?? 0) > 0).map((kind) => (
          <span key={kind}>
            {item(`kind.${kind}`)} <b>{format.number(counters.byKind[kind]?.total ?? 0)}</b>
          </span>
        ))}
      </div>
      <div className="room-meter">
        <Bar
          share={counters.total === 0 ? 0 : counters.reviewed / counters.total}
          label={t('reviewedLabel', { reviewed: counters.reviewed, total: counters.total })}
        />
        <span>
          {t('reviewed')} <b>{format.number(counters.reviewed)}</b> / {format.number(counters.total)}
        </span>
      </div>
      <div className="room-actions">
        {document.planId ? (
          <Link to="/plans/$planId" params={{ planId: document.planId }}>
            {t('openPlan')}
          </Link>
        ) : null}
        {can.includes('publish') ? (
          <PublishButton
            waiting={waiting}
            empty={counters.total === 0}
            again={document.planId !== null}
            onPublish={onPublish}
          />
        ) : null}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              {
                key: 'download',
                label: <a href={addressOf(downloadVersion, { params: { versionId } })}>{t('download')}</a>,
                disabled: !can.includes('download'),
              },
              { key: 'metadata', label: t('metadata'), onClick: onMetadata },
              { key: 'keys', label: t('keys'), extra: <kbd>?</kbd>, onClick: onKeys },
            ],
          }}
        >
          <Button aria-label={t('menu')} title={t('menu')}>
            <span aria-hidden="true">⋯</span>
          </Button>
        </Dropdown>
      </div>
    </header>
  )
}

/** Stays focusable while it waits, so that everybody can learn the reason. */
function PublishButton({
  waiting,
  empty,
  again,
  onPublish,
}: {
  readonly waiting: number
  readonly empty: boolean
  readonly again: boolean
  readonly onPublish: () => void
}) {
  const t = useText(roomTexts)
  const reason = empty ? t('publishEmpty') : waiting > 0 ? t('publishWaits', { n: waiting }) : null
  const name = again ? t('publishAgain') : t('publish')
  if (reason === null)
    return (
      <Button type={again ? 'default' : 'primary'} onClick={onPublish}>
        {name}
      </Button>
    )
  return (
    <Tooltip title={reason} trigger={['hover', 'focus', 'click']} placement="bottomRight">
      <Button aria-disabled className="is-waiting" aria-describedby="publish-reason">
        {name}
        <span id="publish-reason" className="unseen">
          {reason}
        </span>
      </Button>
    </Tooltip>
  )
}

function VersionChoice({ reading }: { readonly reading: Reading }) {
  const t = useText(roomTexts)
  const format = useFormat()
  const navigate = useNavigate()
  const { data } = useQuery(documentQuery(reading.document.id))
  const versions = data?.versions ?? []
  if (versions.length < 2) return <span>{t('version', { no: reading.versionNo })}</span>
  return (
    <span>
      <Select
        size="small"
        variant="filled"
        value={reading.versionId}
        popupMatchSelectWidth={false}
        aria-label={t('chooseVersion')}
        options={versions
          .toSorted((a, b) => b.no - a.no)
          .map((version) => ({
            value: version.id,
            label: t('versionOption', {
              no: version.no,
              at: format.moment(version.importedAt),
              by: version.importedBy,
            }),
          }))}
        labelRender={() => t('version', { no: reading.versionNo })}
        onChange={(versionId) => void navigate({ to: '/plans/documents/$versionId', params: { versionId } })}
      />
    </span>
  )
}
