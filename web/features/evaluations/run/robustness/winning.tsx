import { useMemo } from 'react'
import type { Lead, WeightMove } from '#domain/evaluation'
import { evaluationRobustnessTexts } from '../../../../text/evaluation-robustness.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { LinkButton } from '../../../../ui/link-button.tsx'
import { StatusMark } from '../../../../ui/marks.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { figureWords, rankWords, shareWords, signedWords } from '../../shared/number-words.ts'
import { tabHref } from '../run-address.ts'
import type { ChangeRunAddress, RunAddress } from '../run-address.ts'
import type { RunModel } from '../run-model.ts'
import { useRunIssueText } from '../run-words.ts'
import type { RunWords } from '../run-words.ts'
import { searchWinning } from './search-winning.ts'
import { formatTried } from '../what-if/tried-weights.ts'

/** Which allowed weights would make this unit first, the nearest ones; or who stays before it whatever they are. */
export function Winning({
  model,
  words,
  address,
  change,
}: {
  readonly model: RunModel
  readonly words: RunWords
  readonly address: RunAddress
  readonly change: ChangeRunAddress
}) {
  const t = useText(evaluationRobustnessTexts)
  const issueText = useRunIssueText(words)
  const unit =
    model.ranked.find((each) => each.unit === address.unit)?.unit ??
    model.ranked[1]?.unit ??
    model.ranked[0]?.unit ??
    ''
  const { found, held } = useMemo(() => searchWinning(model, unit), [model, unit])
  const name = words.unit(unit)
  const lead = ({ value, scale }: Lead) =>
    figureWords(value) + (scale === 'score' ? '' : t('scaleNote', { scale: t(`scale.${scale}`) }))
  return (
    <Panel title={t('show.winning')}>
      <p className="soft small">{t('winningNote')}</p>
      <p>
        <span className="soft">{t('winningUnit')} </span>
        <Choice
          aria-label={t('winningUnit')}
          value={unit}
          onChange={({ target }) => change({ unit: target.value })}
        >
          {model.ranked.map((each) => (
            <option key={each.unit} value={each.unit}>
              {rankWords(each.rank)} {words.unit(each.unit)}
            </option>
          ))}
        </Choice>
      </p>
      {held.length > 0 && found.ok ? (
        <p className="mark-warn">▲ {t('winningHeld', { headings: held.map(words.node) })}</p>
      ) : null}
      {!found.ok ? (
        <p className="mark-warn">▲ {found.issues.map((issue) => issueText(issue)).join(' ')}</p>
      ) : found.value.kind === 'already' ? (
        <p role="status">
          <StatusMark tone="good">
            {t('winningAlready', { unit: name, lead: lead(found.value.lead) })}
          </StatusMark>
        </p>
      ) : found.value.kind === 'possible' ? (
        <>
          <p role="status">
            <StatusMark tone="warn">
              {t('winningPossible', {
                unit: name,
                rank: rankWords(found.value.rankBefore),
                distance: shareWords(found.value.distance, 2),
              })}
            </StatusMark>
            <span className="soft"> · {t('winningWidest', { lead: lead(found.value.widest) })}</span>
          </p>
          <Moves moves={found.value.moves} model={model} words={words} address={address} unit={unit} />
        </>
      ) : (
        <>
          <p role="status">
            <StatusMark tone="neutral">{t('winningImpossible', { unit: name })}</StatusMark>
            <span className="soft"> · {t('winningLag', { lag: lead(found.value.lag) })}</span>
          </p>
          <p>
            {found.value.alwaysBefore.length > 0
              ? t('winningAlways', { units: found.value.alwaysBefore.map(words.unit) })
              : t('winningMixture', {
                  lag: lead(found.value.lag),
                  list: found.value.rivals.map(
                    (rival) => `${words.unit(rival.unit)} ${shareWords(rival.share)}`,
                  ),
                })}
          </p>
          <p>
            {found.value.rank.least === found.value.rank.most
              ? t('winningRankExact', { rank: found.value.rank.most })
              : t('winningRank', { least: found.value.rank.least, most: found.value.rank.most })}
          </p>
          <Moves moves={found.value.moves} model={model} words={words} address={address} unit={unit} />
        </>
      )}
    </Panel>
  )
}

function Moves({
  moves,
  model,
  words,
  address,
  unit,
}: {
  readonly moves: readonly WeightMove[]
  readonly model: RunModel
  readonly words: RunWords
  readonly address: RunAddress
  readonly unit: string
}) {
  const t = useText(evaluationRobustnessTexts)
  const moved = moves
    .filter(({ before, after }) => Math.abs(after - before) > 1e-9)
    .toSorted(
      (one, other) =>
        Math.abs(other.effectiveAfter - other.effectiveBefore) -
        Math.abs(one.effectiveAfter - one.effectiveBefore),
    )
  const headings = new Set(moved.map(({ heading }) => heading))
  // Siblings that stay are named too, or the rest of a heading would be shared out among them again.
  const tried = Object.fromEntries(
    moves.filter(({ heading }) => headings.has(heading)).map(({ node, after }) => [node, after]),
  )
  const w = formatTried(tried)
  if (moved.length === 0) return null
  return (
    <>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.winning')}>
        <table className="plain-table heat">
          <caption className="soft small heat-caption">{t('onlyMoved', { n: moved.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('node')}</th>
              <th scope="col">{t('heading')}</th>
              <th scope="col" className="number">
                {t('before')}
              </th>
              <th scope="col" className="number">
                {t('after')}
              </th>
              <th scope="col" className="number">
                {t('allowed')}
              </th>
              <th scope="col" className="number">
                {t('effective')}
              </th>
            </tr>
          </thead>
          <tbody>
            {moved.map((move) => (
              <tr key={move.node}>
                <th scope="row">{words.node(move.node)}</th>
                <td className="soft">{words.node(move.heading)}</td>
                <td className="number">{shareWords(move.before, 2)}</td>
                <td className="number">
                  <b>{shareWords(move.after, 2)}</b>
                </td>
                <td className="number soft">
                  {shareWords(move.least)}–{shareWords(move.most)}
                </td>
                <td className="number nowrap">
                  {shareWords(move.effectiveAfter, 2)}{' '}
                  <span className="soft small">
                    {signedWords((move.effectiveAfter - move.effectiveBefore) * 100)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {w === null ? null : (
        <p className="robustness-try">
          <LinkButton href={tabHref(model.view.row.id, { ...address, unit, w }, 'what-if')}>
            {t('winningTry')}
          </LinkButton>
        </p>
      )}
    </>
  )
}
