import Button from 'antd/es/button'
import type { ChangeAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { EmptyState } from '../../../ui/states.tsx'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import type { ListAddressName } from './list-address.ts'

/** Why nothing is shown, and how to begin or go on. */
export function NoDuties({
  filter,
  change,
}: {
  readonly filter: DutyFilterAddress
  readonly change: ChangeAddress<ListAddressName>
}) {
  const t = useText(ledgerListTexts)
  const names = Object.keys(filter)
  return names.length > 0 ? (
    <EmptyState
      title={t('emptyFilterTitle')}
      action={
        <Button onClick={() => change(Object.fromEntries(names.map((name) => [name, null])), { push: true })}>
          {t('clear')}
        </Button>
      }
    >
      {t('emptyFilter')}
    </EmptyState>
  ) : (
    <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
  )
}
