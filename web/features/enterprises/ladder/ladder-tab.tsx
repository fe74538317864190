import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { enterpriseLadderTexts } from '../../../text/enterprises-ladder.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ConditionTree } from '../../../ui/rules/condition-tree.tsx'
import type { FactNames } from '../../../ui/rules/fact-words.ts'
import { VerdictNotes } from '../../../ui/rules/verdict-notes.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { factsQuery, ladderQuery } from '../queries.ts'
import { tabsFor } from '../tabs.ts'
import { LadderDrawing, standingOf } from './ladder-drawing.tsx'
import type { Ladder } from './ladder-drawing.tsx'
import { PointsView } from './points-view.tsx'
import './ladder.css'
import '../policies/policies.css'

/** 梯度: the rungs, which are held, and the chosen one taken apart; first the next one. */
export function LadderTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const { data, error, refetch } = useQuery(ladderQuery(enterpriseId))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return data ? <LadderView ladder={data} enterpriseId={enterpriseId} /> : <Loading />
}

function LadderView({ ladder, enterpriseId }: { readonly ladder: Ladder; readonly enterpriseId: string }) {
  const t = useText(enterpriseLadderTexts)
  const say = useSay()
  const format = useFormat()
  const [address, change] = useAddress<'rung'>()
  const mayReadFacts = tabsFor(useSession().roles).includes('facts')
  const { data: known } = useQuery({ ...factsQuery(enterpriseId), enabled: mayReadFacts })
  const names: FactNames = useMemo(() => {
    const facts = new Map((known?.facts ?? []).map((fact) => [fact.fact, fact]))
    return (code) => facts.get(code) ?? ladder.facts[code]
  }, [known, ladder])
  const chosen =
    ladder.rungs.find(({ code }) => code === address.rung) ??
    ladder.rungs.find(({ code }) => code === ladder.next) ??
    ladder.rungs.findLast(({ kind }) => kind === 'rung') ??
    ladder.rungs[0]
  const titleOf = (code: string | null) => {
    if (code === null) return t('none')
    const rung = ladder.rungs.find((each) => each.code === code)
    return rung ? say(rung.title) : code
  }
  if (chosen === undefined) return null
  const needs = chosen.requires.filter(({ held }) => !held)
  return (
    <>
      <Panel title={`${t('ladder')} · ${say(ladder.ladder.title)}`}>
        <p className="soft small">{t('asOn', { date: format.date(ladder.on) })}</p>
        <LadderDrawing
          ladder={ladder}
          chosen={chosen.code}
          onChoose={(rung) => change({ rung }, { push: true })}
        />
      </Panel>
      {ladder.full ? null : <p className="soft">{t('partial')}</p>}
      <div className="match-columns">
        <div>
          <Panel title={t('conditions', { rung: say(chosen.title) })}>
            <ConditionTree trace={chosen.verdict.trace} names={names} enterpriseId={enterpriseId} />
          </Panel>
        </div>
        <div>
          <Panel title={t('missing', { rung: say(chosen.title) })}>
            {needs.length > 0 ? (
              <p className="mark-warn">
                <span aria-hidden="true">▲</span>{' '}
                {t('requires', { what: needs.map(({ title }) => say(title)) })}
              </p>
            ) : null}
            {standingOf(chosen) === 'yes' ? (
              <p>
                <StatusMark tone="good">{t('missingNone')}</StatusMark>
              </p>
            ) : null}
            <VerdictNotes verdict={chosen.verdict} names={names} />
          </Panel>
          {chosen.points.map((points) => (
            <PointsView key={points.score} points={points} names={names} />
          ))}
          <Reminders ladder={ladder} />
          <Panel title={t('history')}>
            <ol className="ladder-years">
              {ladder.history.map(({ year, held }) => (
                <li key={year}>
                  <span className="soft">{t('historyYear', { year: String(year) })}</span> {titleOf(held)}
                </li>
              ))}
            </ol>
            {ladder.entry ? (
              <p className="policy-total">
                {t('entry', { target: titleOf(ladder.entry.target), since: format.date(ladder.entry.since) })}
              </p>
            ) : null}
          </Panel>
        </div>
      </div>
    </>
  )
}

/** 小升规, 规升强, and qualifications that end soon. */
function Reminders({ ladder }: { readonly ladder: Ladder }) {
  const t = useText(enterpriseLadderTexts)
  const say = useSay()
  const format = useFormat()
  const active = ladder.reminders.filter((each) => each.active)
  if (active.length === 0 && ladder.expiring.length === 0) return null
  return (
    <Panel title={t('reminders')}>
      {active.map(({ code, title, description }) => (
        <div key={code}>
          <StatusMark tone="warn">{say(title)}</StatusMark>
          {description ? <div className="small soft">{say(description)}</div> : null}
        </div>
      ))}
      {ladder.expiring.map(({ qualification, title, until, days }) => (
        <div key={`${qualification} ${until}`}>
          <StatusMark tone={days < 0 ? 'bad' : 'warn'}>
            {days < 0
              ? t('expiredDays', { title: say(title), date: format.date(until) })
              : t('expiringDays', { title: say(title), date: format.date(until), n: days })}
          </StatusMark>
        </div>
      ))}
    </Panel>
  )
}
