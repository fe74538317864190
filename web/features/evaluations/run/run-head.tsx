import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { downloadPackage, downloadUnitReport, exportRun, replayRun } from '#contract/evaluations'
import type { RunView } from '#contract/evaluations'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf, call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationRunTexts } from '../../../text/evaluation-run.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { DigestText } from '../shared/digest.tsx'
import { RunKindMark, RunStateMark, SchemeStandingMark, SyntheticMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import type { RunAddress } from './run-address.ts'
import type { RunModel } from './run-model.ts'
import { useRunWords } from './run-words.ts'

/** What a run rests on, whether it can be repeated, and how to take it away. */
export function RunHead({
  view,
  model,
  title,
  address,
}: {
  readonly view: RunView
  readonly model: RunModel | null
  readonly title: string
  readonly address: RunAddress
}) {
  const t = useText(evaluationRunTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  const { demo } = useSession()
  const { row, round } = view
  const replaying = useMutation({ mutationFn: () => call(replayRun, { params: { runId: row.id } }) })
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            {title} <SyntheticMark shown={demo} />
            <span className="run-head-kind">
              <RunKindMark run={row} />
            </span>
          </h1>
          {row.name ? (
            <div className="soft">
              <span lang={format.language === 'en' ? 'zh' : undefined}>{row.name}</span>
            </div>
          ) : null}
        </div>
        {row.state === 'done' ? (
          <div className="page-actions no-print">
            <Button title={t('replayWhy')} disabled={replaying.isPending} onClick={() => replaying.mutate()}>
              {t(replaying.isPending ? 'replaying' : 'replay')}
            </Button>
            <Disclosure className="run-menu" face={t('download')}>
              {(shut) => (
                <>
                  <a
                    href={addressOf(exportRun, {
                      params: { runId: row.id },
                      query: { language: format.language === 'en' ? 'en' : 'zh' },
                    })}
                    download
                    onClick={shut}
                  >
                    {t('exportXlsx')}
                  </a>
                  <a href={addressOf(downloadPackage, { params: { runId: row.id } })} download onClick={shut}>
                    {t('exportPackage')}
                  </a>
                  {model ? <ReportLink model={model} address={address} onOpen={shut} /> : null}
                </>
              )}
            </Disclosure>
          </div>
        ) : null}
      </header>
      {replaying.error ? <ErrorState error={replaying.error} retry={() => replaying.mutate()} /> : null}
      <dl className="run-facts small">
        <div>
          <dt>{t('scheme')}</dt>
          <dd>
            <AddressLink href={`/evaluations/schemes/${row.scheme.id}`}>
              <NameWords of={row.scheme.name} /> {words('version', { n: row.scheme.version })}
            </AddressLink>{' '}
            {model ? <SchemeStandingMark standing={model.scheme.standing} /> : null}
          </dd>
        </div>
        {round ? (
          <div>
            <dt>{t('round')}</dt>
            <dd>
              <AddressLink href={`/evaluations/rounds/${round.id}`}>
                <span lang={format.language === 'en' ? 'zh' : undefined}>{round.title}</span>
              </AddressLink>
            </dd>
          </div>
        ) : null}
        {model ? (
          <div>
            <dt>{t('units')}</dt>
            <dd>{t('unitsN', { n: model.result.units.length, judged: model.ranked.length })}</dd>
          </div>
        ) : null}
        <div title={t('asOfWhy')}>
          <dt>{t('asOf')}</dt>
          <dd>{format.moment(row.asOf)}</dd>
        </div>
        <div>
          <dt>{t('replications')}</dt>
          <dd title={row.replications > 0 ? t('replicationsWhy', { n: row.replications }) : undefined}>
            {row.replications > 0 ? format.number(row.replications) : t('noReplications')}
          </dd>
        </div>
        <div>
          <dt>{t('state')}</dt>
          <dd>
            <RunStateMark state={row.state} />
            {row.milliseconds === null
              ? null
              : ` ${t('took', { seconds: Number((row.milliseconds / 1000).toFixed(1)) })}`}
          </dd>
        </div>
        <div>
          <dt>{t('startedBy')}</dt>
          <dd>
            <span lang={format.language === 'en' ? 'zh' : undefined}>{row.byName}</span>{' '}
            <span className="soft">{format.moment(row.at)}</span>
          </dd>
        </div>
        <div title={t('digestWhy')}>
          <dt>{t('schemeDigest')}</dt>
          <dd>
            <DigestText digest={row.schemeDigest} label={t('schemeDigest')} />
          </dd>
        </div>
        <div title={t('digestWhy')}>
          <dt>{t('dataDigest')}</dt>
          <dd>
            <DigestText digest={row.dataDigest} label={t('dataDigest')} />
          </dd>
        </div>
        {row.resultDigest ? (
          <div title={t('digestWhy')}>
            <dt>{t('resultDigest')}</dt>
            <dd>
              <DigestText digest={row.resultDigest} label={t('resultDigest')} />
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t('engineVersion')}</dt>
          <dd>
            <code>{row.engineVersion}</code>
          </dd>
        </div>
      </dl>
      {replaying.data ? <ReplayDialog answer={replaying.data} onClose={() => replaying.reset()} /> : null}
    </>
  )
}

/** The report on the selected unit; without one, on the first. */
function ReportLink({
  model,
  address,
  onOpen,
}: {
  readonly model: RunModel
  readonly address: RunAddress
  readonly onOpen: () => void
}) {
  const t = useText(evaluationRunTexts)
  const words = useRunWords(model)
  const unit = address.unit && model.indexOf(address.unit) >= 0 ? address.unit : model.ranked[0]?.unit
  const { roles } = useSession()
  const allowed: readonly string[] = Array.isArray(downloadUnitReport.access) ? downloadUnitReport.access : []
  if (unit === undefined || !roles.some((role) => allowed.includes(role))) return null
  return (
    <a
      href={addressOf(downloadUnitReport, { params: { runId: model.view.row.id, unit } })}
      download
      onClick={onOpen}
    >
      {t('exportReport', { name: words.unit(unit) })}
    </a>
  )
}

function ReplayDialog({
  answer,
  onClose,
}: {
  readonly answer: ResponseOf<typeof replayRun>
  readonly onClose: () => void
}) {
  const t = useText(evaluationRunTexts)
  return (
    <Dialog title={t('replayTitle')} onClose={onClose}>
      <div className="run-replay">
        <p role="status">
          <StatusMark tone={answer.same ? 'good' : 'bad'}>
            {t(answer.same ? 'replaySame' : 'replayNotSame')}
          </StatusMark>
        </p>
        <dl>
          <dt>{t('replayStored')}</dt>
          <dd>
            <code>{answer.stored}</code>
          </dd>
          <dt>{t('replayNow')}</dt>
          <dd>
            <code>{answer.recomputed}</code>
          </dd>
          <dt>{t('replayScheme')}</dt>
          <dd>
            <StatusMark tone={answer.schemeSame ? 'good' : 'bad'}>
              {t(answer.schemeSame ? 'replayYes' : 'replayNo')}
            </StatusMark>
          </dd>
          <dt>{t('replayData')}</dt>
          <dd>
            <StatusMark tone={answer.dataSame ? 'good' : 'bad'}>
              {t(answer.dataSame ? 'replayYes' : 'replayNo')}
            </StatusMark>
          </dd>
        </dl>
        <p className="small soft">
          {t('replayVersions', { stored: answer.storedEngineVersion, now: answer.engineVersion })} ·{' '}
          {t('took', { seconds: Number((answer.milliseconds / 1000).toFixed(1)) })}
          <br />
          {t('replayElsewhere')}
        </p>
      </div>
    </Dialog>
  )
}
