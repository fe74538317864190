import Button from 'antd/es/button'
import { Suspense, lazy, useState } from 'react'
import { DUTY_ACTS } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { useSession } from '../../../app/session.ts'
import { dutyActTexts, dutyTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Panel } from '../../../ui/page.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import { actName } from './act-names.ts'
import { isLeadOf } from './duty-record.ts'

// Forms bring pickers, sliders and number fields; they are loaded when one is opened.
const ActDialog = lazy(async () => ({ default: (await import('./act-dialog.tsx')).ActDialog }))
const ChangeDialog = lazy(async () => ({ default: (await import('./change-dialog.tsx')).ChangeDialog }))
const SplitDialog = lazy(async () => ({ default: (await import('./split-dialog.tsx')).SplitDialog }))
const LinkDialog = lazy(async () => ({ default: (await import('./further-dialogs.tsx')).LinkDialog }))
const AddresseesDialog = lazy(async () => ({
  default: (await import('./further-dialogs.tsx')).AddresseesDialog,
}))
const SuperviseDialog = lazy(async () => ({
  default: (await import('./further-dialogs.tsx')).SuperviseDialog,
}))

const FURTHER = ['split', 'link', 'addressees', 'supervise'] as const
const OFFERED = [...DUTY_ACTS, ...FURTHER] as const
type Offered = (typeof OFFERED)[number]

/** What moves the duty on; the first of these that I may do is the main button. */
const ONWARD: readonly Offered[] = [
  'accept',
  'assign',
  'report',
  'complete',
  'verify',
  'close',
  'return',
  'send-back',
  'resume',
]
const DANGER: ReadonlySet<Offered> = new Set(['return', 'send-back'])

/** What I may do now, each as a button that opens its form; only what the server has said I can. */
export function ActsPanel({
  view,
  frame,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame | undefined
}) {
  const t = useText(dutyTexts)
  const act = useText(dutyActTexts)
  const { user } = useSession()
  const organisationId = user.organisation?.id ?? null
  const [open, setOpen] = useState<Offered | null>(null)
  const can = OFFERED.filter((each) => view.can.some((allowed) => allowed === each))
  const isLead = isLeadOf(view, organisationId)
  // A duty that has its lead is not mainly there to be reassigned.
  const onward = ONWARD.filter(
    (each) =>
      can.includes(each) &&
      (each !== 'assign' || view.duty.state === 'unassigned' || view.duty.state === 'returned'),
  )
  const further = can.filter((each) => !onward.includes(each))
  useKeys({
    r: can.includes('report') ? () => setOpen('report') : undefined,
  })

  const nameOf = (each: Offered) =>
    act(isFurther(each) || each === 'change' ? `act.${each}` : actName(each, isLead, view))
  const close = () => {
    setOpen(null)
    document.getElementById('duty-title')?.focus({ preventScroll: true })
  }
  return (
    <Panel title={t('can')}>
      {can.length === 0 ? <p className="soft">{t('canReadOnly')}</p> : null}
      {onward.length > 0 ? (
        <div className="duty-acts">
          {onward.map((each, at) => (
            <Button
              key={each}
              block
              type={at === 0 ? 'primary' : 'default'}
              danger={DANGER.has(each)}
              disabled={frame === undefined}
              onClick={() => setOpen(each)}
            >
              {nameOf(each)}
            </Button>
          ))}
        </div>
      ) : can.length > 0 ? (
        <p className="soft">{t('canNothing')}</p>
      ) : null}
      {further.length > 0 ? (
        <>
          <h3 className="duty-sub">{t('more')}</h3>
          <div className="duty-more">
            {further.map((each) => (
              <Button key={each} size="small" disabled={frame === undefined} onClick={() => setOpen(each)}>
                {nameOf(each)}
              </Button>
            ))}
          </div>
        </>
      ) : null}
      {can.includes('report') ? <p className="small soft duty-key no-print">{t('keyHint')}</p> : null}
      <Suspense fallback={null}>
        {open === null || frame === undefined ? null : open === 'change' ? (
          <ChangeDialog view={view} frame={frame} organisationId={organisationId} onClose={close} />
        ) : open === 'split' ? (
          <SplitDialog view={view} frame={frame} onClose={close} />
        ) : open === 'link' ? (
          <LinkDialog view={view} onClose={close} />
        ) : open === 'addressees' ? (
          <AddresseesDialog view={view} frame={frame} onClose={close} />
        ) : open === 'supervise' ? (
          <SuperviseDialog view={view} onClose={close} />
        ) : (
          <ActDialog
            key={open}
            view={view}
            kind={open}
            frame={frame}
            organisationId={organisationId}
            onClose={close}
          />
        )}
      </Suspense>
    </Panel>
  )
}

function isFurther(each: Offered): each is (typeof FURTHER)[number] {
  return FURTHER.some((one) => one === each)
}
