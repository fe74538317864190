import Button from 'antd/es/button'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import type { MayView } from '#contract/procedures'
import type { z } from 'zod'
import { actTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { listNames } from '../shared/party-names.ts'
import type { RunCommand } from './use-commands.ts'

// Dialogs are loaded when one is opened.
const ActDialog = lazy(async () => ({ default: (await import('./act-dialog.tsx')).ActDialog }))

export type May = z.infer<typeof MayView>
export type MayAct = Exclude<May, { kind: 'raise' }>

/** In the order in which they are wanted: what moves the work first, what ends it last. */
const ORDER: readonly May['kind'][] = [
  'urge',
  'withdraw',
  'return',
  'transfer',
  'delegate',
  'add-before',
  'add-after',
  'remove-signer',
  'pause',
  'resume',
  'extend',
  'comment',
  'copy',
  'raise',
  'terminate',
]

/** What I may do on the case besides the actions of the step. */
export function FurtherActs({ view, run }: { readonly view: CaseView; readonly run: RunCommand }) {
  const t = useText(actTexts)
  const say = useSay()
  const label = useMayLabel(view)
  const [chosen, setChosen] = useState<MayAct | null>(null)
  const may = view.may.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const working = view.actions.length > 0
  if (may.length === 0 && (working || view.stage === 'closed')) return null
  return (
    <Panel title={t('may')}>
      {working ? <p className="small soft">{t('mayHere')}</p> : null}
      {may.length === 0 ? <p className="soft">{t('mayNothing')}</p> : null}
      <div className="further-acts">
        {may.map((each) =>
          each.kind === 'raise' ? (
            <Link
              key={`raise ${each.procedure}`}
              to="/cases/new/$procedure"
              params={{ procedure: each.procedure }}
              search={{ from: view.id }}
              className="button-link"
            >
              {t('may.raise', { name: say(each.name) })}
            </Link>
          ) : (
            <Button
              key={`${each.kind} ${'activation' in each ? each.activation : ''} ${'clock' in each ? each.clock : ''}`}
              type={each.kind === 'urge' && !working ? 'primary' : 'default'}
              danger={each.kind === 'terminate'}
              onClick={() => setChosen(each)}
            >
              {label(each)}
            </Button>
          ),
        )}
      </div>
      {chosen ? (
        <Suspense>
          <ActDialog
            view={view}
            run={run}
            may={chosen}
            title={label(chosen)}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      ) : null}
    </Panel>
  )
}

/** 催办供电部门; 暂停计时（全程） where there are several of a kind. */
function useMayLabel(view: CaseView): (may: MayAct) => string {
  const t = useText(actTexts)
  const say = useSay()
  const { language } = useFormat()
  return (may) => {
    const act = t(`may.${may.kind}`)
    const several = view.may.filter(({ kind }) => kind === may.kind).length > 1
    if ('activation' in may) {
      const step = view.steps.find(({ activation }) => activation === may.activation)
      const waiting = (step?.seats ?? []).filter(({ state, mine }) => state === 'active' && !mine)
      if (may.kind === 'urge' && waiting.length > 0 && waiting.length <= 2)
        return t('urgeWhom', {
          who: listNames(
            waiting.map(({ party }) => party.name),
            language,
          ),
        })
      if (several && step) {
        const name = step.branchName ? `${say(step.name)} · ${say(step.branchName)}` : say(step.name)
        return t('mayOf', { act, of: name })
      }
    }
    // Where several clocks run, it is always said which.
    if ('clock' in may && view.clocks.filter(({ stoppedAt }) => stoppedAt === null).length > 1) {
      const clock = view.clocks.find(({ id }) => id === may.clock)
      if (clock)
        return t('mayOf', {
          act,
          of: clock.branch ? `${say(clock.name)} · ${say(clock.branch.name)}` : say(clock.name),
        })
    }
    return act
  }
}
