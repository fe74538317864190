import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { deleteScheme, publishScheme } from '#contract/evaluations'
import type { SchemeView } from '#contract/evaluations'
import { compareSchemes } from '#domain/evaluation'
import type { Scheme } from '#domain/evaluation'
import { AddressLink } from '../../../app/address-link.tsx'
import { ApiError, call } from '../../../app/api-client.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { DigestText } from '../shared/digest.tsx'
import { evaluationsKey, refreshEvaluations } from '../shared/evaluation-queries.ts'
import { SchemeStandingMark, SchemeStateMark } from '../shared/state-marks.tsx'
import { propertyWords } from './difference-words.ts'
import { DraftDialog } from './draft-dialog.tsx'
import { readDraft } from './read-draft.ts'
import { SchemeName } from './scheme-name.tsx'
import type { DraftHandle } from './scheme-page.tsx'
import { keepScheme, schemeQuery } from './scheme-queries.ts'
import { nodeWords } from './scheme-words.ts'
import { useUnitKindWords } from './use-unit-kind-words.ts'

/** Which scheme and version this is, and what can be done with it. */
export function SchemeHead({
  view,
  scheme,
  draft,
  issues,
}: {
  readonly view: SchemeView
  readonly scheme: Scheme
  readonly draft: DraftHandle | null
  readonly issues: number
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const kindWords = useUnitKindWords()
  const format = useFormat()
  const router = useRouter()
  const [asks, setAsks] = useState<'publish' | 'delete' | 'version' | 'copy' | null>(null)
  const { row, versions } = view
  const others = versions.filter(({ id }) => id !== row.id)
  const compared = others.find(({ version }) => version < row.version)?.id ?? row.basedOn ?? others[0]?.id
  return (
    <>
      <header className="page-head">
        <div>
          <div className="small">
            <AddressLink href="/evaluations/schemes">{t('toList')}</AddressLink>
          </div>
          <h1>
            <SchemeName row={draft === null ? row : scheme} />
          </h1>
          <div className="soft scheme-facts">
            <code>{row.code}</code>
            {versions.length > 1 ? (
              <Choice
                aria-label={t('versions')}
                value={row.id}
                onChange={({ target }) => router.history.push(`/evaluations/schemes/${target.value}`)}
              >
                {versions.map((one) => (
                  <option key={one.id} value={one.id}>
                    {words('version', { n: one.version })} {words(`schemeState.${one.state}`)}
                    {one.owner === null ? '' : ` ${one.owner.name}`}
                  </option>
                ))}
              </Choice>
            ) : (
              <span>{words('version', { n: row.version })}</span>
            )}
            <SchemeStateMark state={row.state} />
            <SchemeStandingMark standing={draft === null ? row.standing : scheme.standing} />
            <span>{kindWords(row.unitKind)}</span>
            <span>{t('indicatorsN', { n: scheme.nodes.filter(({ input }) => input !== null).length })}</span>
            {draft === null ? (
              <>
                {row.publishedAt === null ? null : (
                  <span>
                    {t('publishedAt', { at: format.moment(row.publishedAt), name: row.publishedByName })}
                  </span>
                )}
                <DigestText digest={row.digest} label={t('digest')} />
              </>
            ) : (
              <SavingState draft={draft} />
            )}
          </div>
          {row.changeNote && draft === null ? (
            <div className="scheme-note" lang={format.language === 'en' ? 'zh' : undefined}>
              {t('changeNote')} {row.changeNote}
            </div>
          ) : null}
        </div>
        <div className="page-actions">
          {draft === null ? null : <UndoButtons draft={draft} />}
          {compared ? (
            <LinkButton href={`/evaluations/schemes/${row.id}/compare?with=${compared}`}>
              {t('compare')}
            </LinkButton>
          ) : null}
          {row.can.includes('delete') ? (
            <Button onClick={() => setAsks('delete')}>{t('delete')}</Button>
          ) : null}
          {row.can.includes('copy') ? <Button onClick={() => setAsks('copy')}>{t('copy')}</Button> : null}
          {row.can.includes('copy') && row.state === 'published' ? (
            <Button type="primary" onClick={() => setAsks('version')}>
              {t('newVersion')}
            </Button>
          ) : null}
          {row.can.includes('publish') && draft !== null ? (
            <Button
              type="primary"
              disabled={issues > 0}
              {...(issues > 0 ? { title: t('publishIssues') } : {})}
              onClick={() => setAsks('publish')}
            >
              {t('publish')}
            </Button>
          ) : null}
        </div>
      </header>
      {draft?.state.saving === 'stale' && draft.state.theirs !== null ? (
        <StalePanel draft={draft} theirs={draft.state.theirs} />
      ) : null}
      {draft !== null && draft.state.saving === 'failed' ? (
        <ErrorState error={draft.state.error} retry={() => void draft.store.flush()} />
      ) : null}
      {asks === 'publish' && draft !== null ? (
        <PublishDialog view={view} draft={draft} onClose={() => setAsks(null)} />
      ) : null}
      {asks === 'delete' ? <DeleteDialog view={view} onClose={() => setAsks(null)} /> : null}
      {asks === 'version' || asks === 'copy' ? (
        <DraftDialog wish={{ kind: asks, row }} onClose={() => setAsks(null)} />
      ) : null}
    </>
  )
}

function SavingState({ draft: { state } }: { readonly draft: DraftHandle }) {
  const t = useText(evaluationSchemeTexts)
  return (
    <span
      role="status"
      className={state.saving === 'failed' || state.saving === 'stale' ? 'mark-bad' : 'soft'}
    >
      {t(`saving.${state.saving}`)}
      {state.resumed ? ` ${t('resumed')}` : ''}
    </span>
  )
}

function UndoButtons({ draft: { store, state } }: { readonly draft: DraftHandle }) {
  const t = useText(evaluationSchemeTexts)
  useKeys({ 'mod+z': store.undo, 'mod+Shift+z': store.redo, 'mod+y': store.redo })
  return (
    <>
      <Button disabled={state.history.past.length === 0} title="Ctrl+Z" onClick={store.undo}>
        {t('undo')}
      </Button>
      <Button disabled={state.history.future.length === 0} title="Ctrl+Shift+Z" onClick={store.redo}>
        {t('redo')}
      </Button>
    </>
  )
}

/** Somebody else saved first: what differs, and whose stays. What was typed is still in the editor. */
function StalePanel({ draft, theirs }: { readonly draft: DraftHandle; readonly theirs: SchemeView }) {
  const t = useText(evaluationSchemeTexts)
  const format = useFormat()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A browser may answer a promise, which is nothing to clean up.
    void panel.current?.scrollIntoView({ block: 'center' })
  }, [])
  const other = readDraft(theirs.definition)
  const differences = other === null ? [] : compareSchemes(other, draft.state.history.present)
  return (
    <div ref={panel} className="failed" role="alert">
      <strong>
        {t('staleTitle', { name: theirs.row.changedByName, at: format.moment(theirs.row.changedAt) })}
      </strong>
      <p>{t('staleWhy', { n: differences.length })}</p>
      <ul>
        {differences.slice(0, 8).map(({ subject, code, property, change }) => (
          <li key={`${subject} ${code ?? ''} ${property ?? ''} ${change}`}>
            {code === null ? t('wholeScheme') : nodeWords(draft.state.history.present, code, format.language)}{' '}
            · {t(`change.${change}`)} {propertyWords(property, format.language)}
          </li>
        ))}
      </ul>
      <div className="failed-foot">
        <Button size="small" onClick={draft.store.keepMine}>
          {t('keepMine')}
        </Button>
        <Button size="small" onClick={draft.store.takeTheirs}>
          {t('takeTheirs')}
        </Button>
      </div>
    </div>
  )
}

function PublishDialog({
  view,
  draft,
  onClose,
}: {
  readonly view: SchemeView
  readonly draft: DraftHandle
  readonly onClose: () => void
}) {
  const t = useText(evaluationSchemeTexts)
  const client = useQueryClient()
  const { row, versions } = view
  const before = versions.find(({ state, version }) => state === 'published' && version < row.version)
  const { data: base } = useQuery({ ...schemeQuery(before?.id ?? ''), enabled: before !== undefined })
  const old = base === undefined ? null : readDraft(base.definition)
  const changes = old === null ? null : compareSchemes(old, draft.state.history.present)
  const publishing = useMutation({
    mutationFn: async (changeNote: string) => {
      if (!(await draft.store.flush())) {
        const { error } = draft.store.get()
        throw error instanceof Error
          ? error
          : new ApiError(409, [{ code: 'evaluation.stale', path: [], params: {} }])
      }
      return call(publishScheme, {
        params: { schemeId: row.id },
        body: { rowVersion: draft.store.rowVersion, changeNote },
      })
    },
    onSuccess: async (published) => {
      await keepScheme(client, published)
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('publishTitle')}
      why={t('publishWhy')}
      button={t('publish')}
      reason={{
        label: t('changeNoteLabel'),
        missing: t('changeNoteMissing'),
        hint: t('changeNoteHint'),
        most: 2000,
      }}
      busy={publishing.isPending}
      error={publishing.error}
      onClose={onClose}
      onDone={(note) => publishing.mutate(note)}
    >
      {changes === null ? null : (
        <p>
          {t('publishChanges', { n: changes.length, counts: changes.filter(({ counts }) => counts).length })}
        </p>
      )}
    </AskDialog>
  )
}

function DeleteDialog({ view, onClose }: { readonly view: SchemeView; readonly onClose: () => void }) {
  const t = useText(evaluationSchemeTexts)
  const client = useQueryClient()
  const router = useRouter()
  const { id: schemeId } = view.row
  const deleting = useMutation({
    mutationFn: () => call(deleteScheme, { params: { schemeId } }),
    onSuccess: () => {
      router.history.replace('/evaluations/schemes')
      client.removeQueries({ queryKey: [...evaluationsKey, 'scheme', schemeId] })
      void refreshEvaluations(client)
    },
  })
  return (
    <AskDialog
      title={t('deleteTitle')}
      why={t('deleteWhy')}
      button={t('delete')}
      danger
      busy={deleting.isPending}
      error={deleting.error}
      onClose={onClose}
      onDone={() => deleting.mutate()}
    />
  )
}
