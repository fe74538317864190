import Button from 'antd/es/button'
import { useState } from 'react'
import { endPack } from '#contract/cultivation'
import type { PackAssignment, PackItem } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { PackItems } from '../../../ui/services/pack-items.tsx'
import type { EnterpriseServices } from '../../../ui/services/service-queries.ts'
import { AssignPackDialog } from './assign-pack-dialog.tsx'
import { EndDialog } from './end-dialog.tsx'
import { RequestDialog } from './request-dialog.tsx'

type Open =
  | { readonly act: 'assign' }
  | { readonly act: 'end'; readonly assignment: PackAssignment }
  | { readonly act: 'ask'; readonly assignment: PackAssignment; readonly item: PackItem }

/** 服务包: what the enterprise may ask for, of whom, within which limit, and what it asked for already. */
export function PacksPanel({ data }: { readonly data: EnterpriseServices }) {
  const t = useText(serviceTexts)
  const say = useSay()
  const [open, setOpen] = useState<Open | null>(null)
  const { enterprise, packs, can } = data
  const close = () => setOpen(null)
  return (
    <Panel
      title={t('packs')}
      actions={
        can.assignPack ? (
          <Button size="small" onClick={() => setOpen({ act: 'assign' })}>
            {t('assignPack')}
          </Button>
        ) : null
      }
    >
      {packs.length === 0 ? (
        <p className="soft">{t(can.assignPack ? 'packsNoneKeeper' : 'packsNone')}</p>
      ) : null}
      {packs.map((assignment) => (
        <AssignedPack
          key={assignment.id}
          assignment={assignment}
          onEnd={() => setOpen({ act: 'end', assignment })}
          onAsk={(item) => setOpen({ act: 'ask', assignment, item })}
        />
      ))}
      {open?.act === 'assign' ? <AssignPackDialog enterpriseId={enterprise.id} onClose={close} /> : null}
      {open?.act === 'end' ? (
        <EndDialog
          enterpriseId={enterprise.id}
          title={t('endPack', { pack: say(open.assignment.pack.title) })}
          why={t('endPackWhy')}
          dayLabel={t('endPackOn')}
          held={packs.find(({ id }) => id === open.assignment.id) ?? null}
          send={(body) => call(endPack, { params: { assignmentId: open.assignment.id }, body })}
          onClose={close}
        />
      ) : null}
      {open?.act === 'ask' ? (
        <RequestDialog
          assignmentId={open.assignment.id}
          item={open.item}
          enterpriseName={enterprise.name}
          onClose={close}
        />
      ) : null}
    </Panel>
  )
}

const ASKING: ReadonlySet<string> = new Set(['enterprise', 'park_committee'])

function AssignedPack({
  assignment,
  onEnd,
  onAsk,
}: {
  readonly assignment: PackAssignment
  readonly onEnd: () => void
  readonly onAsk: (item: PackItem) => void
}) {
  const t = useText(serviceTexts)
  const say = useSay()
  const format = useFormat()
  const { roles } = useSession()
  const { pack, from, to, byName, note, can, used } = assignment
  const today = todayOf(new Date())
  const state = from > today ? 'later' : to !== null && to <= today ? 'over' : 'now'
  // Who may ask in another state is told why not now; to others the column says only how often it was asked.
  const asks = roles.some((role) => ASKING.has(role)) && state !== 'over'
  return (
    <section className="assigned-pack">
      <div className="panel-head">
        <h3>
          {say(pack.title)} {pack.example ? <Chip title={t('packExample')}>{t('example')}</Chip> : null}{' '}
          {state === 'now' ? null : (
            <StatusMark tone={state === 'later' ? 'warn' : 'neutral'}>
              {t(state === 'later' ? 'packLater' : 'over')}
            </StatusMark>
          )}
        </h3>
        {can.includes('end') ? (
          <Button size="small" onClick={onEnd}>
            {t('end')}
          </Button>
        ) : null}
      </div>
      <p className="soft small">
        {t('packSpan', { span: format.validity(from, to), by: byName })}
        {' · '}
        {pack.visitEveryDays === null ? t('packVisitsNone') : t('packVisits', { n: pack.visitEveryDays })}
        {note === null ? null : (
          <>
            {' · '}
            <span lang="zh">{note}</span>
          </>
        )}
      </p>
      {state === 'over' ? null : (
        <PackItems
          label={say(pack.title)}
          items={pack.items}
          last={{
            head: t('used'),
            cell: (item) => (
              <AskCell
                item={item}
                times={used[item.id] ?? 0}
                why={
                  item.procedure === null
                    ? 'steward'
                    : !asks
                      ? 'role'
                      : can.includes('request')
                        ? null
                        : 'ended'
                }
                onAsk={() => onAsk(item)}
              />
            ),
          }}
        />
      )}
    </section>
  )
}

function AskCell({
  item,
  times,
  why,
  onAsk,
}: {
  readonly item: PackItem
  readonly times: number
  /** Why it cannot be asked for now; null: it can. */
  readonly why: 'steward' | 'role' | 'ended' | null
  readonly onAsk: () => void
}) {
  const t = useText(serviceTexts)
  const say = useSay()
  const asked = times > 0 ? <span className="soft">{t('usedTimes', { n: times })}</span> : null
  if (why === 'steward')
    return (
      <span className="faint small" title={t('askNone')}>
        {t('askNoneShort')}
      </span>
    )
  if (why === 'role') return asked ?? <span className="faint">—</span>
  return (
    <>
      {asked}{' '}
      <Button
        size="small"
        disabled={why === 'ended'}
        title={why === 'ended' ? t('askEnded') : undefined}
        aria-label={t('askTitle', { item: say(item.title) })}
        onClick={onAsk}
      >
        {t('ask')}
      </Button>
    </>
  )
}
