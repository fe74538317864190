import Button from 'antd/es/button'
import { useState } from 'react'
import { endSteward } from '#contract/cultivation'
import type { Steward, StewardKind } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import type { EnterpriseServices } from '../../../ui/services/service-queries.ts'
import { AppointDialog } from './appoint-dialog.tsx'
import { EndDialog } from './end-dialog.tsx'

const KINDS = ['government', 'enterprise'] as const
type Open =
  | { readonly act: 'appoint'; readonly kind: StewardKind }
  | { readonly act: 'end'; readonly id: string; readonly steward: Steward }

/** 双管家: who is and who was, newest first. */
export function StewardsPanel({ data }: { readonly data: EnterpriseServices }) {
  const t = useText(serviceTexts)
  const [open, setOpen] = useState<Open | null>(null)
  const { enterprise, stewards, can } = data
  const today = todayOf(new Date())
  const may = { government: can.assignGovernment, enterprise: can.assignEnterprise }
  const holds = (steward: Steward) => steward.from <= today && (steward.to === null || today < steward.to)
  const held = (kind: StewardKind) => stewards.some((each) => each.kind === kind && holds(each))
  const missing = KINDS.filter((kind) => !held(kind))
  return (
    <Panel
      title={t('stewards')}
      actions={
        <span className="page-actions">
          {KINDS.filter((kind) => may[kind]).map((kind) => (
            <Button key={kind} size="small" onClick={() => setOpen({ act: 'appoint', kind })}>
              {t(`${held(kind) ? 'replace' : 'appoint'}.${kind}`)}
            </Button>
          ))}
        </span>
      }
    >
      <p className="soft small">{t('stewardsWhy')}</p>
      {missing.map((kind) => (
        <p key={kind}>
          <StatusMark tone="warn">{t('stewardNone', { kind: t(`kind.${kind}`) })}</StatusMark>
        </p>
      ))}
      {stewards.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('stewards')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('telephone')}</th>
                <th scope="col">{t('span')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('reason')}</th>
                <th scope="col">{t('byName')}</th>
                <th scope="col">
                  <span className="unseen">{t('end')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {stewards.map((steward) => (
                <StewardRow
                  key={steward.id}
                  steward={steward}
                  today={today}
                  onEnd={
                    may[steward.kind] && (steward.to === null || today < steward.to)
                      ? () => setOpen({ act: 'end', id: steward.id, steward })
                      : null
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {open?.act === 'appoint' ? (
        <AppointDialog
          kind={open.kind}
          replaces={held(open.kind)}
          enterprise={enterprise}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.act === 'end' ? (
        <EndDialog
          enterpriseId={enterprise.id}
          title={t('endStewardTitle', { kind: t(`kind.${open.steward.kind}`) })}
          why={t('endStewardWhy', { name: open.steward.name, kind: t(`kind.${open.steward.kind}`) })}
          dayLabel={t('endOn')}
          held={stewards.find(({ id }) => id === open.id) ?? null}
          send={(body) => call(endSteward, { params: { assignmentId: open.id }, body })}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Panel>
  )
}

function StewardRow({
  steward,
  today,
  onEnd,
}: {
  readonly steward: Steward
  readonly today: string
  readonly onEnd: (() => void) | null
}) {
  const t = useText(serviceTexts)
  const format = useFormat()
  const { kind, name, organisation, telephone, from, to, reason, byName } = steward
  const state = from > today ? 'later' : to !== null && to <= today ? 'over' : 'now'
  return (
    <tr className={state === 'over' ? 'faint' : undefined}>
      <td className="service-one-line">{t(`kind.${kind}`)}</td>
      <td>
        <span lang="zh">{name}</span>
        {organisation === null ? null : (
          <div className="small soft" lang="zh">
            {organisation}
          </div>
        )}
      </td>
      <td className="service-one-line">{telephone ?? '—'}</td>
      <td>{format.validity(from, to)}</td>
      <td>
        <StatusMark tone={state === 'now' ? 'good' : state === 'later' ? 'warn' : 'neutral'}>
          {t(state)}
        </StatusMark>
      </td>
      <td className="service-note" lang="zh">
        {reason ?? '—'}
      </td>
      <td lang="zh">{byName}</td>
      <td className="service-act">
        {onEnd ? (
          <Button size="small" onClick={onEnd}>
            {t('end')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}
