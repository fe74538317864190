import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { downloadPackage, exportRun } from '#contract/evaluations'
import type { RunRow, SchemeRow } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { evaluationWorkspaceTexts } from '../../../text/evaluation-workspace.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { DraftDialog } from '../schemes/draft-dialog.tsx'
import { schemesQuery } from '../schemes/scheme-queries.ts'
import { DigestText } from '../shared/digest.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { isRunning, runsQuery } from '../shared/evaluation-queries.ts'
import { RunProgress } from '../shared/run-progress.tsx'
import { RunStateMark, SchemeStateMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { RunVariantDialog } from './run-variant-dialog.tsx'
import { SideBySide } from './side-by-side.tsx'
import '../../../ui/plain-table.css'
import './workspace.css'

/** More columns cannot be read beside each other. */
const MOST = 4

/** What an evaluator takes away, his own schemes, and how they rank beside the official result. */
export function WorkspacePage() {
  const t = useText(evaluationWorkspaceTexts)
  useTitle(t('title'))
  const [address, change] = useAddress<'base' | 'with'>()
  const { data, error, refetch } = useQuery(runsQuery())
  const { data: schemes } = useQuery(schemesQuery)
  const runs = useMemo(() => data?.runs ?? [], [data])
  const official = useMemo(
    () => runs.filter(({ kind, state, adopted }) => kind === 'official' && state === 'done' && adopted),
    [runs],
  )
  const base = official.find(({ id }) => id === address.base) ?? official[0]
  const own = runs.filter(({ kind, snapshotId }) => kind === 'variant' && snapshotId === base?.snapshotId)
  const chosen = (address.with ?? '')
    .split(',')
    .flatMap((id) => own.find((run) => run.id === id && run.state === 'done') ?? [])
    .slice(0, MOST)
  const toggle = (id: string) => {
    const ids = chosen.map((run) => run.id)
    change({
      with: (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id].slice(-MOST)).join(','),
    })
  }
  return (
    <div className="page page-wide">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && base === undefined ? (
        <EmptyState title={t('officialNone')}>{t('officialNoneWhy')}</EmptyState>
      ) : null}
      {base ? (
        <>
          <Official
            runs={official}
            base={base}
            onBase={(id) => change({ base: id, with: null }, { push: true })}
          />
          <Schemes schemes={schemes?.schemes ?? []} base={base} />
          <OwnRuns runs={own} chosen={chosen} onToggle={toggle} />
          <SideBySide official={base} variants={chosen} />
        </>
      ) : null}
    </div>
  )
}

function Official({
  runs,
  base,
  onBase,
}: {
  readonly runs: readonly RunRow[]
  readonly base: RunRow
  readonly onBase: (id: string) => void
}) {
  const t = useText(evaluationWorkspaceTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  return (
    <Panel title={t('officialTitle')}>
      <p className="soft small">{t('officialNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('officialTitle')}>
        <table className="plain-table workspace-table">
          <thead>
            <tr>
              <th scope="col">{t('base')}</th>
              <th scope="col">{t('run')}</th>
              <th scope="col">{t('scheme')}</th>
              <th scope="col">{t('asOf')}</th>
              <th scope="col" className="workspace-extra">
                {t('digest')}
              </th>
              <th scope="col">{t('takeAway')}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>
                  <input
                    type="radio"
                    name="base"
                    aria-label={`${t('useAsBase')} ${run.serial}`}
                    checked={run.id === base.id}
                    onChange={() => onBase(run.id)}
                  />
                </td>
                <td className="nowrap">
                  <AddressLink href={`/evaluations/runs/${run.id}`}>
                    {periodWords(run.period, format.language)} {t('variant', { serial: String(run.serial) })}
                  </AddressLink>
                </td>
                <td>
                  <NameWords of={run.scheme.name} />{' '}
                  <span className="soft small">{words('version', { n: run.scheme.version })}</span>
                </td>
                <td className="nowrap">{format.moment(run.asOf)}</td>
                <td className="workspace-extra">
                  {run.resultDigest === null ? (
                    '—'
                  ) : (
                    <DigestText digest={run.resultDigest} label={t('digest')} />
                  )}
                </td>
                <td className="nowrap workspace-acts">
                  <a href={addressOf(downloadPackage, { params: { runId: run.id } })} download>
                    {t('package')}
                  </a>
                  <a
                    href={addressOf(exportRun, {
                      params: { runId: run.id },
                      query: { language: format.language === 'en' ? 'en' : 'zh' },
                    })}
                    download
                  >
                    {t('workbook')}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Schemes({ schemes, base }: { readonly schemes: readonly SchemeRow[]; readonly base: RunRow }) {
  const t = useText(evaluationWorkspaceTexts)
  const words = useText(evaluationTexts)
  const say = useSay()
  const [running, setRunning] = useState<SchemeRow | null>(null)
  const [copying, setCopying] = useState<SchemeRow | null>(null)
  const own = schemes.filter(({ owner }) => owner !== null)
  const others = schemes.filter(({ owner, can }) => owner === null && can.includes('copy'))
  const baseScheme = schemes.find(({ id }) => id === base.scheme.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const source = others.find(({ id }) => id === chosen) ?? baseScheme ?? others[0]
  const fits = (scheme: SchemeRow) => baseScheme === undefined || scheme.unitKind === baseScheme.unitKind
  return (
    <Panel title={t('variantsTitle')}>
      <p className="soft small">{t('variantsNote')}</p>
      {own.length === 0 ? <p>{t('variantsNone')}</p> : null}
      {own.length > 0 ? (
        <table className="plain-table workspace-table">
          <tbody>
            {own.map((scheme) => (
              <tr key={scheme.id}>
                <td>
                  <AddressLink href={`/evaluations/schemes/${scheme.id}`}>
                    <NameWords of={scheme.name} />
                  </AddressLink>{' '}
                  <span className="soft small">
                    {words('version', { n: scheme.version })} · <code>{scheme.code}</code>
                  </span>
                </td>
                <td>
                  <SchemeStateMark state={scheme.state} />
                </td>
                <td className="nowrap workspace-acts">
                  {scheme.can.includes('change') ? (
                    <AddressLink href={`/evaluations/schemes/${scheme.id}`}>{t('goOn')}</AddressLink>
                  ) : null}
                  {scheme.can.includes('run') ? (
                    <Button
                      size="small"
                      disabled={!fits(scheme)}
                      title={fits(scheme) ? undefined : t('wrongKind')}
                      onClick={() => setRunning(scheme)}
                    >
                      {t('runDo')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {source === undefined ? null : (
        <div className="workspace-draft">
          <label>
            <span className="soft">{t('draftFrom')}</span>{' '}
            <Choice value={source.id} onChange={({ target }) => setChosen(target.value)}>
              {others.map(({ id, name, version }) => (
                <option key={id} value={id}>
                  {say(name)} · {words('version', { n: version })}
                </option>
              ))}
            </Choice>
          </label>
          <Button type={own.length === 0 ? 'primary' : 'default'} onClick={() => setCopying(source)}>
            {t('draftDo')}
          </Button>
          {source.can.includes('run') && fits(source) ? (
            <Button onClick={() => setRunning(source)}>{t('runDo')}</Button>
          ) : null}
        </div>
      )}
      {copying ? (
        <DraftDialog wish={{ kind: 'copy', row: copying }} onClose={() => setCopying(null)} />
      ) : null}
      {running ? <RunVariantDialog scheme={running} base={base} onClose={() => setRunning(null)} /> : null}
    </Panel>
  )
}

function OwnRuns({
  runs,
  chosen,
  onToggle,
}: {
  readonly runs: readonly RunRow[]
  readonly chosen: readonly RunRow[]
  readonly onToggle: (id: string) => void
}) {
  const t = useText(evaluationWorkspaceTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  return (
    <Panel title={t('runsTitle')}>
      {runs.length === 0 ? (
        <p className="soft">{t('runsNone')}</p>
      ) : (
        <>
          <p className="soft small">{t('runsNote', { n: MOST })}</p>
          <table className="plain-table workspace-table">
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t('compareOne', { serial: String(run.serial) })}
                      disabled={run.state !== 'done'}
                      checked={chosen.some(({ id }) => id === run.id)}
                      onChange={() => onToggle(run.id)}
                    />
                  </td>
                  <td>
                    <AddressLink href={`/evaluations/runs/${run.id}`}>
                      {t('variant', { serial: String(run.serial) })}
                    </AddressLink>{' '}
                    <NameWords of={run.scheme.name} />{' '}
                    <span className="soft small">
                      {words('version', { n: run.scheme.version })}
                      {run.name === null ? null : (
                        <>
                          {' · '}
                          <span lang={format.language === 'en' ? 'zh' : undefined}>{run.name}</span>
                        </>
                      )}
                    </span>
                    {isRunning(run) ? <RunProgress run={run} /> : null}
                  </td>
                  <td>
                    <RunStateMark state={run.state} />
                  </td>
                  <td className="nowrap soft">{format.moment(run.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Panel>
  )
}
