import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readCaseFile, readCaseLetter } from '#contract/procedures'
import { addressOf } from '../../../app/api-client.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { OutcomeMark } from '../shared/outcome-mark.tsx'
import { listNames } from '../shared/party-names.ts'

export function FilesPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const format = useFormat()
  if (view.files.length === 0) return null
  return (
    <Panel title={t('files')}>
      <ul className="case-files">
        {view.files.map((file) => (
          <li key={file.digest}>
            <a href={addressOf(readCaseFile, { params: { caseId: view.id, digest: file.digest } })}>
              {file.name}
            </a>
            <span className="small soft">
              {format.bytes(file.sizeBytes)} · {t('fileBy', { by: file.by, at: format.momentShort(file.at) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export function LettersPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  if (view.letters.length === 0) return null
  return (
    <Panel title={t('letters')}>
      <ul className="side-list">
        {view.letters.map(({ code, name }) => (
          <li key={code}>
            <a href={addressOf(readCaseLetter, { params: { caseId: view.id, letter: code } })} download>
              {say(name)} <span className="small">.docx</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What it came from, what came from it, and what else concerns the same subject. */
export function CaseLinks({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  const { language } = useFormat()
  return (
    <>
      {view.origin ? (
        <Panel title={t('origin')}>
          <div>
            <span className="soft">{t(`origin.${view.origin.kind}`)}</span>{' '}
            <AddressLink href={view.origin.href}>{view.origin.title}</AddressLink>
          </div>
        </Panel>
      ) : null}
      {view.subcases.length > 0 ? (
        <Panel title={t('subcases')}>
          <ul className="side-list">
            {view.subcases.map((each) => (
              <CaseLink key={each.id} {...each}>
                {each.outcome ? null : <span className="small soft">{t(`stage.${each.stage}`)}</span>}
              </CaseLink>
            ))}
          </ul>
        </Panel>
      ) : null}
      {view.related.length > 0 ? (
        <Panel title={t('related')}>
          <ul className="side-list">
            {view.related.map((each) => (
              <CaseLink key={each.id} {...each} />
            ))}
          </ul>
        </Panel>
      ) : null}
      {view.measures.length > 0 && view.stage !== 'draft' ? (
        <Panel title={t('measures')}>
          <ul className="side-list">
            {view.measures.map(({ code, name, value, source }) => (
              <li key={code} title={say(source.text)}>
                {say(name)}{' '}
                <StatusMark tone={value === null ? 'neutral' : value ? 'good' : 'bad'}>
                  {t(value === null ? 'measure.null' : value ? 'measure.true' : 'measure.false')}
                </StatusMark>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {view.copies.length > 0 ? (
        <Panel title={t('copies')}>
          <div>
            {listNames(
              view.copies.map(({ name }) => name),
              language,
            )}
          </div>
        </Panel>
      ) : null}
    </>
  )
}

function CaseLink({
  id,
  number,
  title,
  procedure,
  outcome,
  children,
}: Pick<CaseView['subcases'][number], 'id' | 'number' | 'title' | 'procedure' | 'outcome'> & {
  readonly children?: ReactNode
}) {
  const say = useSay()
  return (
    <li>
      <Link to="/cases/$caseId" params={{ caseId: id }}>
        {title || number || say(procedure)}
      </Link>
      <div className="small soft">
        {say(procedure)}
        {number ? ` · ${number}` : ''} {outcome ? <OutcomeMark outcome={outcome} /> : children}
      </div>
    </li>
  )
}
