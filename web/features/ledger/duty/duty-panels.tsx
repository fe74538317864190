import { Link } from '@tanstack/react-router'
import { readDutyFile } from '#contract/ledger'
import type { DutyReport, DutyView } from '#contract/ledger'
import { addressOf } from '../../../app/api-client.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { dutyActTexts, dutyTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { dueWords, periodWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { fieldName, fieldValue } from '../shared/field-words.ts'
import { LightMark } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import { namesOf } from './act-names.ts'
import { pointsWords, rollUpSum, shareWords } from './roll-up-words.ts'
import '../../../ui/plain-table.css'

/** The sentence of the plan, in its own words, with the way back to it. */
export function SentencePanel({
  view: { sentence, headingPath, content, duty },
}: {
  readonly view: DutyView
}) {
  const t = useText(dutyTexts)
  const ledger = useText(ledgerTexts)
  return (
    <Panel title={t('sentence')}>
      {sentence ? (
        <>
          <blockquote className="duty-quote" lang="zh">
            {sentence.quote}
          </blockquote>
          <p className="small">
            <AddressLink href={sentence.href} lang="zh">
              {sentence.documentTitle}
            </AddressLink>
            {headingPath.length > 0 ? (
              <span className="soft" lang="zh">
                {' '}
                · {headingPath.join(' › ')}
              </span>
            ) : null}{' '}
            <AddressLink href={sentence.href} className="duty-to-text">
              {t('inReadingRoom')}
            </AddressLink>
          </p>
        </>
      ) : (
        <p className="soft">{t('noSentence', { source: ledger(`source.${duty.source}`) })}</p>
      )}
      {content && content !== sentence?.quote ? (
        <>
          <h3 className="duty-sub">{t('content')}</h3>
          <p className="duty-text" lang="zh">
            {content}
          </p>
        </>
      ) : null}
    </Panel>
  )
}

/** Parts with their weights, shares and points; below, the sum that makes the duty's progress. */
export function PartsPanel({ view }: { readonly view: DutyView }) {
  const t = useText(dutyTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const { rollUpParts, leftOut, duty } = view
  const sums = new Map((rollUpParts ?? []).map((part) => [part.id, part]))
  // Duties of other plans that take it up count like its own parts.
  const taken = view.takenUpBy.filter(({ id }) => sums.has(id) || leftOut.includes(id))
  const parts = [...view.parts, ...taken]
  if (parts.length === 0) return null
  const isSeries = parts.every(({ kind }) => kind === 'instance')
  return (
    <Panel title={t(isSeries ? 'instances' : taken.length > 0 ? 'partsAndTaken' : 'parts')}>
      <div className="plain-table-scroll">
        <table className="plain-table duty-parts">
          <thead>
            <tr>
              <th scope="col">{t(isSeries ? 'instance' : 'part')}</th>
              <th scope="col">{ledger('lead')}</th>
              <th scope="col">{ledger('due')}</th>
              <th scope="col">{t('partState')}</th>
              {rollUpParts ? (
                <>
                  <th scope="col" className="number">
                    {t('partWeight')}
                  </th>
                  <th scope="col" className="number">
                    {t('partShare')}
                  </th>
                </>
              ) : null}
              <th scope="col">{t('partProgress')}</th>
              {rollUpParts ? (
                <th scope="col" className="number">
                  {t('partPoints')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => {
              const sum = sums.get(part.id)
              return (
                <tr key={part.id}>
                  <td className="duty-part-title">
                    {part.period ? (
                      <AddressLink href={`/ledger/duties/${part.id}`}>
                        {periodWords(part.period, format.language)}
                      </AddressLink>
                    ) : (
                      <DutyLink duty={part} />
                    )}{' '}
                    {taken.includes(part) ? <Chip>{t('takesItUp')}</Chip> : null}
                  </td>
                  <td>{part.lead === null ? ledger('noLead') : format.name(part.lead)}</td>
                  <td>{dueWords(part, format.language)}</td>
                  <td className="duty-part-state">
                    <LightMark light={part.light} overridden={part.overridden} />
                    <div className="soft small">{ledger(`state.${part.state}`)}</div>
                  </td>
                  {rollUpParts ? (
                    <>
                      <td className="number">{sum ? format.number(sum.weight) : '—'}</td>
                      <td className="number">{sum ? shareWords(sum.share) : t('partLeft')}</td>
                    </>
                  ) : null}
                  <td>
                    <ProgressBar percent={sum?.progress ?? part.progress} light={part.light} />
                  </td>
                  {rollUpParts ? <td className="number">{sum ? pointsWords(sum.points) : '—'}</td> : null}
                </tr>
              )
            })}
          </tbody>
          {rollUpParts ? (
            <tfoot>
              <tr>
                <th scope="row" colSpan={4}>
                  {t('total')}
                </th>
                <td className="number">
                  {format.number(rollUpParts.reduce((sum, { weight }) => sum + weight, 0))}
                </td>
                <td className="number">1</td>
                <td />
                <td className="number">
                  <b>{pointsWords(duty.progress)}</b>
                </td>
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {rollUpParts ? (
        <p className="roll-up-sum">
          <span className="soft small">{t('partsSum')}</span>
          <br />
          {rollUpSum(rollUpParts, duty.progress)}
        </p>
      ) : (
        <p className="soft small">{t('partsOwn')}</p>
      )}
    </Panel>
  )
}

/** Who reported what, newest first, with figures and files. */
export function ReportsPanel({ view }: { readonly view: DutyView }) {
  const t = useText(dutyTexts)
  return (
    <Panel title={t('reports')}>
      {view.reports.length === 0 ? <p className="soft">{t('noReports')}</p> : null}
      <ol className="duty-reports">
        {view.reports.map((report) => (
          <Report key={report.id} dutyId={view.duty.id} report={report} />
        ))}
      </ol>
    </Panel>
  )
}

function Report({ dutyId, report }: { readonly dutyId: string; readonly report: DutyReport }) {
  const t = useText(dutyTexts)
  const format = useFormat()
  return (
    <li>
      <div className="report-side">
        <div className="report-percent">
          {report.percent === null ? t(`report.${report.kind}`) : `${format.number(report.percent)}%`}
        </div>
        <div className="soft small">{format.moment(report.at)}</div>
      </div>
      <div className="report-main">
        <div>
          <b>{format.name(report.organisation)}</b> {report.by}{' '}
          {report.percent === null ? null : <Chip>{t(`report.${report.kind}`)}</Chip>}
          {report.period ? (
            <Chip>{t('reportOf', { period: periodWords(report.period, format.language) })}</Chip>
          ) : null}
        </div>
        <p className="duty-text" lang="zh">
          {report.text}
        </p>
        {report.figures.length > 0 ? (
          <dl className="report-figures" aria-label={t('figures')}>
            {report.figures.map((figure, at) => (
              <div key={at} lang="zh">
                <dt>{figure.name}</dt>
                <dd>
                  {format.number(figure.value)} {figure.unit}
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
        {report.files.length > 0 ? (
          <ul className="file-list">
            {report.files.map((file) => (
              <li key={file.id}>
                <a
                  href={addressOf(readDutyFile, { params: { dutyId, fileId: file.id } })}
                  download={file.name}
                  title={t('digest', { digest: file.digest })}
                >
                  <span lang="zh">{file.name}</span>
                </a>{' '}
                <span className="soft small">{format.bytes(file.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  )
}

/** Notices raised and proposed because of this duty. */
export function SupervisionPanel({ view }: { readonly view: DutyView }) {
  const t = useText(dutyTexts)
  const format = useFormat()
  const { cases, proposals } = view
  if (cases.length === 0 && proposals.length === 0) return null
  return (
    <Panel title={t('supervision')}>
      <ul className="duty-list">
        {cases.map((each) => (
          <li key={each.id}>
            <Link to="/cases/$caseId" params={{ caseId: each.id }} lang="zh">
              {each.title}
            </Link>
            {each.number ? <span className="soft small"> {each.number}</span> : null}
          </li>
        ))}
        {proposals.map((proposal) => (
          <li key={proposal.id}>
            <AddressLink href="/ledger/supervision">
              {t('proposed', { cause: causeWord(proposal.cause, t) })}
            </AddressLink>
            <div className="soft small">
              {t('raisedOn', { date: format.date(proposal.raisedOn) })} · {stateWord(proposal.state, t)}
              {proposal.reason ? (
                <>
                  {' · '}
                  <span lang="zh">{proposal.reason}</span>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

type DutyText = (key: keyof (typeof dutyTexts)['zh-CN']) => string

function causeWord(cause: string, t: DutyText): string {
  return cause === 'late' || cause === 'stale' || cause === 'off-track' || cause === 'unanswered'
    ? t(`cause.${cause}`)
    : cause
}

function stateWord(state: string, t: DutyText): string {
  return state === 'open' || state === 'confirmed' || state === 'dismissed' || state === 'passed'
    ? t(`proposal.${state}`)
    : state
}

/** Who did what when, why, by which decision, and each field from what to what. */
export function HistoryPanel({
  view,
  frame,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame | undefined
}) {
  const t = useText(dutyTexts)
  const act = useText(dutyActTexts)
  const format = useFormat()
  const names = frame ? namesOf(frame, view) : undefined
  return (
    <Panel title={t('history')}>
      <div className="plain-table-scroll">
        <table className="plain-table duty-history">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('act')}</th>
              <th scope="col">{t('changed')}</th>
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {view.history.map((entry) => {
              const key = `past.${entry.act}`
              const changed = Object.entries(entry.changed)
              return (
                <tr key={entry.version}>
                  <td className="duty-when">
                    <time dateTime={entry.at}>{format.moment(entry.at)}</time>
                  </td>
                  <td>
                    {entry.organisation ? format.name(entry.organisation) : ''} {entry.by || t('bySystem')}
                  </td>
                  <td className="duty-act">{isActText(key) ? act(key) : entry.act}</td>
                  <td>
                    {changed.length === 0 ? (
                      <span className="faint">—</span>
                    ) : (
                      <ul className="duty-changes">
                        {changed.map(([field, [before, after]]) => (
                          <li key={field}>
                            <span className="soft">{fieldName(field, format.language)}</span>{' '}
                            <span className="change-before">
                              {fieldValue(field, before, names, format.language)}
                            </span>{' '}
                            <span aria-label={t('to')}>→</span>{' '}
                            {fieldValue(field, after, names, format.language)}
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                  <td lang="zh">
                    {entry.reason}
                    {entry.decision ? (
                      <div className="small soft">
                        {t('decision', {
                          reference: entry.decision.reference,
                          date: format.date(entry.decision.on),
                        })}
                      </div>
                    ) : null}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function isActText(key: string): key is keyof (typeof dutyActTexts)['zh-CN'] {
  return Object.hasOwn(dutyActTexts['zh-CN'], key)
}
