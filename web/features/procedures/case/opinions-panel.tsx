import { useState } from 'react'
import type { SeatView, StepView } from '#contract/procedures'
import type { z } from 'zod'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { FileLink } from '../shared/data-value.tsx'
import { groupSteps } from './group-steps.ts'
import type { StepGroup } from './group-steps.ts'

type Seat = z.infer<typeof SeatView>

/** So many steps are shown at first; older ones when asked for. */
const SHOWN = 6

/** What every body said, step by step, the latest first; those who answer the same question stand side by side. */
export function OpinionsPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const [all, setAll] = useState(false)
  const groups = groupSteps(view.steps)
  const shown = all ? groups : groups.slice(0, SHOWN)
  return (
    <Panel title={t('opinions')}>
      {groups.length === 0 ? <p className="soft">{t('noOpinions')}</p> : null}
      <ol className="opinions">
        {shown.map((group) => (
          <OpinionGroup key={group.key} group={group} view={view} />
        ))}
      </ol>
      {groups.length > shown.length ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {t('moreSteps', { n: groups.length - shown.length })}
        </button>
      ) : null}
    </Panel>
  )
}

function OpinionGroup({ group, view }: { readonly group: StepGroup; readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  const format = useFormat()
  const [first] = group.steps
  if (!first) return null
  const seats = group.steps.flatMap((step) => step.seats.map((seat) => ({ step, seat })))
  const several = seats.length > 1
  return (
    <li className={`opinion-group status-${group.status}`}>
      <div className="opinion-step">
        <b>{say(first.name)}</b>
        {several && first.signRule !== 'one' ? (
          <div className="small soft">{t(`sign.${first.signRule}`)}</div>
        ) : null}
        <div className="small soft">
          {first.leftAt && group.status !== 'active'
            ? format.momentShort(first.leftAt)
            : t('since', { at: format.momentShort(first.enteredAt) })}
        </div>
        {group.status === 'cancelled' ? <Chip>{t('cancelled')}</Chip> : null}
        {several && first.decision && group.steps.length === 1 ? (
          <div className="small">{t('decided', { decision: say(first.decision.name) })}</div>
        ) : null}
      </div>
      <div className={several ? 'opinion-seats several' : 'opinion-seats'}>
        {seats.map(({ step, seat }) => (
          <SeatOpinion key={`${step.activation} ${seat.id}`} step={step} seat={seat} view={view} />
        ))}
      </div>
    </li>
  )
}

function SeatOpinion({
  step,
  seat,
  view,
}: {
  readonly step: StepView
  readonly seat: Seat
  readonly view: CaseView
}) {
  const t = useText(caseTexts)
  const say = useSay()
  const format = useFormat()
  const owed = view.owed.find(
    (each) => each.activation === step.activation && each.party.party === seat.party.party,
  )
  return (
    <div className="seat">
      <div className="seat-who">
        <b>{say(seat.party.name)}</b>
        {seat.kind === 'original' ? null : <Chip>{t(`seat.${seat.kind}`)}</Chip>}
        {seat.mine ? <Chip>{t('mine')}</Chip> : null}
      </div>
      {seat.state === 'acted' ? (
        <>
          <div className="seat-words">
            {seat.action ? (
              <span className={`seat-action tone-${seat.action.tone}`}>{say(seat.action.name)}</span>
            ) : null}
            {seat.opinion ? (
              <span className="value-text" lang="zh">
                {seat.opinion}
              </span>
            ) : null}
          </div>
          {seat.attachments.length > 0 ? (
            <ul className="value-files small">
              {seat.attachments.map((digest) => (
                <li key={digest}>
                  <FileLink digest={digest} context={view} />
                </li>
              ))}
            </ul>
          ) : null}
          <div className="small soft">
            {[
              seat.actedBy?.name,
              seat.actedBy?.onBehalfOf ? t('onBehalf', { name: seat.actedBy.onBehalfOf }) : null,
              seat.actedAt ? format.momentShort(seat.actedAt) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </>
      ) : (
        <>
          <div className="faint">
            {t(`state.${seat.state}`)}
            {seat.state === 'active' && owed?.overdue ? (
              <>
                {' '}
                <StatusMark tone="bad">
                  {owed.dueAt ? t('owedOver', { at: format.momentShort(owed.dueAt) }) : ''}
                </StatusMark>
              </>
            ) : null}
          </div>
          <div className="small soft">
            {[
              seat.since && seat.state === 'active'
                ? t('since', { at: format.momentShort(seat.since) })
                : null,
              seat.urged > 0 ? t('urged', { n: seat.urged }) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </>
      )}
      {seat.note ? <div className="small soft value-text">{seat.note}</div> : null}
    </div>
  )
}
