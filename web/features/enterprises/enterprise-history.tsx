import { useState } from 'react'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { Panel } from '../../ui/page.tsx'
import { useClassifications } from './classification-words.ts'
import type { Enterprise } from './queries.ts'
import { heldBefore, stretchChanges } from './stretch-words.ts'
import type { Stretch } from './stretch-words.ts'

/** 沿革: what changed when, newest first; what was corrected stays, struck through. */
export function EnterpriseHistory({ data: { stretches } }: { readonly data: Enterprise }) {
  const t = useText(enterpriseTexts)
  const [all, setAll] = useState(true)
  const corrected = stretches.filter(({ knownTo }) => knownTo !== null).length
  const told = stretches
    .map((stretch, index) => ({ stretch, before: heldBefore(stretches, index) }))
    .filter(({ stretch }) => all || stretch.knownTo === null)
    .toReversed()
  return (
    <Panel
      title={t('history')}
      actions={
        corrected > 0 ? (
          <label className="small">
            <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />{' '}
            {t('showCorrected', { n: corrected })}
          </label>
        ) : null
      }
    >
      <p className="soft small">{t('historyWhy')}</p>
      <ol className="stretches">
        {told.map(({ stretch, before }) => (
          <StretchView
            key={`${stretch.validFrom} ${stretch.knownFrom} ${stretch.knownTo}`}
            stretch={stretch}
            before={before}
          />
        ))}
      </ol>
    </Panel>
  )
}

function StretchView({
  stretch,
  before,
}: {
  readonly stretch: Stretch
  readonly before: Stretch | undefined
}) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  const { name } = useClassifications()
  const changes = stretchChanges(stretch, before, name, format.language)
  const { knownFrom, knownTo, byName, source, reason } = stretch
  return (
    <li className={knownTo === null ? 'stretch' : 'stretch stretch-corrected'}>
      <b className="stretch-when">{format.validity(stretch.validFrom, stretch.validTo)}</b>
      <ul className="stretch-changes">
        {before === undefined ? (
          <li>
            {t('first')}: <span lang="zh">{stretch.name}</span>
          </li>
        ) : changes.length === 0 ? (
          <li className="soft">{t('unchanged')}</li>
        ) : (
          changes.map(({ key, words }) => <li key={key}>{words}</li>)
        )}
      </ul>
      {knownTo === null ? null : (
        <div className="small stretch-note">
          <span aria-hidden="true">▲</span> {t('corrected', { at: format.moment(knownTo) })}
        </div>
      )}
      <div className="soft small">
        {reason === null ? null : (
          <>
            {t('reason', { reason })}
            {' · '}
          </>
        )}
        {t('source', { source })}
      </div>
      <div className="faint small">{t('recorded', { at: format.moment(knownFrom), by: byName })}</div>
    </li>
  )
}
