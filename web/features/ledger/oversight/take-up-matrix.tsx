import { useQuery } from '@tanstack/react-query'
import type { Light } from '#domain/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { DutyLink, dutyHref } from '../shared/duty-link.tsx'
import { LightMark, LightSign } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import type { LedgerFrame } from '../shared/queries.ts'
import { DocumentChoice } from './document-choice.tsx'
import { takeUpQuery } from './oversight-queries.ts'
import type { TakeUp } from './oversight-queries.ts'
import { compareLights, worstLight } from './worst-light.ts'
import '../../../ui/plain-table.css'

/** 一园一策: which duties of the zone no park takes up, and which duties of parks nobody ordered. */
export function TakeUpTab({ frame }: { readonly frame: LedgerFrame }) {
  const t = useText(matrixTexts)
  const { language } = useFormat()
  const [address, change] = useAddress<'document' | 'park' | 'missing'>()
  const { data, error, refetch } = useQuery(takeUpQuery({ document: address.document, park: address.park }))
  const onlyMissing = address.missing === '1'
  const rows = data?.rows.filter(({ missing }) => !onlyMissing || missing > 0) ?? []
  return (
    <>
      <p className="soft">{t('takeUpNote')}</p>
      <div className="oversight-tools">
        <DocumentChoice documents={frame.documents} />
        <Choice
          aria-label={t('park')}
          value={address.park ?? ''}
          onChange={(event) => change({ park: event.target.value || null }, { push: true })}
        >
          <option value="">{t('allParks')}</option>
          {frame.parks.map((park) => (
            <option key={park.id} value={park.id}>
              {bodyName(park, language)}
            </option>
          ))}
        </Choice>
        <label className="oversight-check">
          <input
            type="checkbox"
            checked={onlyMissing}
            onChange={(event) => change({ missing: event.target.checked ? '1' : null })}
          />
          {t('onlyMissing')}
        </label>
        <span className="legend small soft">
          <span>{t('legendTaken')}</span>
          <span>{t('legendMissing')}</span>
          <span>{t('legendOther')}</span>
        </span>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.rows.length === 0 ? <EmptyState title={t('noTakeUp')}>{t('noTakeUpWhy')}</EmptyState> : null}
      {data && data.rows.length > 0 && rows.length === 0 ? <p className="soft">{t('noneMissing')}</p> : null}
      {data && rows.length > 0 ? (
        <TakeUpTable parks={data.parks} rows={rows} canAdd={frame.can.includes('add')} />
      ) : null}
      {data ? <Unordered duties={data.unordered} /> : null}
    </>
  )
}

function TakeUpTable({
  parks,
  rows,
  canAdd,
}: {
  readonly parks: TakeUp['parks']
  readonly rows: TakeUp['rows']
  readonly canAdd: boolean
}) {
  const t = useText(matrixTexts)
  const { language } = useFormat()
  return (
    <div className="matrix-scroll" role="region" aria-label={t('tab.takeup')} tabIndex={0}>
      <table className="matrix take-up">
        <thead>
          <tr>
            <th scope="col">{t('zoneDuty')}</th>
            {parks.map((park) => (
              <th key={park.id} scope="col">
                <span>{language === 'en' ? park.nameEn.replace(/ Park$/, '') : park.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ duty, cells, missing }) => {
            const cellOf = new Map(cells.map((cell) => [cell.parkId, cell]))
            return (
              <tr key={duty.id}>
                <th scope="row">
                  <div className="take-up-title">
                    <LightSign light={duty.light} />
                    <div>
                      <DutyLink duty={duty} />
                    </div>
                  </div>
                  {missing > 0 ? (
                    <div className="small mark-warn">▲ {t('missingOf', { n: missing })}</div>
                  ) : null}
                </th>
                {parks.map((park) => (
                  <td key={park.id}>
                    <TakeUpCell park={park} duty={duty} cell={cellOf.get(park.id)} canAdd={canAdd} />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function TakeUpCell({
  park,
  duty,
  cell,
  canAdd,
}: {
  readonly park: TakeUp['parks'][number]
  readonly duty: TakeUp['rows'][number]['duty']
  readonly cell: TakeUp['rows'][number]['cells'][number] | undefined
  readonly canAdd: boolean
}) {
  const t = useText(matrixTexts)
  const ledger = useText(ledgerTexts)
  const { language } = useFormat()
  const name = bodyName(park, language)
  const [first, ...more] = cell?.by ?? []
  if (first) {
    const light: Light = worstLight([first, ...more].map((each) => each.light))
    const word = ledger(`light.${light}`)
    const label =
      more.length === 0
        ? t('takenBy', {
            park: name,
            title: first.title,
            light: word,
            progress: Math.round(first.progress),
          })
        : t('takenByMany', { park: name, n: more.length + 1, light: word })
    return (
      <AddressLink href={dutyHref(more.length === 0 ? first.id : duty.id)} aria-label={label} title={label}>
        <LightSign light={light} />
        {more.length > 0 ? <span className="small">{more.length + 1}</span> : null}
      </AddressLink>
    )
  }
  if (cell?.addressed !== true)
    return (
      <span className="faint" title={t('notAddressed')}>
        <span aria-hidden="true">·</span>
        <span className="unseen">{t('notAddressed')}</span>
      </span>
    )
  const label = `${t('lack')} ${t(canAdd ? 'order' : 'notTaken', { park: name })}`
  if (!canAdd)
    return (
      <span className="mark-bad" title={label} role="img" aria-label={label}>
        {t('lack')}
      </span>
    )
  return (
    <AddressLink
      className="mark-bad"
      href={`/ledger/duties/new${stringifySearch({ park: park.id, lead: park.id, takesUp: duty.id, title: duty.title, source: 'gap' })}`}
      aria-label={label}
      title={label}
    >
      {t('lack')}
    </AddressLink>
  )
}

function Unordered({ duties }: { readonly duties: TakeUp['unordered'] }) {
  const t = useText(matrixTexts)
  const ledger = useText(ledgerTexts)
  const { language } = useFormat()
  const sorted = [...duties].sort((a, b) => compareLights(a.light, b.light))
  return (
    <Panel
      title={t('unordered')}
      actions={<span className="soft">{t('unorderedCount', { n: duties.length })}</span>}
    >
      {duties.length === 0 ? (
        <p className="soft">{t('unorderedNone')}</p>
      ) : (
        <div className="plain-table-scroll">
          <table className="plain-table oversight-table">
            <thead>
              <tr>
                <th scope="col">{ledger('light')}</th>
                <th scope="col">{ledger('kind.duty')}</th>
                <th scope="col">{ledger('lead')}</th>
                <th scope="col">{ledger('progress')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((duty) => (
                <tr key={duty.id}>
                  <td>
                    <LightMark light={duty.light} overridden={duty.overridden} />
                  </td>
                  <td className="cut">
                    <DutyLink duty={duty} />
                  </td>
                  <td className="nowrap">{duty.lead ? bodyName(duty.lead, language) : ledger('noLead')}</td>
                  <td>
                    <ProgressBar percent={duty.progress} light={duty.light} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
