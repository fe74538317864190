import Button from 'antd/es/button'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { PolicyView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { todayOf } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useQuery } from '@tanstack/react-query'
import { PolicyContent } from '../policy/policy-content.tsx'
import { PolicyFacts } from '../policy/policy-facts.tsx'
import { useSeesMatches } from '../shared/policy-marks.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { VersionAct } from './act-dialog.tsx'
import { CheckPanel } from './check-panel.tsx'
import { policyChoicesQuery } from './editor-queries.ts'
import { MatchDetails, MatchPanel } from './match-panel.tsx'
import { readDraft } from './read-draft.ts'
import { useLiveCheck } from './use-live-check.ts'
import { VersionHead } from './version-head.tsx'

/** 复核: a second person reads the content, the check, whom it reaches and the differences, and publishes or returns it. */
export function ReviewVersion({ view }: { readonly view: PolicyView }) {
  const t = useText(policyEditorTexts)
  const say = useSay()
  const router = useRouter()
  const [act, setAct] = useState<VersionAct | null>(null)
  const definition = useMemo(() => readDraft(view), [view])
  const live = useLiveCheck(definition)
  const { data: choices } = useQuery({ ...policyChoicesQuery, enabled: live.may })
  const seesMatches = useSeesMatches()
  const { row, version } = view
  const { can } = version
  const before = view.versions.find(
    ({ number, state }) => number < version.number && (state === 'published' || state === 'superseded'),
  )
  const isProposed = version.state === 'proposed'
  return (
    <>
      <VersionHead view={view} definition={definition}>
        {can.includes('return') ? <Button onClick={() => setAct('return')}>{t('return')}</Button> : null}
        {can.includes('publish') || (isProposed && can.includes('return')) ? (
          <Button
            type="primary"
            disabled={!can.includes('publish')}
            aria-describedby={can.includes('publish') ? undefined : 'four-eyes'}
            onClick={() => setAct('publish')}
          >
            {t('publish')}
          </Button>
        ) : null}
        {isProposed ? null : <LinkButton href={`/policies/${row.id}`}>{t('toPolicy')}</LinkButton>}
      </VersionHead>
      {isProposed ? (
        <div className="version-review" role="note">
          {can.includes('publish') ? (
            <span>{t('reviewWhy')}</span>
          ) : can.includes('return') ? (
            <span id="four-eyes">
              <span aria-hidden="true">▲</span> {t('fourEyes')}
            </span>
          ) : null}{' '}
          {before === undefined ? (
            <span className="soft">{t('firstVersion')}</span>
          ) : (
            <AddressLink href={`/policies/${row.id}?compare=${before.id}..${version.id}`}>
              {t('differences', { n: before.number })}
            </AddressLink>
          )}
        </div>
      ) : version.state === 'published' ? (
        <p className="soft">{t('published')}</p>
      ) : null}
      <div className={live.may ? 'version-columns' : ''}>
        <div className="version-main version-read">
          <Panel title={t('part.about')} label={t('part.about')}>
            <div>{say(definition.summary)}</div>
            <PolicyFacts data={view} />
            {version.changeNote === null ? null : (
              <p className="version-note">
                <span className="soft">{t('changeNote')}</span> <span lang="zh">{version.changeNote}</span>
              </p>
            )}
          </Panel>
          <PolicyContent data={view} on={todayOf(new Date())} seesMatches={seesMatches} />
        </div>
        {live.may ? (
          <aside className="version-side" aria-label={t('live')}>
            <CheckPanel
              check={live.check}
              error={live.checkError}
              busy={live.checkBusy}
              definition={definition}
              proposed
              onShow={null}
            />
            <MatchPanel
              trial={live.trial}
              error={live.trialError}
              busy={live.trialBusy}
              definition={definition}
              unwritten={0}
            />
            <MatchDetails
              trial={live.trialError === null ? live.trial : undefined}
              definition={definition}
              choices={choices}
            />
          </aside>
        ) : null}
      </div>
      {act === null ? null : (
        <ActDialog
          act={act}
          view={view}
          definition={definition}
          findings={live.check?.findings ?? []}
          prepare={() => Promise.resolve(version.rowVersion)}
          onClose={() => setAct(null)}
          onDone={(done) => {
            setAct(null)
            if (done.version.state === 'published') router.history.push(`/policies/${row.id}`)
          }}
        />
      )}
    </>
  )
}
