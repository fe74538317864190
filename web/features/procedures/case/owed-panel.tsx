import { Link } from '@tanstack/react-router'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { listNames } from '../shared/party-names.ts'
import { SourceNote } from '../shared/source-note.tsx'

/** What is missing, who owes it and by when, and what the system does by itself if nothing happens. */
export function OwedPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  const format = useFormat()
  if (view.stage === 'closed') return null
  // Where nobody has to act, the case waits for what it has set off.
  const awaited = view.subcases.filter(({ stage }) => stage !== 'closed')
  // Several clocks may announce the same act of the system.
  const next = [
    ...new Map(
      view.clocks.flatMap(({ next: act }) => (act ? [[`${act.at} ${act.what.zh}`, act] as const] : [])),
    ).values(),
  ]
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .slice(0, 3)
  return (
    <Panel title={t('owed')}>
      {view.owed.length === 0 && awaited.length === 0 ? <p className="soft">{t('owedNone')}</p> : null}
      {view.owed.length === 0 && awaited.length > 0 ? (
        <div className="owe">
          {t('owedSubcases')}
          {awaited.map(({ id, number, title, procedure }) => (
            <div key={id}>
              <Link to="/cases/$caseId" params={{ caseId: id }} lang="zh">
                {[number, title].filter(Boolean).join(' ') || say(procedure)}
              </Link>
            </div>
          ))}
        </div>
      ) : null}
      {view.owed.map((each) => (
        <div key={`${each.activation} ${each.party.party}`} className={each.overdue ? 'owe owe-late' : 'owe'}>
          <b>{say(each.party.name)}</b> {t('owedStep', { step: say(each.name) })}
          {each.fields.length > 0 ? (
            <div className="small">
              {t('owedFields', { fields: listNames(each.fields, format.language) })}
            </div>
          ) : null}
          {each.dueAt ? (
            <div className="small">
              {each.overdue ? (
                <StatusMark tone="bad">{t('owedOver', { at: format.deadlineShort(each.dueAt) })}</StatusMark>
              ) : (
                t('owedBy', { at: format.deadlineShort(each.dueAt) })
              )}
            </div>
          ) : null}
        </div>
      ))}
      {next.map(({ at, what }) => (
        <p key={`${at} ${what.zh}`} className="owe-next soft">
          {t('next', { at: format.deadlineShort(at), what: say(what) })}
        </p>
      ))}
    </Panel>
  )
}

/** Rules that speak up without stopping anybody, each with where it comes from and from when. */
export function WarningsPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  if (view.warnings.length === 0) return null
  return (
    <Panel title={t('warnings')}>
      {view.warnings.map(({ code, text, source }) => (
        <div key={code} className="rule-note rule-warn">
          <span className="mark-warn" aria-hidden="true">
            ▲
          </span>{' '}
          {say(text)}
          <div>
            <SourceNote source={source} />
          </div>
        </div>
      ))}
    </Panel>
  )
}

/** Why nothing more can be done on it. */
export function BarsNote({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  if (view.bars.length === 0) return null
  return (
    <section className="panel panel-bars" aria-label={t('bars')}>
      <h2>
        <span aria-hidden="true">■</span> {t('bars')}
      </h2>
      <p className="soft">{t('barsWhy')}</p>
      {view.bars.map(({ code, text, source }) => (
        <div key={code} className="rule-note rule-bad">
          {say(text)}
          <div>
            <SourceNote source={source} />
          </div>
        </div>
      ))}
    </section>
  )
}
