import type { ReactNode } from 'react'
import type { PolicyView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'

const TONES = {
  draft: 'warn',
  proposed: 'warn',
  published: 'good',
  withdrawn: 'bad',
  superseded: 'neutral',
} as const

/** Which policy and version it is, in what state, and what can be done with it. */
export function VersionHead({
  view: { row, version },
  definition,
  children,
}: {
  readonly view: PolicyView
  readonly definition: PolicyDefinition
  readonly children: ReactNode
}) {
  const t = useText(policyEditorTexts)
  const words = useText(policyTexts)
  const say = useSay()
  const format = useFormat()
  const title = say(definition.title) || t('untitledPolicy', { code: row.code })
  const { returned, proposed, changed } = version
  useTitle(title)
  return (
    <header className="version-head">
      <div className="version-title">
        <p className="no-print small">
          <AddressLink href={`/policies/${row.id}`}>← {t('back')}</AddressLink>
        </p>
        <h1>{title}</h1>
        <div className="version-facts soft small">
          <span>{t('versionOf', { n: version.number })}</span>
          <StatusMark tone={TONES[version.state]}>{words(`versionState.${version.state}`)}</StatusMark>
          <span>{row.code}</span>
          <span>
            {version.state === 'proposed' && proposed !== null
              ? t('proposedBy', { name: proposed.name, at: format.moment(proposed.at) })
              : t('changedBy', { name: changed.name, at: format.moment(changed.at) })}
          </span>
        </div>
        {version.state === 'draft' && returned !== null ? (
          <p className="mark-warn version-returned">
            <span aria-hidden="true">▲</span>{' '}
            {t('returned', { name: returned.name, at: format.moment(returned.at), reason: returned.reason })}
          </p>
        ) : null}
      </div>
      <div className="version-acts no-print">{children}</div>
    </header>
  )
}
