import type { RoundView, RunRow } from '#contract/evaluations'
import { ROUND_STATES } from '#domain/evaluation'
import { AddressLink } from '../../../app/address-link.tsx'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { isRunning } from '../shared/evaluation-queries.ts'
import { DigestText } from '../shared/digest.tsx'
import { RunProgress } from '../shared/run-progress.tsx'
import { RunKindMark, RunStateMark } from '../shared/state-marks.tsx'
import { actWords } from './round-issue-words.ts'
import type { RoundTabProps } from './round-page.tsx'

/** Every act with who and why, the frozen data with their digests, and the runs. */
export function HistoryTab({ view }: RoundTabProps) {
  return (
    <>
      <Runs view={view} />
      <Snapshots view={view} />
      <Acts view={view} />
    </>
  )
}

function Runs({ view: { runs } }: RoundTabProps) {
  const t = useText(evaluationRoundTexts)
  return (
    <Panel title={t('runs')}>
      {runs.length === 0 ? (
        <p className="soft">{t('runsNone')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('runs')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('no')}</th>
                <th scope="col">{t('runState')}</th>
                <th scope="col">{t('asOf')}</th>
                <th scope="col">{t('digest')}</th>
                <th scope="col">{t('by')}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunLine key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function RunLine({ run }: { readonly run: RunRow }) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  return (
    <tr>
      <td className="nowrap linked">
        <AddressLink href={`/evaluations/runs/${run.id}`}>
          {t('detail.run', { value: String(run.serial) })}
        </AddressLink>{' '}
        <RunKindMark run={run} />
      </td>
      <td>
        <RunStateMark state={run.state} />
        {isRunning(run) ? <RunProgress run={run} /> : null}
      </td>
      <td className="nowrap">{format.moment(run.asOf)}</td>
      <td>
        {run.resultDigest === null ? (
          <span className="faint">—</span>
        ) : (
          <DigestText digest={run.resultDigest} label={t('digest')} />
        )}
      </td>
      <td>
        <span lang={format.language === 'en' ? 'zh' : undefined}>{run.byName}</span>{' '}
        <span className="small soft nowrap">{format.moment(run.at)}</span>
      </td>
    </tr>
  )
}

function Snapshots({ view: { snapshots } }: RoundTabProps) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  return (
    <Panel title={t('snapshots')}>
      {snapshots.length === 0 ? (
        <p className="soft">{t('snapshotsNone')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('snapshots')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('no')}</th>
                <th scope="col">{t('asOf')}</th>
                <th scope="col">{t('digest')}</th>
                <th scope="col">{t('frozenWhy')}</th>
                <th scope="col">{t('by')}</th>
              </tr>
            </thead>
            <tbody>
              {snapshots.map(({ id, no, asOf, digest, reason, byName, at }, place) => (
                <tr key={id}>
                  <td className="nowrap">
                    {no} {place === 0 ? <Chip>{t('newest')}</Chip> : null}
                  </td>
                  <td className="nowrap">{format.moment(asOf)}</td>
                  <td>
                    <DigestText digest={digest} label={t('digest')} />
                  </td>
                  <td lang={reason === null ? undefined : 'zh'}>{reason ?? t('firstFreeze')}</td>
                  <td>
                    <span lang={format.language === 'en' ? 'zh' : undefined}>{byName}</span>{' '}
                    <span className="small soft nowrap">{format.moment(at)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Acts({ view: { acts } }: RoundTabProps) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  return (
    <Panel title={t('acts')}>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('acts')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('at')}</th>
              <th scope="col">{t('act')}</th>
              <th scope="col">{t('detail')}</th>
              <th scope="col">{t('by')}</th>
            </tr>
          </thead>
          <tbody>
            {acts.toReversed().map((act) => (
              <tr key={act.no}>
                <td className="nowrap">{format.moment(act.at)}</td>
                <td className="nowrap">{actWords(act.act, format.language)}</td>
                <td>
                  <Detail detail={act.detail} />
                  {act.reason === null ? null : (
                    <div lang="zh">
                      {t('reason')}
                      {format.language === 'en' ? ': ' : '：'}
                      {act.reason}
                    </div>
                  )}
                </td>
                <td lang={format.language === 'en' ? 'zh' : undefined}>{act.byName}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** In the order in which they are said. */
const DETAILS = [
  'period',
  'scheme',
  'rule',
  'version',
  'run',
  'digest',
  'corrections',
  'from',
  'to',
  'poolWan',
  'support',
  'none',
  'rectification',
  'decisions',
  'title',
  'freezeOn',
  'reviewFrom',
  'reviewTo',
  'confirmOn',
  'publishOn',
  'state',
] as const

/** What an act wrote down, each part in words; digests by their beginning. */
function Detail({ detail }: { readonly detail: RoundView['acts'][number]['detail'] }) {
  const t = useText(evaluationRoundTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  const parts = DETAILS.flatMap((name) => {
    const value = detail[name]
    if (value === null || value === undefined || typeof value === 'object' || value === 0) return []
    const state = ROUND_STATES.find((each) => name === 'state' && each === value)
    const shown =
      state !== undefined
        ? words(`roundState.${state}`)
        : typeof value === 'string'
          ? /^[0-9a-f]{64}$/u.test(value)
            ? `${value.slice(0, 8)}…${value.slice(-4)}`
            : /^\d{4}-\d{2}-\d{2}$/u.test(value)
              ? format.date(value)
              : value
          : name === 'run' || name === 'version'
            ? String(value)
            : value
    return [t(`detail.${name}`, { value: shown })]
  })
  return parts.length === 0 ? null : (
    <span className="soft">{parts.join(format.language === 'en' ? '; ' : '；')}</span>
  )
}
