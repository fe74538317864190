import Button from 'antd/es/button'
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { WhatIf } from '#domain/evaluation'
import type { CompiledNode, WhatIfAnswer } from '#domain/evaluation'
import { evaluationWhatIfTexts } from '../../../../text/evaluation-what-if.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { copyText } from '../../shared/copy-text.ts'
import { rankWords, scoreWords, shareWords } from '../../shared/number-words.ts'
import { GradeMark } from '../../shared/state-marks.tsx'
import type { ChangeRunAddress, RunAddress } from '../run-address.ts'
import type { RunTabProps } from '../run-page.tsx'
import { useRunIssueText, useRunWords } from '../run-words.ts'
import { formatTried, parseTried } from './tried-weights.ts'
import { tryShare } from './try-share.ts'
import type { Tried } from './try-share.ts'
import './what-if.css'

/** Other weights within their allowed ranges, and the ranking they would give, at once. Nothing is saved. */
export function WhatIfTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationWhatIfTexts)
  const words = useRunWords(model)
  const issueText = useRunIssueText(words)
  const whatIf = useMemo(() => new WhatIf(model.compiled, model.result), [model])
  const [tried, setTried] = useTried(address, change)
  const answer = useMemo(() => whatIf.rescore(tried), [whatIf, tried])
  // The slider follows the hand first, the long table a moment later.
  const shown = useDeferredValue(answer)
  const [copied, setCopied] = useState(false)
  const touched = Object.keys(tried).length > 0
  return (
    <>
      <p className="soft">{t('note')}</p>
      <div className="what-if">
        <Panel
          title={t('title')}
          actions={
            <span className="what-if-acts">
              <Button size="small" disabled={!touched} onClick={() => setTried({})}>
                {t('reset')}
              </Button>
              <Button
                size="small"
                onClick={() => {
                  const url = new URL(window.location.href)
                  const w = formatTried(tried)
                  if (w === null) url.searchParams.delete('w')
                  else url.searchParams.set('w', w)
                  void copyText(url.href).then(setCopied)
                }}
              >
                {t(copied ? 'copied' : 'copyAddress')}
              </Button>
            </span>
          }
        >
          {answer.ok ? null : (
            <p className="mark-warn" role="alert">
              ▲ {t('refused')}：{answer.issues.map((issue) => issueText(issue)).join(' ')}
            </p>
          )}
          <Weights
            model={model}
            whatIf={whatIf}
            shares={answer.ok ? answer.value.shares : {}}
            tried={tried}
            onTry={(node, share) =>
              setTried(
                tryShare(
                  whatIf,
                  tried,
                  (node.parent?.children ?? []).map(({ code }) => code),
                  node.code,
                  share,
                ),
              )
            }
          />
          <p className="soft small what-if-rest">{t('rest')}</p>
        </Panel>
        {shown.ok ? (
          <KeptRanking model={model} answer={shown.value} unit={address.unit} change={change} />
        ) : null}
      </div>
    </>
  )
}

/** What is tried, kept here so that sliders follow the hand, and in the address a moment later so that it can be sent on. */
function useTried(address: RunAddress, change: ChangeRunAddress): [Tried, (tried: Tried) => void] {
  const { w } = address
  const [tried, setTried] = useState<Tried>(() => parseTried(w))
  const [seen, setSeen] = useState(w)
  const written = useRef(w)
  // Back, Forward or a link brought another address: it counts.
  if (w !== seen) {
    setSeen(w)
    if ((formatTried(tried) ?? undefined) !== w) setTried(parseTried(w))
  }
  useEffect(() => {
    const next = formatTried(tried) ?? undefined
    if (next === written.current) return
    const timer = setTimeout(() => {
      written.current = next
      change({ w: next ?? null })
    }, 300)
    return () => clearTimeout(timer)
  }, [tried, change])
  return [tried, setTried]
}

function Weights({
  model,
  whatIf,
  shares,
  tried,
  onTry,
}: {
  readonly model: RunTabProps['model']
  readonly whatIf: WhatIf
  readonly shares: Readonly<Record<string, number>>
  readonly tried: Tried
  readonly onTry: (node: CompiledNode, share: number) => void
}) {
  const t = useText(evaluationWhatIfTexts)
  const words = useRunWords(model)
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        Object.keys(tried).flatMap((code) => {
          const parent = model.compiled.byCode.get(code)?.parent
          return parent ? [parent.code] : []
        }),
      ),
  )
  const rows: CompiledNode[] = []
  const waiting = model.compiled.root.children.toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    rows.push(next)
    if (open.has(next.code)) waiting.push(...next.children.toReversed())
  }
  return (
    <table className="plain-table what-if-weights">
      <thead>
        <tr>
          <th scope="col">{t('share')}</th>
          <th scope="col" className="number">
            {t('official')}
          </th>
          <th scope="col" colSpan={2}>
            {t('tried')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((node) => {
          const name = words.node(node.code)
          const official = model.weightOf(node.code)?.share ?? 0
          const share = shares[node.code] ?? tried[node.code] ?? official
          const allowed = whatIf.allowed(node.code)
          const movable = allowed !== null && allowed.most - allowed.least > 1e-9
          return (
            <tr key={node.code} className={node.isLeaf ? undefined : 'what-if-heading'}>
              <th scope="row" style={{ paddingLeft: 6 + (node.level - 1) * 18 }}>
                {node.isLeaf ? (
                  <span className="what-if-name">{name}</span>
                ) : (
                  <button
                    type="button"
                    className="what-if-open"
                    aria-expanded={open.has(node.code)}
                    aria-label={t(open.has(node.code) ? 'collapse' : 'expand', { name })}
                    onClick={() => {
                      const next = new Set(open)
                      if (!next.delete(node.code)) next.add(node.code)
                      setOpen(next)
                    }}
                  >
                    <span aria-hidden="true">{open.has(node.code) ? '▾' : '▸'}</span> {name}
                  </button>
                )}
              </th>
              <td className="number soft">{shareWords(official)}</td>
              <td className="what-if-slider">
                {movable ? (
                  <input
                    type="range"
                    min={allowed.least}
                    max={allowed.most}
                    step={0.0025}
                    value={share}
                    aria-label={t('slider', { name })}
                    aria-valuetext={shareWords(share)}
                    title={t('allowed', {
                      least: shareWords(allowed.least),
                      most: shareWords(allowed.most),
                    })}
                    onChange={({ target }) => onTry(node, Number(target.value))}
                  />
                ) : (
                  <span className="faint small">{t('fixedWhy')}</span>
                )}
              </td>
              <td className="what-if-number">
                {movable ? (
                  <PercentField
                    label={t('percent', { name })}
                    share={share}
                    least={allowed.least}
                    most={allowed.most}
                    isTried={node.code in tried}
                    onShare={(value) => onTry(node, value)}
                  />
                ) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A share typed as a percentage; it counts on Enter or when the field is left, kept within what is allowed. */
function PercentField({
  label,
  share,
  least,
  most,
  isTried,
  onShare,
}: {
  readonly label: string
  readonly share: number
  readonly least: number
  readonly most: number
  readonly isTried: boolean
  readonly onShare: (share: number) => void
}) {
  const shown = String(Number((share * 100).toFixed(2)))
  const [typed, setTyped] = useState<string | null>(null)
  function take() {
    if (typed === null) return
    const value = Number(typed) / 100
    setTyped(null)
    if (typed.trim() === '' || !Number.isFinite(value) || typed === shown) return
    onShare(Math.min(most, Math.max(least, value)))
  }
  return (
    <>
      <input
        className={isTried ? 'what-if-field what-if-tried' : 'what-if-field'}
        inputMode="decimal"
        aria-label={label}
        value={typed ?? shown}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take()
          if (key === 'Escape') setTyped(null)
        }}
      />
      %
    </>
  )
}

function TriedRanking({
  model,
  answer,
  unit: selected,
  change,
}: {
  readonly model: RunTabProps['model']
  readonly answer: WhatIfAnswer
  readonly unit: string | undefined
  readonly change: ChangeRunAddress
}) {
  const t = useText(evaluationWhatIfTexts)
  const words = useRunWords(model)
  const rows = answer.standings
    .filter(({ rank }) => rank !== null)
    .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
  const moved = rows.filter(({ gained }) => gained !== 0 && gained !== null).length
  const regraded = rows.filter(({ unit, grade }) => grade !== (model.standingOf(unit)?.grade ?? null)).length
  return (
    <Panel title={t('ranking')}>
      <p role="status" className="what-if-status">
        {moved === 0 && regraded === 0 ? t('unchanged') : t('changedN', { n: moved, grades: regraded })}
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('ranking')}>
        <table className="plain-table what-if-ranking">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('rank')}
              </th>
              <th scope="col">{t('unit')}</th>
              <th scope="col" className="number">
                {t('score')}
              </th>
              <th scope="col" className="number">
                {t('officialRank')}
              </th>
              <th scope="col">{t('move')}</th>
              <th scope="col" className="number">
                {t('officialScore')}
              </th>
              {model.grades.length > 0 ? <th scope="col">{t('grade')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ unit, rank, score, grade, gained }) => {
              const official = model.standingOf(unit)
              return (
                <tr
                  key={unit}
                  aria-current={unit === selected ? 'true' : undefined}
                  onClick={() => change({ unit })}
                >
                  <td className="number">
                    <b>{rankWords(rank)}</b>
                  </td>
                  <th scope="row" lang={words.langOf(unit)}>
                    {words.unit(unit)}
                  </th>
                  <td className="number" title={String(score)}>
                    {scoreWords(score)}
                  </td>
                  <td className="number soft">{rankWords(official?.rank)}</td>
                  <td className="nowrap">
                    {gained === null || gained === 0 ? (
                      <span className="faint">—</span>
                    ) : gained > 0 ? (
                      <span className="mark-good">↑ {t('up', { n: gained })}</span>
                    ) : (
                      <span className="mark-bad">↓ {t('down', { n: -gained })}</span>
                    )}
                  </td>
                  <td className="number soft">{scoreWords(official?.score)}</td>
                  {model.grades.length > 0 ? (
                    <td className="nowrap">
                      <GradeMark grade={grade} grades={model.grades} />
                      {official && official.grade !== grade ? (
                        <span className="small soft">
                          {' '}
                          {t('gradeWas', { grade: words.grade(official.grade) })}
                        </span>
                      ) : null}
                    </td>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
const KeptRanking = memo(TriedRanking)
