import { Link } from '@tanstack/react-router'
import type { ClockView, PersonView } from '#contract/procedures'
import type { z } from 'zod'
import { caseTexts, clockBarTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { OutcomeMark } from '../shared/outcome-mark.tsx'
import { useClockState } from './use-clock-state.ts'

export function CaseHead({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  const format = useFormat()
  const personWords = usePersonWords()
  const who = personWords(view.initiator)
  const nearest = nearestClock(view.clocks)
  return (
    <>
      <div className="case-title">
        <h1 lang={view.title ? 'zh' : undefined} tabIndex={-1} id="case-title">
          {view.title || t('noTitle')}
        </h1>
        <Chip>
          {say(view.procedure.name)}
          {view.number ? ` · ${view.number}` : ''}
        </Chip>
        {view.outcome ? (
          <OutcomeMark outcome={view.outcome} />
        ) : view.stage === 'draft' ? (
          <StatusMark tone="neutral">{t('draft')}</StatusMark>
        ) : nearest ? (
          <NearestClock clock={nearest} />
        ) : null}
        {view.synthetic ? <Chip>{t('synthetic')}</Chip> : null}
      </div>
      <div className="case-facts">
        <span>
          {view.submittedAt
            ? t('openedBy', { who, at: format.moment(view.submittedAt) })
            : t('draftBy', { who, at: format.moment(view.openedAt) })}
        </span>
        {view.closedAt ? <span>{t('closedAt', { at: format.moment(view.closedAt) })}</span> : null}
        <Link to="/procedures/$code" params={{ code: view.procedure.code }}>
          {t('version', { version: view.procedure.version })}
        </Link>
      </div>
    </>
  )
}

function NearestClock({ clock }: { readonly clock: ClockView }) {
  const t = useText(clockBarTexts)
  const say = useSay()
  const format = useFormat()
  const { tone, words } = useClockState()(clock)
  return (
    <span title={`${say(clock.name)} · ${say(clock.owner.name)}`}>
      <StatusMark tone={tone}>{words}</StatusMark>
      {clock.dueAt && clock.state === 'running' ? (
        <span className="soft"> {t('due', { at: format.deadlineShort(clock.dueAt) })}</span>
      ) : null}
    </span>
  )
}

/** Of the clocks that are not stopped the one that runs out first; one that has no deadline for now comes last. */
export function nearestClock(clocks: readonly ClockView[]): ClockView | undefined {
  return clocks
    .filter(({ stoppedAt }) => stoppedAt === null)
    .toSorted((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999'))[0]
}

/** 市发展改革委 王某某（代李某某） */
export function usePersonWords(): (person: z.infer<typeof PersonView>) => string {
  const t = useText(caseTexts)
  const say = useSay()
  const { language } = useFormat()
  return ({ name, organisation, onBehalfOf }) => {
    const whole = organisation ? `${say(organisation)} ${name}` : name
    if (!onBehalfOf) return whole
    const behalf = t('onBehalf', { name: onBehalfOf })
    return language === 'en' ? `${whole} (${behalf})` : `${whole}（${behalf}）`
  }
}
