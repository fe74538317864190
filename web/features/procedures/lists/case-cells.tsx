import type { CaseRow } from '#contract/procedures'
import { AddressLink } from '../../../app/address-link.tsx'
import { caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ClockMark } from '../shared/clock-mark.tsx'
import { OutcomeMark } from '../shared/outcome-mark.tsx'
import { listNames } from '../shared/party-names.ts'

/** The cells of one case, two lines each. The list, and nothing else, knows about selection. */
export function CaseCells({ row, now }: { readonly row: CaseRow; readonly now: number }) {
  const t = useText(caseListTexts)
  const say = useSay()
  const format = useFormat()
  return (
    <>
      <td className="column-number">
        <div className="one-line" lang="zh" title={row.number ?? undefined}>
          {row.number ?? <span className="faint">{t('noNumber')}</span>}
        </div>
        <div className="small soft one-line" title={say(row.procedure.name)}>
          {say(row.procedure.name)}
        </div>
      </td>
      <td className="column-case">
        <AddressLink href={`/cases/${row.id}`} title={row.title} lang="zh" tabIndex={0}>
          {row.title}
        </AddressLink>
      </td>
      <td className="column-place">
        <PlaceLines row={row} />
      </td>
      <td className="column-clock">
        {row.stage === 'draft' || (row.stage === 'closed' && row.clock === null) ? (
          <span className="faint">{t('noPlace')}</span>
        ) : (
          <ClockMark clock={row.clock} now={now} />
        )}
      </td>
      <td className="column-initiator">
        <div className="one-line" title={initiatorTitle(row)} lang="zh">
          {row.initiator.organisation ? say(row.initiator.organisation) : row.initiator.name}
        </div>
        <div className="small soft one-line">
          {row.synthetic ? (
            <>
              <Chip title={t('demoWhy')}>{t('demo')}</Chip>{' '}
            </>
          ) : null}
          <time dateTime={row.openedAt} title={format.moment(row.openedAt)}>
            {format.since(row.openedAt)}
          </time>
        </div>
      </td>
    </>
  )

  function initiatorTitle({ initiator }: CaseRow): string {
    const parts = [initiator.organisation ? say(initiator.organisation) : '', initiator.name]
    if (initiator.onBehalfOf) parts.push(t('onBehalf', { name: initiator.onBehalfOf }))
    return parts.filter(Boolean).join(' · ')
  }
}

/** Where it is and whom it waits for; of a closed case, how it ended and when. */
export function PlaceLines({ row }: { readonly row: CaseRow }) {
  const t = useText(caseListTexts)
  const say = useSay()
  const format = useFormat()
  if (row.stage === 'draft') return <StatusMark tone="neutral">{t('draft')}</StatusMark>
  if (row.outcome)
    return (
      <>
        <div className="one-line">
          <OutcomeMark outcome={row.outcome} />
        </div>
        {row.closedAt ? (
          <div className="small soft one-line">
            <time dateTime={row.closedAt} title={format.moment(row.closedAt)}>
              {format.since(row.closedAt)}
            </time>
          </div>
        ) : null}
      </>
    )
  // Several branches may be at the same step; each name is said once.
  const places = [...new Map(row.places.map(({ name }) => [name.zh, name])).values()]
  const waiting = row.waitingFor.map(({ name }) => name)
  const [place] = places
  const [party] = waiting
  return (
    <>
      <div className="one-line" title={listNames(places, format.language)}>
        {place === undefined
          ? t('noPlace')
          : places.length > 1
            ? t('placesMany', { first: say(place), n: places.length })
            : say(place)}
      </div>
      <div className="small soft one-line" title={listNames(waiting, format.language)}>
        {party === undefined
          ? ''
          : waiting.length > 1
            ? t('waitsForMany', { first: say(party), n: waiting.length })
            : t('waitsFor', { names: say(party) })}
      </div>
    </>
  )
}
