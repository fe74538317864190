import { useMemo } from 'react'
import { headingConsistency, judgedTable, principalComponents } from '#domain/evaluation'
import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { fixedWords, shareWords } from '../../shared/number-words.ts'
import { useRunIssueText } from '../run-words.ts'
import type { StatisticsPartProps } from './statistics-tab.tsx'

const COMPONENTS = 5

/** Cronbach's alpha of every heading, and the principal components of what is below one. */
export function Consistency({ model, words, address, change }: StatisticsPartProps) {
  const t = useText(evaluationStatisticsTexts)
  const issueText = useRunIssueText(words)
  const alphas = useMemo(() => headingConsistency(model.compiled, model.result).toReversed(), [model])
  const heading = alphas.find((each) => each.heading === address.level)?.heading ?? model.compiled.root.code
  const children = (model.compiled.byCode.get(heading)?.children ?? []).map(({ code }) => code)
  const found = principalComponents(judgedTable(model.result, 'scores') ?? {}, children)
  return (
    <div className="statistics-two">
      <Panel title={t('alphaTitle')}>
        <p className="soft small">{t('alphaNote')}</p>
        <table className="plain-table heat">
          <thead>
            <tr>
              <th scope="col">{t('heading')}</th>
              <th scope="col" className="number">
                {t('children')}
              </th>
              <th scope="col" className="number">
                {t('alpha')}
              </th>
            </tr>
          </thead>
          <tbody>
            {alphas.map(({ heading: code, children: n, alpha }) => (
              <tr key={code}>
                <th scope="row">{words.node(code)}</th>
                <td className="number">{n}</td>
                <td className={alpha !== null && alpha < 0.7 ? 'number mark-warn' : 'number'}>
                  {alpha === null ? '—' : `${alpha < 0.7 ? '▲ ' : ''}${fixedWords(alpha, 3)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel
        title={t('pcaTitle')}
        actions={
          <Choice
            aria-label={t('pcaOf')}
            value={heading}
            onChange={({ target }) => change({ level: target.value })}
          >
            {alphas.map(({ heading: code }) => (
              <option key={code} value={code}>
                {words.node(code)}
              </option>
            ))}
          </Choice>
        }
      >
        {!found.ok ? (
          <p className="mark-warn">▲ {found.issues.map((issue) => issueText(issue)).join(' ')}</p>
        ) : (
          <>
            <p className="soft small">
              {t('pcaNote', { heading: words.node(heading), rows: found.value.rows.length })}
            </p>
            <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('pcaTitle')}>
              <table className="plain-table heat">
                <thead>
                  <tr>
                    <th scope="col">{t('indicator')}</th>
                    {found.value.components.slice(0, COMPONENTS).map((_, index) => (
                      <th key={index} scope="col" className="number">
                        {t('component', { n: index + 1 })}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  <tr className="statistics-heading">
                    <th scope="row">{t('eigenvalue')}</th>
                    {found.value.components.slice(0, COMPONENTS).map(({ eigenvalue }, index) => (
                      <td key={index} className="number">
                        {fixedWords(eigenvalue, 2)}
                      </td>
                    ))}
                  </tr>
                  <tr className="statistics-heading">
                    <th scope="row">{t('variance')}</th>
                    {found.value.components.slice(0, COMPONENTS).map(({ share }, index) => (
                      <td key={index} className="number">
                        {shareWords(share)}
                      </td>
                    ))}
                  </tr>
                  <tr className="statistics-heading">
                    <th scope="row">{t('cumulative')}</th>
                    {found.value.components.slice(0, COMPONENTS).map((_, index) => (
                      <td key={index} className="number">
                        {shareWords(
                          found.value.components
                            .slice(0, index + 1)
                            .reduce((sum, { share }) => sum + share, 0),
                        )}
                      </td>
                    ))}
                  </tr>
                  {found.value.nodes.map((node, place) => (
                    <tr key={node}>
                      <th scope="row">{words.node(node)}</th>
                      {found.value.components.slice(0, COMPONENTS).map(({ loadings }, index) => (
                        <td key={index} className="number">
                          {fixedWords(loadings[place] ?? 0, 2)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Panel>
    </div>
  )
}
