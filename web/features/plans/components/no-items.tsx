import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import { EmptyState } from '../../../ui/states.tsx'

export function NoItems({
  any,
  unreviewedOnly,
}: {
  readonly any: boolean
  readonly unreviewedOnly: boolean
}) {
  const t = useText(roomTexts)
  if (!any) return <EmptyState title={t('nothingReadTitle')}>{t('nothingRead')}</EmptyState>
  return (
    <EmptyState title={unreviewedOnly ? t('allReviewed') : t('nothingShownTitle')}>
      {t('nothingShown')}
    </EmptyState>
  )
}
