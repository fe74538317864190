import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { downloadPointsTemplate, uploadPointsTable } from '#contract/cultivation'
import type { listPointsTables } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf, upload } from '../../../app/api-client.ts'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { sheetFile } from '../../../ui/sheet-file.ts'
import type { SheetFileFault } from '../../../ui/sheet-file.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { FindingList } from './finding-list.tsx'
import { StandingOfTable } from './standing-of-table.tsx'
import { pointsTablesQuery, refreshPoints } from './points-queries.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './points.css'

const TYPES = ['.xlsx', '.json'] as const

/** 创新积分: the tables by which enterprises are given points; the office uploads and publishes them. */
export function PointsPage() {
  const t = useText(pointsTexts)
  const { data, error, refetch } = useQuery(pointsTablesQuery)
  useTitle(t('title'))
  const inForce = data?.tables.find(({ id }) => id === data.current)
  return (
    <div className="page page-wide">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        {data?.can.upload ? (
          <div className="page-actions no-print">
            <Disclosure className="list-menu" face={t('template')}>
              {(close) => (
                <>
                  <a
                    href={addressOf(downloadPointsTemplate, { query: { format: 'xlsx' } })}
                    download
                    onClick={close}
                  >
                    {t('templateXlsx')}
                  </a>
                  <a
                    href={addressOf(downloadPointsTemplate, { query: { format: 'json' } })}
                    download
                    onClick={close}
                  >
                    {t('templateJson')}
                  </a>
                </>
              )}
            </Disclosure>
          </div>
        ) : null}
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.tables.length > 0 && inForce === undefined ? (
        <p>
          <StatusMark tone="warn">{t('noneCurrent')}</StatusMark>
        </p>
      ) : null}
      {inForce?.example ? (
        <p className="points-example" role="note">
          <StatusMark tone="warn">{t('example')}</StatusMark> {t('exampleCurrent')}
        </p>
      ) : null}
      {data?.tables.length === 0 ? <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState> : null}
      {data && data.tables.length > 0 ? <Tables {...data} /> : null}
      {data?.can.upload ? <Upload /> : null}
    </div>
  )
}

function Tables({ tables, current: inForce }: ResponseOf<typeof listPointsTables>) {
  const t = useText(pointsTexts)
  const say = useSay()
  const format = useFormat()
  const router = useRouter()
  const [current, setCurrent] = useCurrentRow(tables, {
    table: '.points-tables',
    open: ({ id }) => router.history.push(`/cultivation/points/${id}`),
  })
  return (
    <Panel label={t('title')}>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
        <table className="plain-table points-tables">
          <thead>
            <tr>
              <th scope="col">{t('table')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('valid')}</th>
              <th scope="col">{t('stages')}</th>
              <th scope="col" className="number">
                {t('indicators')}
              </th>
              <th scope="col">{t('uploaded')}</th>
            </tr>
          </thead>
          <tbody>
            {tables.map((table, index) => (
              <tr
                key={table.id}
                aria-current={index === current ? 'true' : undefined}
                onClick={() => setCurrent(index)}
              >
                <td className="points-name">
                  <AddressLink href={`/cultivation/points/${table.id}`}>{say(table.title)}</AddressLink>{' '}
                  {table.example ? <Chip title={t('exampleWhy')}>{t('example')}</Chip> : null}
                  <div className="small soft">
                    {t('versionOf', { n: table.version })} · <span lang="zh">{table.source}</span>
                  </div>
                </td>
                <td>
                  <StandingOfTable table={table} inForce={table.id === inForce} />
                </td>
                <td className="points-day">{format.validity(table.validFrom, table.validTo)}</td>
                <td>
                  {table.stages.map(({ title }) => say(title)).join(format.language === 'en' ? ', ' : '、')}
                </td>
                <td className="number">{format.number(table.indicators)}</td>
                <td className="points-day">
                  <span lang="zh">{table.byName}</span>
                  <div className="small soft">{format.moment(table.at)}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Upload() {
  const t = useText(pointsTexts)
  const say = useSay()
  const client = useQueryClient()
  const [fault, setFault] = useState<SheetFileFault | null>(null)
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: (file: File) => upload(uploadPointsTable, [file], { onProgress: setShare }),
    onMutate: () => setShare(0),
    onSuccess: () => refreshPoints(client),
  })
  function take(files: readonly File[]) {
    const found = sheetFile(files, TYPES)
    setFault(found.fault)
    if (found.file) sending.mutate(found.file)
  }
  const answer = sending.data
  const errors = answer?.findings.filter(({ severity }) => severity === 'error').length ?? 0
  return (
    <Panel title={t('upload')}>
      <p className="soft small">{t('uploadWhy')}</p>
      <FileDrop
        busy={sending.isPending}
        accept={TYPES}
        words={{ drop: t('drop'), dropNow: t('dropNow'), choose: t('choose') }}
        onFiles={take}
      />
      <div aria-live="polite">
        {sending.isPending ? <p>{t('sending', { percent: Math.round(share * 100) })}</p> : null}
        {fault ? (
          <p>
            <StatusMark tone="bad">
              {fault.code === 'tooMany' ? t('tooMany') : t(fault.code, { name: fault.name })}
            </StatusMark>
          </p>
        ) : null}
        {sending.error ? <ErrorState error={sending.error} /> : null}
        {answer && !sending.isPending ? (
          <>
            <p className="linked">
              {answer.table ? (
                <>
                  <StatusMark tone={errors > 0 ? 'warn' : 'good'}>
                    {t('kept', { title: say(answer.table.title), n: answer.table.version })}
                  </StatusMark>{' '}
                  {errors > 0 ? t('publishErrors', { n: errors }) : t('keptClean')}{' '}
                  <AddressLink href={`/cultivation/points/${answer.table.id}`}>{t('keptOpen')}</AddressLink>
                </>
              ) : (
                <StatusMark tone="bad">{t('unread')}</StatusMark>
              )}
            </p>
            {answer.findings.length > 0 ? <FindingList findings={answer.findings} /> : null}
          </>
        ) : null}
      </div>
    </Panel>
  )
}
