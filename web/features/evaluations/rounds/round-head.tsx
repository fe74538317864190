import type { RoundView } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { useSession } from '../../../app/session.ts'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { isRunning } from '../shared/evaluation-queries.ts'
import { RunProgress } from '../shared/run-progress.tsx'
import { RoundStateMark, SyntheticMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { RoundActs } from './round-acts.tsx'
import { actWords, useRoundIssueWords } from './round-issue-words.ts'
import { RoundLine } from './round-line.tsx'
import { stepOf } from './round-steps.ts'

/** What the round judges and by what; the line of its steps; what is next, who does it and what stands in the way. */
export function RoundHead({ view }: { readonly view: RoundView }) {
  const t = useText(evaluationRoundTexts)
  const words = useText(evaluationTexts)
  const format = useFormat()
  const { demo } = useSession()
  const { row } = view
  return (
    <>
      <header className="page-head">
        <div>
          <h1>
            <span lang={format.language === 'en' ? 'zh' : undefined}>{row.title}</span>{' '}
            <SyntheticMark shown={demo && !row.title.includes('（演示）')} />
            <span className="run-head-kind">
              <RoundStateMark state={row.state} />
            </span>
          </h1>
        </div>
        <RoundActs view={view} />
      </header>
      <Panel label={t('steps')}>
        <RoundLine view={view} />
        <Next view={view} />
        {view.runs.filter(isRunning).map((run) => (
          <RunProgress key={run.id} run={run} />
        ))}
        <div className="round-facts small soft">
          <span>{periodWords(row.period, format.language)}</span>
          <AddressLink href={`/evaluations/schemes/${row.scheme.id}`}>
            <NameWords of={row.scheme.name} /> {words('version', { n: row.scheme.version })}
          </AddressLink>
          {row.runId === null ? null : (
            <AddressLink href={`/evaluations/runs/${row.runId}`}>{t('toRun')}</AddressLink>
          )}
          {row.state === 'published' ? (
            <a
              href={`/public/evaluations/${row.id}?language=${format.language === 'en' ? 'en' : 'zh-CN'}`}
              target="_blank"
              rel="noopener"
            >
              {t('toPublic')}
            </a>
          ) : null}
          <RuleFacts view={view} />
        </div>
      </Panel>
    </>
  )
}

function Next({ view: { row, acts, blocked } }: { readonly view: RoundView }) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  const issueWords = useRoundIssueWords()
  const { state } = row
  if (state === 'published') return null
  if (state === 'abandoned') {
    const act = acts.findLast(({ act: name }) => name === 'abandon')
    return act === undefined ? null : (
      <p className="mark-bad">
        ■ {t('abandonedBy', { name: act.byName, date: format.dayOf(act.at), reason: act.reason ?? '' })}
      </p>
    )
  }
  const step = stepOf(state)
  // Correcting data or adopting another run is no step forward once there is a result.
  const forward = blocked.filter(({ act }) => act !== 'refreeze' && (act !== 'adopt' || state === 'frozen'))
  const reasons = [
    ...new Set(
      forward.map((issue) =>
        // Some reasons name the step themselves.
        'act' in issue.params
          ? issueWords(issue)
          : t('blockedBy', { act: actWords(issue.act, format.language), reason: issueWords(issue) }),
      ),
    ),
  ]
  return (
    <>
      <div className="round-next">
        {step === null ? null : (
          <span>{t('nextIs', { act: t(`nextAct.${state}`), who: t(`who.${step}`) })}</span>
        )}
      </div>
      {reasons.length > 0 ? (
        <div className="small">
          <span className="mark-warn">▲ {t('blocked')}</span>
          <ul className="round-blocked">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

function RuleFacts({ view: { supportRule, poolWan } }: { readonly view: RoundView }) {
  const t = useText(evaluationRoundTexts)
  const say = useSay()
  return (
    <>
      <span>
        {supportRule === null
          ? t('noRuleYet')
          : t('ruleOf', { name: say(supportRule.name), version: supportRule.version })}
      </span>
      <span>{poolWan === null ? t('noPoolYet') : t('poolOf', { n: poolWan })}</span>
    </>
  )
}
