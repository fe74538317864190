import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { z } from 'zod'
import { OrganisationKind } from '#contract/registry'
import type { SearchHit } from '#contract/work'
import { AddressLink } from '../../app/address-link.tsx'
import { commonTexts } from '../../text/common.ts'
import { frameTexts } from '../../text/frame.ts'
import { useText } from '../../text/index.ts'
import { useKeys } from '../../ui/keys.ts'
import { ErrorState } from '../../ui/states.tsx'
import { searchQuery } from './queries.ts'
import './search-dialog.css'

type Hit = z.infer<typeof SearchHit>

/** The field in the top bar; it and Ctrl-K open the search. */
export function SearchButton() {
  const t = useText(frameTexts)
  const [open, setOpen] = useState(false)
  useKeys({ 'mod+k': () => setOpen(true) })
  return (
    <>
      <button type="button" className="search-button" onClick={() => setOpen(true)}>
        <span>{t('find')}</span> <kbd>Ctrl K</kbd>
      </button>
      {open ? <SearchDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(frameTexts)
  const common = useText(commonTexts)
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useSettled(typed.trim(), 120)
  const found = useQuery({ ...searchQuery(q), placeholderData: keepPreviousData })
  const hits = useDeferredValue(q === '' ? [] : (found.data?.hits ?? []))
  const chosen = Math.min(at, hits.length - 1)

  /** Of an organisation the server sends its kind, which has a name in each language. */
  function contextOf(hit: Hit): string {
    const kind = OrganisationKind.safeParse(hit.context)
    return hit.kind === 'organisation' && kind.success ? common(`kind.${kind.data}`) : hit.context
  }

  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    document.getElementById(`${listId}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, listId])

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && hits.length > 0) {
      event.preventDefault()
      setAt((chosen + step + hits.length) % hits.length)
    }
    const hit = hits[chosen]
    // Enter right after typing waits for the answer to what was typed, not to what stood there before.
    if (event.key === 'Enter' && hit && q === typed.trim() && !found.isPlaceholderData) {
      event.preventDefault()
      onClose()
      router.history.push(hit.href)
    }
  }

  return (
    <dialog
      ref={dialog}
      className="search-dialog"
      aria-label={t('find')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <input
        role="combobox"
        aria-label={t('find')}
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={hits.length > 0 ? `${listId}-${chosen}` : undefined}
        placeholder={t('findHint')}
        value={typed}
        maxLength={100}
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      {found.error ? <ErrorState error={found.error} /> : null}
      <div id={listId} role="listbox" aria-label={common('search')} className="search-hits">
        {hits.map((hit, index) => (
          <AddressLink
            key={`${hit.kind} ${hit.id}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            href={hit.href}
            onClick={onClose}
            onMouseMove={() => setAt(index)}
          >
            <span className="search-kind">{t(`hit.${hit.kind}`)}</span>
            <span className="search-title">
              {hit.title}
              <span className="soft small">{contextOf(hit)}</span>
            </span>
          </AddressLink>
        ))}
      </div>
      {hits.length === 0 ? (
        <p className="search-empty" role="status">
          {q === '' ? t('findStart') : found.isSuccess && !found.isFetching ? t('findNothing', { q }) : ''}
        </p>
      ) : null}
      <p className="search-foot" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> {t('findMove')} <kbd>↵</kbd> {t('findOpen')} <kbd>Esc</kbd> {t('findClose')}
      </p>
    </dialog>
  )
}

/** The value once it has stood still for a while, so that not every keystroke asks the server. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
