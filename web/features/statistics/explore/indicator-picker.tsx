import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { IndicatorRow } from '#contract/statistics'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { matchIndicators } from './match-indicator.ts'

/** The indicator that is shown, and the way to another: by name, alias, pinyin initials or code, apart by rhythm. */
export function IndicatorPicker({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly IndicatorRow[]
  readonly chosen: IndicatorRow | undefined
  readonly onChoose: (row: IndicatorRow) => void
}) {
  const t = useText(exploreTexts)
  const say = useSay()
  const name = chosen ? say(chosen.name) : '…'
  return (
    <Disclosure
      className="explore-picker"
      label={t('chooseIndicator', { name })}
      face={
        <>
          <span className="explore-picked">{name}</span> <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => (
        <PickerList
          rows={rows}
          chosen={chosen?.code}
          onChoose={(row) => {
            onChoose(row)
            close()
          }}
        />
      )}
    </Disclosure>
  )
}

function PickerList({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly IndicatorRow[]
  readonly chosen: string | undefined
  readonly onChoose: (row: IndicatorRow) => void
}) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  const id = useId()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const groups = useMemo(() => matchIndicators(rows, words), [rows, words])
  const flat = useMemo(() => groups.flatMap((group) => group.rows), [groups])
  const at = active >= 0 ? active : words === '' ? flat.findIndex(({ code }) => code === chosen) : 0
  const idOf = (code: string) => `${id}-${code}`
  const current = flat[at]
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    if (current) document.getElementById(`${id}-${current.code}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, current])
  return (
    <>
      <input
        ref={input}
        className="explore-find"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={current ? idOf(current.code) : undefined}
        aria-label={t('findIndicator')}
        placeholder={t('findIndicator')}
        value={words}
        maxLength={60}
        onChange={({ target }) => {
          setWords(target.value)
          setActive(-1)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setActive(Math.min(flat.length - 1, at + 1))
          else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1))
          else if (event.key === 'Enter' && current) onChoose(current)
          else return
          event.preventDefault()
        }}
      />
      <div id={id} className="explore-options" role="listbox" aria-label={t('indicator')}>
        {groups.map(({ rhythm, rows: own }) => (
          <div key={rhythm} role="group" aria-labelledby={`${id}-${rhythm}-group`}>
            <div id={`${id}-${rhythm}-group`} className="explore-options-head" role="presentation">
              {t(`group.${rhythm}`)}
            </div>
            {own.map((row) => (
              <div
                key={row.code}
                id={idOf(row.code)}
                role="option"
                aria-selected={row.code === chosen}
                className={row === current ? 'explore-option explore-option-active' : 'explore-option'}
                title={row.code}
                onClick={() => onChoose(row)}
                onMouseMove={() => setActive(flat.indexOf(row))}
              >
                <span>{say(row.name)}</span>
                <span className="soft small">{unitWords(row.unit, language)}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 ? (
        <p className="soft small" role="status">
          {t('noIndicator', { q: words })}
        </p>
      ) : null}
    </>
  )
}
