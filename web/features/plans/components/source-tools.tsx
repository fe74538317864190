import Button from 'antd/es/button'
import { useEffect, useMemo, useState, type RefObject } from 'react'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import { segmentText, type Span } from '../segment-text.ts'
import { selectedSpan } from '../text-places.ts'
import { Legend, type SourceTextHandle } from './source-text.tsx'

/** Legend, page noise, and what can be done with the words that are selected. */
export function SourceTools({
  source,
  text,
  noise,
  folded,
  canAdd,
  onSelected,
  onFold,
  onAdd,
}: {
  readonly source: RefObject<SourceTextHandle | null>
  readonly text: string
  readonly noise: readonly Span[]
  readonly folded: boolean
  readonly canAdd: boolean
  readonly onSelected: (span: Span | null) => void
  readonly onFold: (folded: boolean) => void
  readonly onAdd: () => void
}) {
  const t = useText(roomTexts)
  const [characters, setCharacters] = useState(0)
  const noiseLines = useMemo(
    () => segmentText(text, [], noise).filter((paragraph) => paragraph.noise).length,
    [text, noise],
  )

  useEffect(() => {
    function changed() {
      const root = source.current?.root()
      const selection = window.getSelection()
      // The focus has gone to a form: the words stay chosen for it.
      if (!root || !selection?.anchorNode || !root.contains(selection.anchorNode)) return
      const span = selectedSpan(root, text)
      onSelected(span)
      setCharacters(span ? span.end - span.start : 0)
    }
    document.addEventListener('selectionchange', changed)
    return () => document.removeEventListener('selectionchange', changed)
  }, [source, text, onSelected])

  return (
    <div className="source-tools">
      <Legend />
      {noise.length > 0 ? (
        <button
          type="button"
          className="only-open push"
          aria-pressed={!folded}
          onClick={() => onFold(!folded)}
        >
          {folded ? t('noiseFolded', { n: noiseLines }) : t('showNoise')}
        </button>
      ) : null}
      {canAdd ? (
        <span className={noise.length > 0 ? '' : 'push'}>
          {characters > 0 ? `${t('selected', { n: characters })} ` : ''}
          <Button
            size="small"
            title={t('addHint')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={onAdd}
          >
            {t('addFromSelection')} <kbd>a</kbd>
          </Button>
        </span>
      ) : null}
    </div>
  )
}
