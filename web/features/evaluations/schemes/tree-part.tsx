import Button from 'antd/es/button'
import { useState } from 'react'
import type { WeightingMethod } from '#domain/evaluation'
import { useAddress } from '../../../app/address.ts'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Panel } from '../../../ui/page.tsx'
import { say } from '../../../ui/say.ts'
import { fixedWords, shareWords } from '../shared/number-words.ts'
import { NodeStandingMark } from '../shared/state-marks.tsx'
import { IndicatorPicker } from './indicator-picker.tsx'
import { placeOfIssue } from './issue-places.ts'
import { LeafWays } from './leaf-ways.tsx'
import { methodName } from './method-note.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeEditor } from './scheme-editor.ts'
import type { DraftHandle } from './scheme-page.tsx'
import { nodeOf, rootOf, weightingOf } from './scheme-tree.ts'
import type { TreeRow } from './scheme-tree.ts'
import { SourceWords } from './source-words.tsx'
import {
  addNode,
  changeNode,
  emptyNode,
  equalWeights,
  indentNode,
  nextCode,
  outdentNode,
  removeNode,
  scaleWeights,
  shiftNode,
} from './tree-edits.ts'

/** 指标体系: headings and indicators with their weights; in a draft they are edited where they stand. */
export function TreePart({ draft }: { readonly draft: DraftHandle | null }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const [address, changeAddress] = useAddress<'ways'>()
  const { rows, selected, select, change, scheme } = useSchemeEditor()
  const [picks, setPicks] = useState(false)
  const showsWays = address.ways === '1'
  const place = rows.findIndex(({ node }) => node.code === selected)
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, place + step))]
    if (next === undefined) return
    select(next.node.code)
    document.getElementById(`node-${next.node.code}`)?.scrollIntoView({ block: 'nearest' })
  }
  const act = (edit: (code: string) => Parameters<NonNullable<typeof change>>[0]) =>
    selected === null || change === null ? undefined : () => change(edit(selected), null)
  const up = act((code) => (from) => shiftNode(from, code, -1))
  const down = act((code) => (from) => shiftNode(from, code, 1))
  const indent = act((code) => (from) => indentNode(from, code))
  const outdent = act((code) => (from) => outdentNode(from, code))
  const node = nodeOf(scheme, selected)
  // New things go into the heading that is chosen, or into that of the chosen indicator.
  const into = (
    node === undefined ? rootOf(scheme) : node.input === null ? node : nodeOf(scheme, node.parent)
  )?.code
  const remove =
    selected === null || change === null || node === undefined || node.parent === null
      ? undefined
      : () => {
          change((from) => removeNode(from, selected), null)
          select(node.parent)
        }
  const addHeading =
    into === undefined || change === null
      ? undefined
      : () => {
          const code = nextCode(scheme, into)
          change((from) => addNode(from, emptyNode(code, into)), null)
          select(code)
        }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    'Alt+ArrowUp': up,
    'Alt+ArrowDown': down,
    'Alt+ArrowRight': indent,
    'Alt+ArrowLeft': outdent,
    Delete: remove,
    h: addHeading,
    i: change === null || into === undefined ? undefined : () => setPicks(true),
  })
  return (
    <div id="part-tree" tabIndex={-1}>
      <Panel
        title={t('part.tree')}
        actions={
          <label className="small soft">
            <input
              type="checkbox"
              checked={showsWays}
              onChange={({ target }) => changeAddress({ ways: target.checked ? '1' : null })}
            />{' '}
            {t('showWays')}
          </label>
        }
      >
        {draft === null ? null : (
          <div className="tree-tools" role="toolbar" aria-label={t('treeTools')}>
            <Button size="small" disabled={!addHeading} onClick={addHeading} title="h">
              {t('addHeading')}
            </Button>
            <Button size="small" disabled={into === undefined} onClick={() => setPicks(true)} title="i">
              {t('addIndicator')}
            </Button>
            <Button size="small" disabled={!up} onClick={up} title="Alt+↑">
              {t('moveUp')}
            </Button>
            <Button size="small" disabled={!down} onClick={down} title="Alt+↓">
              {t('moveDown')}
            </Button>
            <Button size="small" disabled={!outdent} onClick={outdent} title="Alt+←">
              {t('outdent')}
            </Button>
            <Button size="small" disabled={!indent} onClick={indent} title="Alt+→">
              {t('indent')}
            </Button>
            <Button size="small" danger disabled={!remove} onClick={remove} title="Delete">
              {t('remove')}
            </Button>
            <span className="soft small tree-keys">{t('treeKeys')}</span>
          </div>
        )}
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('part.tree')}>
          <table className="tree-table">
            <thead>
              <tr>
                <th scope="col">{words('indicator')}</th>
                {draft === null ? null : (
                  <th scope="col" className="number">
                    {t('weightWritten')}
                  </th>
                )}
                <th scope="col" className="number" title={t('shareWhy')}>
                  {t('share')}
                </th>
                <th scope="col" className="number" title={t('effectiveWhy')}>
                  {t('effective')}
                </th>
                <th scope="col" className="tree-source">
                  {t('source')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <TreeLine key={row.node.code} row={row} showsWays={showsWays} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {picks && into !== undefined ? <IndicatorPicker parent={into} onClose={() => setPicks(false)} /> : null}
    </div>
  )
}

function TreeLine({ row, showsWays }: { readonly row: TreeRow; readonly showsWays: boolean }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme, change, selected, select, issues, issueWords } = useSchemeEditor()
  const { node, level, isLeaf } = row
  const own = issues.filter((issue) => placeOfIssue(scheme, issue).node === node.code)
  const name = say(node.name, language)
  const parent = nodeOf(scheme, node.parent)
  const given = parent !== undefined && weightingOf(scheme, parent).method === 'given'
  return (
    <tr
      id={`node-${node.code}`}
      className={isLeaf ? 'tree-leaf' : `tree-heading tree-level-${Math.min(level, 2)}`}
      aria-current={node.code === selected ? 'true' : undefined}
    >
      <td style={{ paddingLeft: 8 + level * 18 }}>
        <button type="button" className="tree-name" onClick={() => select(node.code)}>
          <span lang={language === 'en' && !node.name.en ? 'zh' : undefined}>
            {name === '' ? <em>{t('unnamedNode')}</em> : name}
          </span>
        </button>{' '}
        <span className="tree-code">{node.code}</span>
        {node.input === null ? null : (
          <span className="tree-facts soft small">
            <span title={words(`directionWhy.${node.input.direction}`)}>
              {node.input.direction === 'more' ? '↑' : node.input.direction === 'less' ? '↓' : '?'}{' '}
              {node.input.direction === 'more' || node.input.direction === 'less'
                ? words(`direction.${node.input.direction}`)
                : t('missing.direction')}
            </span>
            {node.input.unit ? (
              <>
                {' · '}
                <span lang={language === 'en' ? 'zh' : undefined}>{node.input.unit}</span>
              </>
            ) : null}{' '}
            {node.standing === 'inferred' || node.standing === 'verified' ? (
              <NodeStandingMark standing={node.standing} />
            ) : null}
          </span>
        )}
        {isLeaf ? null : <HeadingSum row={row} />}
        {own.map((issue, index) => (
          <div key={`${issue.code} ${index}`} className="field-error">
            <span aria-hidden="true">■</span> {issueWords(issue)}
          </div>
        ))}
        {showsWays && isLeaf ? <LeafWays node={node} /> : null}
      </td>
      {change === null ? null : (
        <td className="number tree-weight">
          {node.parent === null ? null : given ? (
            <NumberField
              label={t('weightOf', { name: name || node.code })}
              value={node.weight}
              least={0}
              width={84}
              onNumber={(weight) => {
                if (weight !== null)
                  change((from) => changeNode(from, node.code, { weight }), `${node.code} weight`)
              }}
            />
          ) : (
            <span className="faint">—</span>
          )}
        </td>
      )}
      <td className="number">
        {node.parent === null ? null : row.share === null ? (
          <span className="faint">—</span>
        ) : isOutside(row) ? (
          <span className="mark-warn" title={t('outOfRange')}>
            <span aria-hidden="true">▲</span> {shareWords(row.share, 2)}
            <span className="unseen"> {t('outOfRange')}</span>
          </span>
        ) : (
          shareWords(row.share, 2)
        )}
      </td>
      <td className="number">
        {row.effective === null ? (
          <span className="faint">—</span>
        ) : (
          <span className="tree-effective">
            <span aria-hidden="true" style={{ width: `${Math.min(100, row.effective * 100)}%` }} />
            {shareWords(row.effective, 2)}
          </span>
        )}
      </td>
      <td className="tree-source">{isLeaf ? <SourceWords node={node} /> : null}</td>
    </tr>
  )
}

/** A share that its own range does not allow; a last bit is no difference. */
function isOutside({ node: { weightRange }, share }: TreeRow): boolean {
  if (weightRange === null || share === null) return false
  return share < weightRange.least - 1e-9 || share > weightRange.most + 1e-9
}

/** Of a heading: how its children are weighed and what their weights add to. */
function HeadingSum({ row }: { readonly row: TreeRow }) {
  const t = useText(evaluationSchemeTexts)
  const methods = useText(evaluationMethodTexts)
  const { scheme, change } = useSchemeEditor()
  const { node, children, childrenSum } = row
  if (children.length === 0) return null
  const way: WeightingMethod = weightingOf(scheme, node)
  if (way.method !== 'given')
    return (
      <span className="tree-facts small soft">{methods(`${methodName('weighting', way.method)}.name`)}</span>
    )
  const sum = Number(childrenSum.toFixed(4))
  const whole = sum === 100
  if (change === null)
    return <span className="tree-facts small soft">{t('childrenN', { n: children.length })}</span>
  const words = t('sumOf', { sum })
  return (
    <div className="heading-sum">
      <span
        className={whole ? 'sum-bar' : 'sum-bar sum-off'}
        role="img"
        aria-label={words}
        title={whole ? t('sumWhole') : t('sumOff')}
      >
        <span style={{ width: `${Math.min(100, sum)}%` }} />
      </span>
      <span className={whole ? 'small soft' : 'small mark-warn'}>
        {whole ? '' : '▲ '}
        {fixedWords(sum, Number.isInteger(sum) ? 0 : 2)}
      </span>
      {whole ? null : (
        <button
          type="button"
          className="scheme-act small"
          onClick={() => change((from) => scaleWeights(from, node.code), null)}
        >
          {t('scaleTo100')}
        </button>
      )}
      <button
        type="button"
        className="scheme-act small"
        onClick={() => change((from) => equalWeights(from, node.code), null)}
      >
        {t('makeEqual')}
      </button>
    </div>
  )
}
