import Button from 'antd/es/button'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import type { Span } from '../segment-text.ts'
import { moveEdge } from '../sentences.ts'

const LONGEST_QUOTE = 160

/** The words that an item stands on: taken from the selection, or moved edge by edge with the keyboard. */
export function SpanEditor({
  text,
  span,
  onChange,
  onUseSelection,
}: {
  readonly text: string
  readonly span: Span
  readonly onChange: (span: Span) => void
  readonly onUseSelection: () => void
}) {
  const t = useText(roomTexts)
  const edges = [
    { edge: 'start', name: t('startEdge') },
    { edge: 'end', name: t('endEdge') },
  ] as const
  return (
    <div className="span-editor">
      <div className="small soft">{t('span')}</div>
      <p className="span-quote" lang="zh">
        {quoteOf(text, span)}
      </p>
      <div className="span-tools">
        {/* Pressing the button must not give up the selection that it takes. */}
        <Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={onUseSelection}>
          {t('useSelection')}
        </Button>
        {edges.map(({ edge, name }) => (
          <span key={edge} className="gap">
            {name}{' '}
            <EdgeButton
              words={t('edge.backClause', { edge: name })}
              sign="«"
              onPress={() => onChange(moveEdge(text, span, edge, -1, 'clause'))}
            />
            <EdgeButton
              words={t('edge.back', { edge: name })}
              sign="‹"
              onPress={() => onChange(moveEdge(text, span, edge, -1, 'character'))}
            />
            <EdgeButton
              words={t('edge.forward', { edge: name })}
              sign="›"
              onPress={() => onChange(moveEdge(text, span, edge, 1, 'character'))}
            />
            <EdgeButton
              words={t('edge.forwardClause', { edge: name })}
              sign="»"
              onPress={() => onChange(moveEdge(text, span, edge, 1, 'clause'))}
            />
          </span>
        ))}
      </div>
    </div>
  )
}

function EdgeButton({
  words,
  sign,
  onPress,
}: {
  readonly words: string
  readonly sign: string
  readonly onPress: () => void
}) {
  return (
    <Button size="small" title={words} aria-label={words} onClick={onPress}>
      <span aria-hidden="true">{sign}</span>
    </Button>
  )
}

/** Both ends of a long passage, because the ends are what is being set. */
export function quoteOf(text: string, span: Span): string {
  const words = text.slice(span.start, span.end).replaceAll(/\s+/g, ' ')
  if (words.length <= LONGEST_QUOTE) return words
  return `${words.slice(0, LONGEST_QUOTE / 2)} … ${words.slice(-LONGEST_QUOTE / 2)}`
}
