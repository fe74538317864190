import type { DutyRow } from '#contract/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightReasons } from '../shared/light-why.tsx'

/** Why a duty of the list has its colour: the rules that fired, with their figures. */
export function DutyWhy({ duty, onClose }: { readonly duty: DutyRow; readonly onClose: () => void }) {
  const t = useText(ledgerTexts)
  return (
    <Dialog title={t('lightWhy', { light: t(`light.${duty.light}`) })} onClose={onClose}>
      <p>
        <DutyLink duty={duty} />
      </p>
      <LightReasons dutyId={duty.id} />
    </Dialog>
  )
}
