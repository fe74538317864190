import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { procedureTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { procedureQuery } from '../shared/case-queries.ts'
import { countsNaturalDays } from '../shared/working-time.ts'
import type { ProcedureView } from '../shared/case-queries.ts'
import { ProcedureDrawing } from '../shared/procedure-drawing.tsx'
import { SourceNote } from '../shared/source-note.tsx'
import { SettingsTable } from './settings-table.tsx'
import './procedure-page.css'

/** One procedure: how it goes, its limits with sources, its clocks and rules. */
export function ProcedurePage() {
  const code = usePathParam('code')
  const [{ version }] = useAddress<'version'>()
  const asked = version && /^\d+$/.test(version) ? Number(version) : undefined
  const { data, error, refetch } = useQuery(procedureQuery(code, asked))
  const say = useSay()
  useTitle(data ? say(data.procedure.name) : '')
  if (data) return <Procedure view={data} asked={asked} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Procedure({ view, asked }: { readonly view: ProcedureView; readonly asked: number | undefined }) {
  const t = useText(procedureTexts)
  const say = useSay()
  const { procedure } = view
  const latest = Math.max(procedure.version, ...view.versions.map(({ version }) => version))
  const old = asked !== undefined && asked !== latest
  return (
    <div className="page procedure">
      <header className="page-head">
        <div>
          <h1>
            {say(procedure.name)}{' '}
            {procedure.mechanisms.map((mechanism) => (
              <Chip key={mechanism}>{mechanism}</Chip>
            ))}
          </h1>
          <p className="soft">{say(procedure.summary)}</p>
          <div className="case-facts">
            <span>
              {old ? (
                <StatusMark tone="warn">{t('shownVersion', { version: asked })}</StatusMark>
              ) : (
                t('inForce', { version: procedure.version })
              )}
            </span>
            <Link to="/cases" search={{ box: 'all', procedure: procedure.code, stage: 'open' }}>
              {t('open', { n: procedure.open })}
            </Link>
            <Link to="/cases" search={{ box: 'overdue', procedure: procedure.code }}>
              {t('overdue', { n: procedure.overdue })}
            </Link>
            <span>{t('closed', { n: procedure.closed })}</span>
            <Link to="/cases/board" search={{ procedure: procedure.code }}>
              {t('toBoard')}
            </Link>
            <Link to="/cases/statistics" search={{ procedure: procedure.code }}>
              {t('toStatistics')}
            </Link>
          </div>
        </div>
        {procedure.can.includes('open') ? (
          <div className="page-actions no-print">
            <Link
              to="/cases/new/$procedure"
              params={{ procedure: procedure.code }}
              className="button-link button-link-primary"
            >
              {t('start')}
            </Link>
          </div>
        ) : null}
      </header>
      <Panel title={t('drawing')}>
        <ProcedureDrawing drawing={view.drawing} name={say(procedure.name)} />
      </Panel>
      <Panel title={t('settings')}>
        <p className="soft small">{t('settingsNote')}</p>
        <SettingsTable
          procedure={procedure.code}
          settings={view.settings}
          canSet={procedure.can.includes('set') && !old}
        />
      </Panel>
      <Clocks clocks={view.clocks} />
      <Rules view={view} />
      <StartForm view={view} />
      <Panel title={t('sources')}>
        <ul className="side-list">
          {view.sources.map((source) => (
            <li key={source.text.zh}>
              <SourceNote source={source} />
            </li>
          ))}
        </ul>
      </Panel>
      <Versions view={view} asked={asked} />
    </div>
  )
}

function Clocks({ clocks }: Pick<ProcedureView, 'clocks'>) {
  const t = useText(procedureTexts)
  const say = useSay()
  if (clocks.length === 0) return null
  return (
    <Panel title={t('clocks')}>
      <table className="procedure-table">
        <thead>
          <tr>
            <th scope="col">{t('colClock')}</th>
            <th scope="col">{t('colOn')}</th>
            <th scope="col">{t('colOwner')}</th>
            <th scope="col">{t('colCalendar')}</th>
          </tr>
        </thead>
        <tbody>
          {clocks.map((clock) => (
            <tr key={clock.code}>
              <th scope="row">{say(clock.name)}</th>
              <td>{say(clock.on)}</td>
              <td>{say(clock.owner)}</td>
              <td>
                {clock.calendar === 'workdays' || clock.calendar === 'natural'
                  ? t(`calendar.${clock.calendar}`)
                  : clock.calendar}
                <span className="soft small">
                  {' '}
                  {t(
                    countsNaturalDays(clock.calendar) && clock.dayRule === 'day-end'
                      ? 'dayRule.natural-day-end'
                      : `dayRule.${clock.dayRule}`,
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Rules({ view }: { readonly view: ProcedureView }) {
  const t = useText(procedureTexts)
  const say = useSay()
  if (view.warnings.length + view.bars.length === 0) return null
  const list = (rules: ProcedureView['bars'], shape: string, tone: string) =>
    rules.map(({ code, text, source }) => (
      <div key={code} className="rule-note">
        <span className={tone} aria-hidden="true">
          {shape}
        </span>{' '}
        {say(text)} <SourceNote source={source} />
      </div>
    ))
  return (
    <Panel title={t('rules')}>
      {view.bars.length > 0 ? <h3>{t('rulesBar')}</h3> : null}
      {list(view.bars, '■', 'mark-bad')}
      {view.warnings.length > 0 ? <h3>{t('rulesWarn')}</h3> : null}
      {list(view.warnings, '▲', 'mark-warn')}
    </Panel>
  )
}

function StartForm({ view }: { readonly view: ProcedureView }) {
  const t = useText(procedureTexts)
  if (view.startForm.length === 0) return null
  return (
    <Panel title={t('form')}>
      <StartFields startForm={view.startForm} />
    </Panel>
  )
}

/** What one will be asked for, so that one has it at hand. */
export function StartFields({ startForm }: Pick<ProcedureView, 'startForm'>) {
  const t = useText(procedureTexts)
  const say = useSay()
  return (
    <ul className="start-fields">
      {startForm
        .filter(({ permission }) => permission !== 'read')
        .map(({ field, permission }) => (
          <li key={field.code}>
            {say(field.label)}
            {permission === 'required' ? <span className="form-required"> {t('formRequired')}</span> : null}
            {field.hint ? <span className="soft small"> {say(field.hint)}</span> : null}
          </li>
        ))}
    </ul>
  )
}

function Versions({ view, asked }: { readonly view: ProcedureView; readonly asked: number | undefined }) {
  const t = useText(procedureTexts)
  const format = useFormat()
  const shown = asked ?? view.procedure.version
  return (
    <Panel title={t('versions')}>
      <p className="soft small">{t('versionsNote')}</p>
      <ul className="side-list">
        {view.versions
          .toSorted((a, b) => b.version - a.version)
          .map(({ version, loadedAt, digest }) => {
            const words = t('versionLine', { version, at: format.moment(loadedAt) })
            return (
              <li key={version}>
                {version === shown ? (
                  <strong aria-current="page">{words}</strong>
                ) : (
                  <Link
                    to="/procedures/$code"
                    params={{ code: view.procedure.code }}
                    search={{ version: String(version) }}
                  >
                    {words}
                  </Link>
                )}{' '}
                <span className="faint small">{digest.slice(0, 12)}</span>
              </li>
            )
          })}
      </ul>
    </Panel>
  )
}
