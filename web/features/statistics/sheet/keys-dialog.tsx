import { filingActTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import './keys-dialog.css'

const KEYS = [
  { keys: ['↑', '↓', '←', '→', 'PgUp', 'PgDn'], text: 'key.move' },
  { keys: ['Home', 'End', 'Ctrl Home', 'Ctrl End'], text: 'key.ends' },
  { keys: ['Enter', 'F2'], text: 'key.edit' },
  { keys: ['0–9', 'A–Z'], text: 'key.type' },
  { keys: ['Enter', 'Tab'], text: 'key.next' },
  { keys: ['Esc'], text: 'key.escape' },
  { keys: ['Delete'], text: 'key.clear' },
  { keys: ['Ctrl Z', 'Ctrl Y'], text: 'key.undo' },
  { keys: ['Shift ↑ ↓ ← →'], text: 'key.select' },
  { keys: ['Ctrl C'], text: 'key.copy' },
  { keys: ['Ctrl V'], text: 'key.paste' },
  { keys: ['F8', 'Shift F8'], text: 'key.finding' },
  { keys: ['Esc', 'Tab'], text: 'key.leave' },
] as const

/** The keys of the sheet. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(filingActTexts)
  return (
    <Dialog title={t('keysTitle')} onClose={onClose}>
      <dl className="sheet-keys">
        {KEYS.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
