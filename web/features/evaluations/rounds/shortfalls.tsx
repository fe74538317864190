import { useMemo, useState } from 'react'
import { AddressLink } from '../../../app/address-link.tsx'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { useText } from '../../../text/index.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { figureWords, shareWords } from '../shared/number-words.ts'
import { shortfallsOf } from './own-model.ts'
import type { OwnModel } from './own-model.ts'

const FIRST = 6

/** Indicators worse than the median, the heaviest first, with how far it is to the median and to the best. */
export function Shortfalls({
  model,
  runHref,
  onOpen,
}: {
  readonly model: OwnModel
  /** The run, for whoever may read all of it: there each figure that lifts the grade is worked out. */
  readonly runHref: string | null
  readonly onOpen: (node: string) => void
}) {
  const t = useText(evaluationOwnTexts)
  const say = useSay()
  const { language } = useFormat()
  const [all, setAll] = useState(false)
  const found = useMemo(() => shortfallsOf(model), [model])
  const shown = all ? found : found.slice(0, FIRST)
  return (
    <Panel
      title={t('raiseTitle')}
      actions={runHref === null ? null : <AddressLink href={runHref}>{t('toRaise')}</AddressLink>}
    >
      <p className="soft small">{t(runHref === null ? 'raiseNote' : 'raiseNoteRun')}</p>
      {found.length === 0 ? (
        <p>● {t('raiseNone')}</p>
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('raiseTitle')}>
          <table className="plain-table own-table">
            <thead>
              <tr>
                <th scope="col">{t('indicator')}</th>
                <th scope="col" className="number">
                  {t('weight')}
                </th>
                <th scope="col" className="number">
                  {t('now')}
                </th>
                <th scope="col" className="number">
                  {t('toMedian')}
                </th>
                <th scope="col" className="number">
                  {t('toBest')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ row: { node, own }, now, median, best }) => (
                <tr key={node.code}>
                  <th scope="row">
                    <button
                      type="button"
                      className="plain-button"
                      aria-label={t('openNode', { name: say(node.name) })}
                      onClick={() => onOpen(node.code)}
                    >
                      {say(node.name)}
                    </button>
                  </th>
                  <td className="number">{shareWords(own.effective)}</td>
                  <td className="number">
                    {figureWords(now)}{' '}
                    <span className="soft small">{unitWords(node.input?.unit ?? null, language)}</span>
                  </td>
                  <Aim now={now} aim={median} />
                  <Aim now={now} aim={best} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.length > FIRST ? (
        <button type="button" className="plain-button unit-more" onClick={() => setAll(!all)}>
          {all ? t('fewer', { n: FIRST }) : t('more', { n: found.length })}
        </button>
      ) : null}
    </Panel>
  )
}

function Aim({ now, aim }: { readonly now: number; readonly aim: number }) {
  const t = useText(evaluationOwnTexts)
  return (
    <td className="number nowrap">
      {figureWords(aim)}{' '}
      <span className="soft small">{t('gap', { n: figureWords(Math.abs(aim - now)) })}</span>
    </td>
  )
}
