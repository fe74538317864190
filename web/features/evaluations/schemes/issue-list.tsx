import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useText } from '../../../text/index.ts'
import { useSchemeEditor } from './scheme-editor.ts'

const MOST = 6

/** Why the draft cannot run yet; each line leads to its place. */
export function IssueList({ onShow }: { readonly onShow: (index: number) => void }) {
  const t = useText(evaluationSchemeTexts)
  const { issues, issueWords } = useSchemeEditor()
  return (
    <section className="scheme-issues" aria-label={t('issuesTitle', { n: issues.length })}>
      <strong>▲ {t('issuesTitle', { n: issues.length })}</strong>
      <ul>
        {issues.slice(0, MOST).map((issue, index) => (
          <li key={`${issue.code} ${issue.path?.join('.') ?? ''} ${index}`}>
            <button type="button" className="scheme-act" onClick={() => onShow(index)}>
              {issueWords(issue)}
            </button>
          </li>
        ))}
      </ul>
      {issues.length > MOST ? (
        <span className="soft small">{t('issuesMore', { n: issues.length - MOST })}</span>
      ) : null}
    </section>
  )
}
