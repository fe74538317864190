import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import { REVIEWED_KINDS, type ItemInput } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { valuesOfNew } from '../item-form-values.ts'
import type { ReviewedKind } from '../review-state.ts'
import type { Span } from '../segment-text.ts'
import { ItemForm } from './item-form.tsx'

/** An item that the engine missed: which words, which kind, then its fields. */
export function NewItem({
  versionId,
  text,
  span,
  kind,
  bodies,
  spanEditor,
  onKind,
  onSave,
  onCancel,
}: {
  readonly versionId: string
  readonly text: string
  readonly span: Span
  readonly kind: ReviewedKind | null
  readonly bodies: readonly string[]
  readonly spanEditor: ReactNode
  readonly onKind: (kind: ReviewedKind) => void
  readonly onSave: (item: ItemInput) => void
  readonly onCancel: () => void
}) {
  const t = useText(roomTexts)
  const words = useText(itemTexts)
  if (kind !== null)
    return (
      <div className="composer">
        <h2>
          {t('addTitle')} · {words(`kind.${kind}`)}
        </h2>
        <ItemForm
          key={kind}
          kind={kind}
          initial={valuesOfNew(kind, text.slice(span.start, span.end))}
          bodies={bodies}
          draftKey={`duoyuan.draft.${versionId}.new.${kind}.${span.start}`}
          onSave={onSave}
          onCancel={onCancel}
        >
          {spanEditor}
        </ItemForm>
      </div>
    )
  return (
    <div className="composer">
      <h2>{t('addTitle')}</h2>
      {spanEditor}
      <p className="soft composer-ask">{t('addChoose')}</p>
      <div className="composer-kinds">
        {REVIEWED_KINDS.map((each, index) => (
          <Button key={each} autoFocus={index === 0} onClick={() => onKind(each)}>
            {words(`kind.${each}`)} <kbd>{index + 1}</kbd>
          </Button>
        ))}
        <Button type="text" onClick={onCancel}>
          {t('cancel')} <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}
