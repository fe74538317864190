import Button from 'antd/es/button'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { verifyAudit } from '#contract/access'
import { useAddress } from '../../app/address.ts'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'
import { administrationTexts } from '../../text/administration.ts'
import { useText } from '../../text/index.ts'
import { useIssueText } from '../../text/issues.ts'
import { Choice } from '../../ui/choice.tsx'
import { StatusMark } from '../../ui/marks.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { AuditTable } from './audit-table.tsx'
import { auditQuery } from './queries.ts'
import './administration.css'

/** Beginnings of actions' names, as areas of work. */
const GROUPS = [
  'session.',
  'user.',
  'document.',
  'plan-item.',
  'plan.',
  'case.',
  'procedure.',
  'absence.',
  'settings.',
  'webhook.',
  'evaluation.',
  'job.',
  'audit.',
] as const

/** The trail, newest first, and its verification; the audit administrator's. */
export function AuditPage() {
  const t = useText(administrationTexts)
  const [{ action }, change] = useAddress<'action'>()
  const trail = useInfiniteQuery(auditQuery(action))
  const verifying = useMutation({
    mutationFn: () => call(verifyAudit),
    // Verifying is itself recorded.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['audit'] }),
  })
  const entries = trail.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <Page
      wide
      title={t('audit')}
      note={t('auditNote')}
      actions={
        <Button type="primary" onClick={() => verifying.mutate()} loading={verifying.isPending}>
          {verifying.isPending ? t('verifying') : t('verify')}
        </Button>
      }
    >
      <div role="status">{verifying.data ? <Verdict verdict={verifying.data} /> : null}</div>
      {verifying.error ? <ErrorState error={verifying.error} /> : null}
      <div className="filters">
        <Choice
          aria-label={t('filterAction')}
          value={action ?? ''}
          onChange={(event) => change({ action: event.target.value })}
        >
          <option value="">{t('filterAll')}</option>
          {GROUPS.map((group) => (
            <option key={group} value={group}>
              {t(`group.${group}`)}
            </option>
          ))}
        </Choice>
      </div>
      {trail.error ? <ErrorState error={trail.error} retry={() => void trail.refetch()} /> : null}
      {!trail.data && !trail.error ? <Loading /> : null}
      {trail.data ? (
        <Panel label={t('audit')}>
          {entries.length === 0 ? (
            <EmptyState title={t('noEntries')}>{t('noEntriesWhy')}</EmptyState>
          ) : (
            <>
              <AuditTable entries={entries} />
              <div className="admin-older">
                {trail.hasNextPage ? (
                  <Button onClick={() => void trail.fetchNextPage()} loading={trail.isFetchingNextPage}>
                    {trail.isFetchingNextPage ? t('loadingOlder') : t('older')}
                  </Button>
                ) : (
                  <span className="soft small">{t('end')}</span>
                )}
              </div>
            </>
          )}
        </Panel>
      ) : null}
    </Page>
  )
}

function Verdict({
  verdict,
}: {
  readonly verdict: {
    readonly intact: boolean
    readonly entries: number
    readonly faults: readonly { readonly sequence: number; readonly code: string }[]
  }
}) {
  const t = useText(administrationTexts)
  const issueText = useIssueText()
  if (verdict.intact)
    return (
      <p className="verdict verdict-good">
        <StatusMark tone="good">{t('intact', { n: verdict.entries })}</StatusMark>
      </p>
    )
  return (
    <div className="verdict verdict-bad">
      <StatusMark tone="bad">{t('broken', { n: verdict.entries, faults: verdict.faults.length })}</StatusMark>
      <ul>
        {verdict.faults.map((fault) => (
          <li key={`${fault.sequence} ${fault.code}`}>
            {t('faultAt', { sequence: fault.sequence, what: issueText(fault) })}
          </li>
        ))}
      </ul>
      {t('brokenWhat')}
    </div>
  )
}
