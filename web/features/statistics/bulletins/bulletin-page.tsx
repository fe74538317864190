import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { publishRelease } from '#contract/statistics'
import type { ReleaseCell, ReleaseContent, ReleaseView } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { bulletinTexts } from '../../../text/bulletins.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { ReleaseState } from './bulletins-page.tsx'
import { DraftDialog } from './draft-dialog.tsx'
import { keepRelease, releaseQuery } from './queries.ts'
import '../../../ui/plain-table.css'
import { UnitWords } from '../../../ui/filings/unit-words.tsx'
import './bulletins.css'

type Indicator = ReleaseContent['indicators'][number]

/** One bulletin: words and tables as they are, or would be, published; what is kept back and, in a draft, why. */
export function BulletinPage() {
  const { releaseId } = useParams({ strict: false })
  const t = useText(bulletinTexts)
  const { data, error, refetch } = useQuery(releaseQuery(releaseId ?? ''))
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Bulletin view={data} /> : <h1 className="visually-hidden">{t('title')}</h1>}
    </div>
  )
}

function Bulletin({ view }: { readonly view: ReleaseView }) {
  const t = useText(bulletinTexts)
  const say = useSay()
  const format = useFormat()
  const [asked, setAsked] = useState<'publish' | 'change' | null>(null)
  const { release, content, chapters, note } = view
  useTitle(say(release.title))
  const file = (kind: string, language: string) =>
    `/api/statistics/releases/${release.id}/file?format=${kind}&language=${language}`
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{say(release.title)}</h1>
          <div className="bulletin-facts soft">
            <ReleaseState row={release} />
            <span>{periodWords(release.period, format.language)}</span>
            <span>{t(`scope.${release.scope}`)}</span>
            <span>{t('asOf', { at: format.moment(release.dataAsOf) })}</span>
            <span>{t('draftedBy', { name: release.byName, at: format.moment(release.createdAt) })}</span>
            {release.publishedAt !== null && release.publishedByName !== null ? (
              <span>
                {t('publishedBy', { name: release.publishedByName, at: format.moment(release.publishedAt) })}
              </span>
            ) : null}
          </div>
        </div>
        <div className="page-actions no-print">
          <a className="bulletin-file" href={file('docx', 'zh')} download>
            {t('docx')}
          </a>
          <a className="bulletin-file" href={file('docx', 'en')} download>
            {t('docxEn')}
          </a>
          <a className="bulletin-file" href={file('xlsx', format.language === 'en' ? 'en' : 'zh')} download>
            {t('xlsx')}
          </a>
          {release.state === 'published' ? (
            <a
              className="bulletin-file"
              href={`/public/statistics/${release.id}`}
              target="_blank"
              rel="noreferrer"
            >
              {t('publicPage')}
            </a>
          ) : null}
          {view.can.change ? <Button onClick={() => setAsked('change')}>{t('recompute')}</Button> : null}
          {view.can.publish ? (
            <Button type="primary" onClick={() => setAsked('publish')}>
              {t('publish')}
            </Button>
          ) : null}
        </div>
      </header>
      {release.synthetic ? (
        <p>
          <StatusMark tone="warn">{t('demoNote')}</StatusMark>
        </p>
      ) : null}
      {release.overtakenBy ? (
        <p>
          <StatusMark tone="warn">{t('overtaken')}</StatusMark>{' '}
          <AddressLink href={`/statistics/bulletins/${release.overtakenBy.id}`}>
            {t('overtakenLink')}
          </AddressLink>
        </p>
      ) : null}
      <Panel title={t('text')}>
        <div className="bulletin-text">
          {chapters.map((chapter) => (
            <section key={chapter.title.en}>
              <h3>{say(chapter.title)}</h3>
              {chapter.paragraphs.map((words) => (
                <p key={words.en}>{say(words)}</p>
              ))}
            </section>
          ))}
          {note === '' ? null : <p>{note}</p>}
        </div>
      </Panel>
      <Panel
        title={t('tables')}
        actions={
          <span className="soft">
            {content.suppressed === 0 ? t('keptNone') : t('keptN', { n: content.suppressed })}
          </span>
        }
      >
        <ZoneTable content={content} />
        {content.tables.map((table) => (
          <CutTable key={table.cut} content={content} table={table} />
        ))}
      </Panel>
      <Panel title={t('coverage')}>
        <ul className="bulletin-list">
          {content.coverage.map((one) => (
            <li key={one.form}>
              {t('coverageLine', {
                form: one.form,
                title: say(one.title),
                expected: format.number(one.expected),
                final: format.number(one.final),
                locked: t(one.locked ? 'locked' : 'notLocked'),
              })}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('method')}>
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('method')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('indicator')}</th>
                <th scope="col">{t('unit')}</th>
                <th scope="col">{t('expression')}</th>
                <th scope="col">{t('source')}</th>
              </tr>
            </thead>
            <tbody>
              {content.indicators.map((indicator) => (
                <tr key={indicator.code}>
                  <td>
                    {say(indicator.name)}
                    {indicator.note ? <div className="small soft">{say(indicator.note)}</div> : null}
                  </td>
                  <td>{indicator.unit === '1' ? '—' : <UnitWords unit={indicator.unit} />}</td>
                  <td>
                    <code>{indicator.expression}</code>
                  </td>
                  <td>{indicator.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {asked === 'publish' ? <PublishDialog view={view} onClose={() => setAsked(null)} /> : null}
      {asked === 'change' ? <DraftDialog of={view} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

function PublishDialog({ view, onClose }: { readonly view: ReleaseView; readonly onClose: () => void }) {
  const t = useText(bulletinTexts)
  const say = useSay()
  const client = useQueryClient()
  const { release } = view
  const sending = useMutation({
    mutationFn: () =>
      call(publishRelease, { params: { releaseId: release.id }, body: { version: release.version } }),
    onSuccess: (answer) => {
      keepRelease(client, answer)
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('publishTitle', { title: say(release.title) })}
      why={t('publishWhy')}
      button={t('publishDone')}
      busy={sending.isPending}
      error={sending.error}
      onClose={onClose}
      onDone={() => sending.mutate()}
    >
      <p>{view.content.suppressed === 0 ? t('keptNone') : t('keptN', { n: view.content.suppressed })}</p>
      {view.draftedByCaller ? (
        <p>
          <StatusMark tone="warn">{t('publishSame')}</StatusMark>
        </p>
      ) : null}
    </AskDialog>
  )
}

function ZoneTable({ content }: { readonly content: ReleaseContent }) {
  const t = useText(bulletinTexts)
  const say = useSay()
  return (
    <div className="plain-table-scroll bulletin-table" tabIndex={0} role="region" aria-label={t('zone')}>
      <h3>{t('zone')}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col">{t('unit')}</th>
            <th scope="col" className="number">
              {t('value')}
            </th>
            <th scope="col" className="number">
              {t('before')}
            </th>
            <th scope="col" className="number">
              {t('growth')}
            </th>
          </tr>
        </thead>
        <tbody>
          {content.indicators.map((indicator, place) => {
            const cell = content.zone[place]
            if (cell === undefined) return null
            return (
              <tr key={indicator.code}>
                <th scope="row">{say(indicator.name)}</th>
                <td>
                  <UnitWords unit={indicator.unit} />
                </td>
                <td className="number">
                  <CellFigure cell={cell} indicator={indicator} content={content} />
                </td>
                <td className="number">
                  {cell.before === null ? '—' : cell.before.toFixed(indicator.decimals)}
                </td>
                <td className="number">
                  {cell.growth === null ? '—' : `${signed(cell.growth)}${indicator.unit === '%' ? '' : '%'}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function CutTable({
  content,
  table,
}: {
  readonly content: ReleaseContent
  readonly table: ReleaseContent['tables'][number]
}) {
  const t = useText(bulletinTexts)
  const say = useSay()
  const shown = content.indicators.flatMap((indicator, place) =>
    table.cells.some((cells) => cells[place] !== null) ? [{ indicator, place }] : [],
  )
  return (
    <div
      className="plain-table-scroll bulletin-table"
      tabIndex={0}
      role="region"
      aria-label={t(`cut.${table.cut}`)}
    >
      <h3>{t(`cut.${table.cut}`)}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t(`cut.${table.cut}`)}</th>
            {shown.map(({ indicator }) => (
              <th key={indicator.code} scope="col" className="number" colSpan={2}>
                {say(indicator.name)}
                <div>
                  <UnitWords unit={indicator.unit} />
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.groups.map((group, row) => (
            <tr key={group.code}>
              <th scope="row">{say(group.name)}</th>
              {shown.map(({ indicator, place }) => (
                <CellPair
                  key={indicator.code}
                  cell={table.cells[row]?.[place] ?? null}
                  indicator={indicator}
                  content={content}
                />
              ))}
            </tr>
          ))}
          <tr className="bulletin-total">
            <th scope="row">{t('zone')}</th>
            {shown.map(({ indicator, place }) => (
              <CellPair
                key={indicator.code}
                cell={content.zone[place] ?? null}
                indicator={indicator}
                content={content}
              />
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function CellPair({
  cell,
  indicator,
  content,
}: {
  readonly cell: ReleaseCell | null
  readonly indicator: Indicator
  readonly content: ReleaseContent
}) {
  return (
    <>
      <td className="number">
        {cell === null ? '—' : <CellFigure cell={cell} indicator={indicator} content={content} />}
      </td>
      <td className="number soft">
        {cell === null || cell.growth === null
          ? ''
          : `${signed(cell.growth)}${indicator.unit === '%' ? '' : '%'}`}
      </td>
    </>
  )
}

/** A figure, or the sign that it is kept back; in a draft with the reason, in words and not by colour alone. */
function CellFigure({
  cell,
  indicator,
  content,
}: {
  readonly cell: ReleaseCell
  readonly indicator: Indicator
  readonly content: ReleaseContent
}) {
  const t = useText(bulletinTexts)
  if (cell.status === 'C') {
    const why =
      cell.why === null
        ? t('kept')
        : t(`why.${cell.why.reason}`, { minimum: content.rule.minimumEntities, entities: cell.why.entities })
    return (
      <span className="bulletin-kept" title={why}>
        …{' '}
        {cell.why === null ? (
          <span className="visually-hidden">{why}</span>
        ) : (
          <span className="small">{why}</span>
        )}
      </span>
    )
  }
  if (cell.value === null) return <span title={t('missing')}>—</span>
  return (
    <>
      {cell.value.toFixed(indicator.decimals)}
      {cell.status === 'E' ? (
        <span className="small soft" title={t('estimated')}>
          {' '}
          {t('estimated')}
        </span>
      ) : null}
    </>
  )
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`
}
