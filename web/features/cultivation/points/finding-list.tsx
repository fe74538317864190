import type { PointsFinding } from '#contract/cultivation'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { StatusMark } from '../../../ui/marks.tsx'

/** What the check of a table found, errors first. */
export function FindingList({ findings }: { readonly findings: readonly PointsFinding[] }) {
  const t = useText(pointsTexts)
  const issueText = useIssueText()
  const ordered = ['error', 'warning'].flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  )
  return (
    <ul className="points-findings" aria-label={t('findings')}>
      {ordered.map((finding) => (
        <li key={`${finding.code} ${finding.path.join('.')} ${JSON.stringify(finding.params)}`}>
          <StatusMark tone={finding.severity === 'error' ? 'bad' : 'warn'}>
            {t(`severity.${finding.severity}`)}
          </StatusMark>{' '}
          {issueText(finding)}
        </li>
      ))}
    </ul>
  )
}
