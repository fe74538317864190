import Button from 'antd/es/button'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { useText } from '../../../text/index.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { figureWords, scoreWords, shareWords } from '../shared/number-words.ts'
import type { OwnModel, OwnRow } from './own-model.ts'
import { OwnStrip } from './own-strip.tsx'

/** The whole tree: figure, score and where the unit stands among all; each figure explains itself and can be doubted. */
export function OwnFigures({
  model,
  mine,
  onOpen,
  onObject,
}: {
  readonly model: OwnModel
  readonly mine: boolean
  readonly onOpen: (node: string) => void
  /** Null: nothing can be doubted now. */
  readonly onObject: ((row: OwnRow) => void) | null
}) {
  const t = useText(evaluationOwnTexts)
  return (
    <Panel title={t('figures')}>
      <p className="soft small">{t('figuresNote')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('figures')}>
        <table className="plain-table own-table">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              <th scope="col" className="number">
                {t('weight')}
              </th>
              <th scope="col" className="number">
                {t(mine ? 'own' : 'ownOther')}
              </th>
              <th scope="col" className="number">
                {t('score')}
              </th>
              <th scope="col" className="own-place">
                {t('place')}
              </th>
              <th scope="col" className="number own-spread">
                {t('spread')}
              </th>
              {onObject || model.rows.some(({ own }) => own.objected) ? (
                <th scope="col">
                  <span className="unseen">{t('objection')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {model.rows.map((row) => (
              <FigureLine
                key={row.node.code}
                row={row}
                acts={onObject !== null || model.rows.some(({ own }) => own.objected)}
                onOpen={onOpen}
                onObject={onObject}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function FigureLine({
  row,
  acts,
  onOpen,
  onObject,
}: {
  readonly row: OwnRow
  readonly acts: boolean
  readonly onOpen: (node: string) => void
  readonly onObject: ((row: OwnRow) => void) | null
}) {
  const t = useText(evaluationOwnTexts)
  const say = useSay()
  const { language } = useFormat()
  const { node, own, level, isWorse } = row
  const name = say(node.name)
  const isLeaf = node.input !== null
  const shown = isLeaf ? figureWords : scoreWords
  const value = isLeaf ? own.raw : own.score
  return (
    <tr className={isLeaf ? undefined : 'own-heading'}>
      <th scope="row" style={{ paddingLeft: 10 + level * 18 }}>
        <button
          type="button"
          className="plain-button"
          aria-label={t('openNode', { name })}
          onClick={() => onOpen(node.code)}
        >
          {name}
        </button>
      </th>
      <td className="number">{shareWords(own.effective)}</td>
      <td className="number nowrap">
        {isLeaf ? (
          <>
            <span title={own.raw === null ? undefined : String(own.raw)}>{figureWords(own.raw)}</span>{' '}
            <span className="soft small">{unitWords(node.input.unit, language)}</span>
          </>
        ) : null}
      </td>
      <td className="number" title={own.score === null ? undefined : String(own.score)}>
        {scoreWords(own.score)}
      </td>
      <td
        className="own-place"
        title={t('stripWords', {
          least: shown(own.least),
          median: shown(own.median),
          most: shown(own.most),
          own: shown(value),
        })}
      >
        <OwnStrip least={own.least} median={own.median} most={own.most} own={value} />
        {isWorse === null ? null : <span className="unseen">{t(isWorse ? 'worse' : 'better')}</span>}
      </td>
      <td className="number nowrap own-spread small soft">
        {shown(own.least)} / {shown(own.median)} / {shown(own.most)}
      </td>
      {acts ? (
        <td className="own-act">
          {own.objected ? (
            <span className="mark-warn">▲ {t('objected')}</span>
          ) : onObject !== null && node.input !== null && node.input.kind === 'figure' ? (
            <Button size="small" aria-label={t('objectTo', { name })} onClick={() => onObject(row)}>
              {t('object')}
            </Button>
          ) : onObject !== null && node.input?.kind === 'panel' ? (
            <span className="small soft" title={t('panelNo')}>
              —
            </span>
          ) : null}
        </td>
      ) : null}
    </tr>
  )
}
