import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import type { TargetPage } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { targetTexts } from '../../../text/targets.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { sendTargetAct } from './target-state.ts'

type Followed = NonNullable<TargetPage['follows']>

/** The indicator whose final figures become the target's values; what it could follow where it follows none. */
export function FollowsPanel({ page }: { readonly page: TargetPage }) {
  const t = useText(targetTexts)
  const { follows, followable, target, can } = page
  const sending = useMutation({
    mutationFn: (wanted: Followed | null) =>
      sendTargetAct(target.id, {
        kind: 'follow',
        body: { version: target.version, follows: wanted === null ? null : boundTo(wanted) },
      }),
  })
  const may = can.includes('follow')
  if (follows === null && followable.length === 0) return null
  return (
    <Panel title={t('follows')}>
      {sending.error ? <ErrorState error={sending.error} /> : null}
      {follows === null ? (
        <>
          <p className="soft small">{t('followsNone')}</p>
          {followable.map((one) => (
            <div key={`${one.indicator} ${one.group}`} className="duty-acts">
              <IndicatorLink indicator={one} />
              {may ? (
                <Button size="small" loading={sending.isPending} onClick={() => sending.mutate(one)}>
                  {t('act.follow')}
                </Button>
              ) : null}
            </div>
          ))}
        </>
      ) : (
        <>
          <p>
            <IndicatorLink indicator={follows} />
          </p>
          <p className="soft small">{t('followsWhy')}</p>
          {may ? (
            <Button size="small" loading={sending.isPending} onClick={() => sending.mutate(null)}>
              {t('act.unfollow')}
            </Button>
          ) : null}
        </>
      )}
    </Panel>
  )
}

function boundTo({ indicator, scope, dimension, group }: Followed) {
  return { indicator, scope, dimension, group }
}

function IndicatorLink({ indicator }: { readonly indicator: Followed }) {
  const say = useSay()
  const query = new URLSearchParams({
    indicator: indicator.indicator,
    dimension: indicator.dimension,
    scope: indicator.scope,
  })
  return (
    <span>
      <AddressLink href={`/statistics/explore?${query.toString()}`}>{say(indicator.name)}</AddressLink>{' '}
      <span className="small soft">
        {[indicator.groupName === null ? null : say(indicator.groupName), indicator.unit]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  )
}
