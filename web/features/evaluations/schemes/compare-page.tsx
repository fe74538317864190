import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SchemeView } from '#contract/evaluations'
import { compareSchemes } from '#domain/evaluation'
import type { Scheme, SchemeDifference } from '#domain/evaluation'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { say } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { SyntheticMark } from '../shared/state-marks.tsx'
import { unitNameIn } from '../shared/unit-name.tsx'
import { propertyWords, subjectName, valueWords } from './difference-words.ts'
import { MoveRows, Without } from './effect-panel.tsx'
import { readDraft } from './read-draft.ts'
import { SchemeName } from './scheme-name.tsx'
import { schemeQuery, schemesQuery } from './scheme-queries.ts'
import { nodeWords } from './scheme-words.ts'
import { movesOf, sumUpMoves, tryScheme } from './try-scheme.ts'
import { useTrialData } from './use-trial-data.ts'
import '../../../ui/plain-table.css'
import './scheme-page.css'

/** Two versions: everything in which they differ, and what that does to the ranking. */
export function CompareSchemesPage() {
  const t = useText(evaluationSchemeTexts)
  const schemeId = usePathParam('schemeId')
  const [{ with: withId }, change] = useAddress<'with' | 'counts'>()
  const after = useQuery(schemeQuery(schemeId))
  const before = useQuery({ ...schemeQuery(withId ?? ''), enabled: withId !== undefined })
  const schemes = useQuery(schemesQuery)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  useTitle(t('compareTitle'))
  const error = after.error ?? before.error
  const others = (schemes.data?.schemes ?? []).filter(
    ({ id, unitKind }) => id !== schemeId && unitKind === (after.data?.row.unitKind ?? unitKind),
  )
  return (
    <div className="page page-wide scheme-page">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <div className="small">
            <AddressLink href={`/evaluations/schemes/${schemeId}`}>
              ← {after.data ? <SchemeName row={after.data.row} /> : null}
            </AddressLink>
          </div>
          <h1>{t('compareTitle')}</h1>
          <div className="soft scheme-facts">
            <span>{t('compareFrom')}</span>
            <Choice
              aria-label={t('compareWith')}
              value={withId ?? ''}
              onChange={({ target }) => change({ with: target.value }, { push: true })}
            >
              <option value="">{t('chooseOther')}</option>
              {others.map((row) => (
                <option key={row.id} value={row.id}>
                  {say(row.name, language) || row.code} {words('version', { n: row.version })}{' '}
                  {words(`schemeState.${row.state}`)}
                </option>
              ))}
            </Choice>
            <span>{t('compareTo')}</span>
            {after.data ? (
              <span>
                <SchemeName row={after.data.row} /> {words('version', { n: after.data.row.version })}{' '}
                {words(`schemeState.${after.data.row.state}`)}
              </span>
            ) : null}
          </div>
        </div>
        {withId ? (
          <div className="page-actions">
            <LinkButton href={`/evaluations/schemes/${withId}/compare?with=${schemeId}`}>
              {t('compareSwap')}
            </LinkButton>
          </div>
        ) : null}
      </header>
      {error ? <ErrorState error={error} /> : null}
      {withId === undefined ? <EmptyState title={t('chooseOther')} /> : null}
      {withId !== undefined && !error && !(after.data && before.data) ? <Loading /> : null}
      {after.data && before.data ? <Compared before={before.data} after={after.data} /> : null}
    </div>
  )
}

function Compared({ before, after }: { readonly before: SchemeView; readonly after: SchemeView }) {
  const t = useText(evaluationSchemeTexts)
  const old = useMemo(() => readDraft(before.definition), [before])
  const now = useMemo(() => readDraft(after.definition), [after])
  if (old === null || now === null) return <div className="failed">{t('compareUnreadable')}</div>
  return (
    <div className="scheme-columns compare-columns">
      <Differences before={old} after={now} />
      <Effect before={old} after={now} view={after} />
    </div>
  )
}

function Differences({ before, after }: { readonly before: Scheme; readonly after: Scheme }) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const [{ counts: onlyCounts }, change] = useAddress<'with' | 'counts'>()
  const all = useMemo(() => compareSchemes(before, after), [before, after])
  const shown = onlyCounts === '1' ? all.filter(({ counts }) => counts) : all
  const nameOf = (subject: SchemeDifference['subject'], code: string): string | null => {
    for (const scheme of [after, before]) {
      const lists = {
        scheme: [],
        node: scheme.nodes,
        gate: scheme.gates,
        adjustment: scheme.adjustments,
        grade: scheme.grading?.grades ?? [],
      }
      const found = lists[subject].find((one) => one.code === code)
      if (found !== undefined) return say(found.name, language)
    }
    return null
  }
  return (
    <Panel
      title={t('compareN', { n: all.length, counts: all.filter(({ counts }) => counts).length })}
      actions={
        <label className="small soft">
          <input
            type="checkbox"
            checked={onlyCounts === '1'}
            onChange={({ target }) => change({ counts: target.checked ? '1' : null })}
          />{' '}
          {t('compareOnly')}
        </label>
      }
    >
      {shown.length === 0 ? (
        <EmptyState title={t('compareNone')} />
      ) : (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('compareTitle')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('differs.what')}</th>
                <th scope="col">{t('differs.change')}</th>
                <th scope="col">{t('differs.property')}</th>
                <th scope="col">{t('differs.from')}</th>
                <th scope="col">{t('differs.to')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.subject} ${one.code ?? ''} ${one.change} ${one.property ?? ''}`}>
                  <td>
                    {one.code === null ? t('subject.scheme') : subjectName(one, nameOf)}
                    {one.code === null ? null : (
                      <div className="small soft">
                        {t(`subject.${one.subject}`)} {one.code}
                      </div>
                    )}
                  </td>
                  <td className="nowrap">
                    <span className={one.counts ? 'mark-warn' : 'soft'}>
                      {one.counts ? '▲' : '○'} {t(`change.${one.change}`)}
                    </span>
                    <div className="small soft">{t(one.counts ? 'countsYes' : 'countsNot')}</div>
                  </td>
                  <td>{propertyWords(one.property, language)}</td>
                  <td>{valueWords(one.from, one.property, language)}</td>
                  <td>{valueWords(one.to, one.property, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Effect({
  before,
  after,
  view,
}: {
  readonly before: Scheme
  readonly after: Scheme
  readonly view: SchemeView
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { run, isLoading } = useTrialData(view)
  const tried = useMemo(() => {
    if (run === null) return null
    const one = tryScheme(before, run.data, run.row.period)
    const other = tryScheme(after, run.data, run.row.period)
    return {
      rows: other.result === null ? [] : movesOf(other.result, one.result),
      without: [
        ...new Set([
          ...one.without.map((code) => nodeWords(before, code, language)),
          ...other.without.map((code) => nodeWords(after, code, language)),
        ]),
      ],
    }
  }, [run, before, after, language])
  if (run === null)
    return isLoading ? <Loading /> : <Panel title={t('compareEffect')}>{t('noDataWhy')}</Panel>
  const moves = tried?.rows ?? []
  const sum = sumUpMoves(moves)
  return (
    <Panel title={t('compareEffect')}>
      <p className="small soft">
        {t('effectOn', { period: periodWords(run.row.period, language), serial: run.row.serial })}{' '}
        <SyntheticMark />
      </p>
      {tried !== null && tried.without.length > 0 ? <Without names={tried.without} /> : null}
      {moves.length === 0 ? (
        <p>{t('effectNone')}</p>
      ) : (
        <>
          <p className="effect-sum">
            {sum.moved === 0 && sum.grades === 0
              ? t('effectSame')
              : t('effectSum', { moved: sum.moved, furthest: sum.furthest, grades: sum.grades })}
          </p>
          <MoveRows
            moves={moves}
            compares
            grades={after.grading?.grades ?? []}
            nameOf={(unit) => unitNameIn(run.unitNames, unit, language)}
            head={{
              rank: words('rank'),
              unit: words('unit'),
              score: words('score'),
              grade: words('grade'),
              moved: t('moved'),
            }}
          />
        </>
      )}
    </Panel>
  )
}
