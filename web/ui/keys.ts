import { useEffect, useRef } from 'react'

export type KeyActions = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>

/**
 * Keys of a page: `j`, `Enter`, `Shift+Enter`, `?`, `mod+k` (Ctrl, or Command on a Mac). Plain keys are left alone while
 * somebody types, while an input method composes, while a dialog is open (unless `inDialog`), and where Enter or Space
 * belongs to the focused button or link.
 */
export function useKeys(
  actions: KeyActions,
  options: { readonly enabled?: boolean; readonly inDialog?: boolean } = {},
): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const { enabled = true, inDialog = false } = options
  useEffect(() => {
    if (!enabled) return
    function press(event: KeyboardEvent) {
      const name = keyName(event)
      const action = latest.current[name]
      if (!action || event.defaultPrevented || event.isComposing) return
      if (!name.startsWith('mod+')) {
        if (isTyping(event.target)) return
        if ((event.key === 'Enter' || event.key === ' ') && isOperable(event.target)) return
        if (!inDialog && document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]')) return
      }
      event.preventDefault()
      action(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [enabled, inDialog])
}

/** The name under which a key is looked up. Shift counts only for keys that it doesn't turn into another character. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const modifier = event.ctrlKey || event.metaKey ? 'mod+' : event.altKey ? 'Alt+' : ''
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'Shift+' : ''
  return modifier + shift + key
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))
  )
}

function isOperable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary, [role="button"]') !== null
}
