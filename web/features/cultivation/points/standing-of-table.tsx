import type { PointsTable } from '#contract/cultivation'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { todayOf } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'

/** ● 现行 ▲ 草稿 ○ 尚未开始 ○ 已被替代 ■ 已停用 */
export function StandingOfTable({
  table: { state, validFrom },
  inForce,
}: {
  readonly table: Pick<PointsTable, 'state' | 'validFrom'>
  readonly inForce: boolean
}) {
  const t = useText(pointsTexts)
  if (state !== 'published')
    return <StatusMark tone={state === 'draft' ? 'warn' : 'bad'}>{t(`state.${state}`)}</StatusMark>
  if (inForce) return <StatusMark tone="good">{t('current')}</StatusMark>
  return (
    <StatusMark tone="neutral">{t(validFrom > todayOf(new Date()) ? 'upcoming' : 'superseded')}</StatusMark>
  )
}
