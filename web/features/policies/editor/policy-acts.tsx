import Button from 'antd/es/button'
import { useState } from 'react'
import type { PolicyView } from '#contract/policies'
import { useSession } from '../../../app/session.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useSay } from '../../../ui/say.ts'
import { ActDialog } from './act-dialog.tsx'
import { DraftDialog, DraftNextButton } from './draft-dialog.tsx'

/** What a writer of policies can begin from one: its next version, or another policy; the version in work, where there is one. */
export function PolicyActs({ data }: { readonly data: PolicyView }) {
  const { row, version, definition } = data
  const t = useText(policyEditorTexts)
  const words = useText(policyTexts)
  const say = useSay()
  const { roles, user } = useSession()
  const [copies, setCopies] = useState(false)
  const [withdraws, setWithdraws] = useState(false)
  if (!version.can.includes('copy')) return null
  const isOwn = row.owner === null ? roles.includes('zone_office') : row.owner.id === user.organisation?.id
  return (
    <div className="page-actions no-print">
      {row.inWork !== null ? (
        <LinkButton href={`/policies/${row.id}/versions/${row.inWork.versionId}`}>
          {t('openDraft', { n: row.inWork.number, state: words(`versionState.${row.inWork.state}`) })}
        </LinkButton>
      ) : isOwn ? (
        <DraftNextButton policyId={row.id} versionId={row.versionId} number={row.number} />
      ) : null}
      <Button onClick={() => setCopies(true)}>{t('draftCopy')}</Button>
      {version.can.includes('withdraw') && version.state === 'published' ? (
        <Button danger onClick={() => setWithdraws(true)}>
          {t('withdraw')}
        </Button>
      ) : null}
      {withdraws && definition !== null ? (
        <ActDialog
          act="withdraw"
          view={data}
          definition={definition}
          findings={[]}
          prepare={() => Promise.resolve(version.rowVersion)}
          onClose={() => setWithdraws(false)}
          onDone={() => setWithdraws(false)}
        />
      ) : null}
      {copies ? (
        <DraftDialog
          from={{ versionId: version.id, title: say(row.title) || row.code }}
          onClose={() => setCopies(false)}
        />
      ) : null}
    </div>
  )
}
