import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SchemeRow } from '#contract/evaluations'
import { SCHEME_STANDINGS } from '#domain/evaluation'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { SchemeStandingMark, SchemeStateMark } from '../shared/state-marks.tsx'
import { DraftDialog } from './draft-dialog.tsx'
import type { DraftWish } from './draft-dialog.tsx'
import { filterSchemes } from './filter-schemes.ts'
import { SchemeName } from './scheme-name.tsx'
import { schemesQuery } from './scheme-queries.ts'
import { useUnitKindWords } from './use-unit-kind-words.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './schemes-page.css'

/** 评价方案: every scheme and version that the reader may see, and how to begin a new one. */
export function SchemesPage() {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const kindWords = useUnitKindWords()
  const router = useRouter()
  const [address, change] = useAddress<'unitKind' | 'standing' | 'state' | 'words'>()
  const { data, error, refetch } = useQuery(schemesQuery)
  const schemes = useMemo(() => filterSchemes(data?.schemes ?? [], address), [data, address])
  const [wish, setWish] = useState<DraftWish | null>(null)
  const [current, setCurrent] = useCurrentRow(schemes, {
    table: '.schemes-table',
    open: ({ id }) => router.history.push(`/evaluations/schemes/${id}`),
  })
  useTitle(t('listTitle'))
  const all = data?.schemes ?? []
  const filtered = Boolean(address.unitKind || address.standing || address.state || address.words)
  return (
    <div className="page page-wide">
      <EvaluationLinks />
      <header className="page-head">
        <div>
          <h1>{t('listTitle')}</h1>
          <div className="soft">{t('listNote')}</div>
        </div>
        {data?.can.draft ? (
          <div className="page-actions">
            <Button type="primary" onClick={() => setWish({ kind: 'new' })}>
              {t('newScheme')}
            </Button>
          </div>
        ) : null}
      </header>
      <div className="list-filters schemes-filters">
        <SearchField
          id="scheme-words"
          words={address.words ?? ''}
          label={t('findScheme')}
          onWords={(typed) => change({ words: typed })}
        />
        <FilterChoice
          label={t('unitKind')}
          any={t('anyUnitKind')}
          value={address.unitKind}
          options={[...new Set(all.map(({ unitKind }) => unitKind))].map((kind) => ({
            value: kind,
            label: kindWords(kind),
          }))}
          onValue={(unitKind) => change({ unitKind })}
        />
        <FilterChoice
          label={t('standing')}
          any={t('anyStanding')}
          value={address.standing}
          options={SCHEME_STANDINGS.map((standing) => ({
            value: standing,
            label: words(`standing.${standing}`),
          }))}
          onValue={(standing) => change({ standing })}
        />
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={address.state}
          options={[
            { value: 'draft', label: words('schemeState.draft') },
            { value: 'published', label: words('schemeState.published') },
          ]}
          onValue={(state) => change({ state })}
        />
        <span className="soft small list-keys">{t('listKeys')}</span>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && schemes.length === 0 ? (
        <EmptyState title={t(filtered ? 'listNoneFilter' : 'listNone')}>
          {filtered ? null : t('listNoneWhy')}
        </EmptyState>
      ) : null}
      {schemes.length > 0 ? (
        <SchemeTable schemes={schemes} current={current} onCurrent={setCurrent} onWish={setWish} />
      ) : null}
      {wish ? <DraftDialog wish={wish} onClose={() => setWish(null)} /> : null}
    </div>
  )
}

function SchemeTable({
  schemes,
  current,
  onCurrent,
  onWish,
}: {
  readonly schemes: readonly SchemeRow[]
  readonly current: number
  readonly onCurrent: (index: number) => void
  readonly onWish: (wish: DraftWish) => void
}) {
  const t = useText(evaluationSchemeTexts)
  return (
    <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('listTitle')}>
      <table className="plain-table schemes-table">
        <thead>
          <tr>
            <th scope="col">{t('scheme')}</th>
            <th scope="col">{t('standing')}</th>
            <th scope="col">{t('unitKind')}</th>
            <th scope="col" className="number">
              {t('indicators')}
            </th>
            <th scope="col">{t('state')}</th>
            <th scope="col" className="schemes-extra">
              {t('changed')}
            </th>
            <th scope="col">
              <span className="unseen">{t('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schemes.map((row, index) => (
            <SchemeLine
              key={row.id}
              row={row}
              isCurrent={index === current}
              onCurrent={() => onCurrent(index)}
              onWish={onWish}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SchemeLine({
  row,
  isCurrent,
  onCurrent,
  onWish,
}: {
  readonly row: SchemeRow
  readonly isCurrent: boolean
  readonly onCurrent: () => void
  readonly onWish: (wish: DraftWish) => void
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const kindWords = useUnitKindWords()
  const format = useFormat()
  const isEnglish = format.language === 'en'
  return (
    <tr aria-current={isCurrent ? 'true' : undefined} onClick={onCurrent}>
      <td className="schemes-name">
        <AddressLink href={`/evaluations/schemes/${row.id}`}>
          <SchemeName row={row} />
        </AddressLink>
        <div className="small soft">
          {words('version', { n: row.version })} · <code>{row.code}</code>
          {row.shipped ? <> · {t('shipped')}</> : null}
          {row.owner === null ? null : (
            <>
              {' · '}
              <span lang={isEnglish ? 'zh' : undefined}>{row.owner.name}</span>
            </>
          )}
        </div>
        {row.changeNote ? (
          <div className="small soft schemes-note" lang={isEnglish ? 'zh' : undefined}>
            {row.changeNote}
          </div>
        ) : null}
      </td>
      <td className="schemes-standing">
        <SchemeStandingMark standing={row.standing} />
        <div className="small soft">{words(`standingWhy.${row.standing}`)}</div>
      </td>
      <td className="nowrap">{kindWords(row.unitKind)}</td>
      <td className="number">{row.indicators}</td>
      <td>
        <SchemeStateMark state={row.state} />
      </td>
      <td className="schemes-extra">
        <span className="nowrap">{format.moment(row.publishedAt ?? row.changedAt)}</span>
        <div className="small soft" lang={isEnglish ? 'zh' : undefined}>
          {row.publishedByName ?? row.changedByName}
        </div>
      </td>
      <td className="schemes-acts">
        {row.can.includes('change') ? (
          <AddressLink href={`/evaluations/schemes/${row.id}`}>{t('goOn')}</AddressLink>
        ) : null}
        {row.can.includes('copy') ? (
          <>
            {row.state === 'published' ? (
              <button type="button" className="scheme-act" onClick={() => onWish({ kind: 'version', row })}>
                {t('newVersion')}
              </button>
            ) : null}
            <button type="button" className="scheme-act" onClick={() => onWish({ kind: 'copy', row })}>
              {t('copy')}
            </button>
          </>
        ) : null}
      </td>
    </tr>
  )
}
