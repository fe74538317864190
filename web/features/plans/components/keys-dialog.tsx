import Modal from 'antd/es/modal'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'

const KEYS = [
  ['keys.next', 'j'],
  ['keys.previous', 'k'],
  ['keys.nextOpen', 'n'],
  ['keys.accept', '↵'],
  ['keys.reject', 'x'],
  ['keys.edit', 'e'],
  ['keys.split', 's'],
  ['keys.merge', 'm'],
  ['keys.reopen', 'o'],
  ['keys.undo', 'u'],
  ['keys.add', 'a'],
  ['keys.acceptAll', 'Shift ↵'],
  ['keys.unreviewed', 'f'],
  ['keys.kinds', '0–6'],
  ['keys.noise', 'z'],
  ['keys.history', 'h'],
  ['keys.save', 'Ctrl ↵'],
  ['keys.escape', 'Esc'],
  ['keys.help', '?'],
] as const

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(roomTexts)
  return (
    <Modal open title={t('keysTitle')} footer={null} width={620} onCancel={onClose}>
      <dl className="keys">
        {KEYS.map(([what, keys]) => (
          <div key={what}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
