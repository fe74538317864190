import Button from 'antd/es/button'
import { useEffect, useRef } from 'react'
import type { PolicyDefinition } from '#domain/matching'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { usePlaceWords } from './finding-words.ts'
import { partOf } from './finding-places.ts'
import type { StaleDraft } from './use-policy-draft.ts'

const MOST = 10

/** Somebody else saved first: what differs, and whose stays. What was typed is still in the editor. */
export function StalePanel({
  stale,
  definition,
  busy,
  onMine,
  onTheirs,
}: {
  readonly stale: StaleDraft
  readonly definition: PolicyDefinition
  readonly busy: boolean
  readonly onMine: () => void
  readonly onTheirs: () => void
}) {
  const t = useText(policyEditorTexts)
  const format = useFormat()
  const say = useSay()
  const place = usePlaceWords(definition)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A browser may answer a promise, which is nothing to clean up.
    void panel.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <div ref={panel} className="failed" role="alert">
      <strong>
        {t('staleTitle', { name: stale.by, at: stale.at === null ? '—' : format.moment(stale.at) })}
      </strong>
      <p>{t('staleWhy', { n: stale.differences.length })}</p>
      <ul>
        {stale.differences.slice(0, MOST).map(({ kind, path, node }, at) => (
          <li key={`${path.join('.')} ${at}`}>
            {node === null
              ? place(path)
              : `${t(`part.${partOf(['eligibility'])}`)} · ${node.title === null ? t('untitled') : say(node.title) || t('untitled')}`}{' '}
            <span className="soft">{t(`change.${kind}`)}</span>
          </li>
        ))}
        {stale.differences.length > MOST ? (
          <li className="soft">{t('more', { n: stale.differences.length - MOST })}</li>
        ) : null}
      </ul>
      <div className="failed-foot">
        <Button size="small" loading={busy} onClick={onMine}>
          {t('keepMine')}
        </Button>
        <Button size="small" disabled={busy} onClick={onTheirs}>
          {t('takeTheirs')}
        </Button>
      </div>
    </div>
  )
}
