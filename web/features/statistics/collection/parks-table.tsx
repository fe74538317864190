import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch } from '../../../app/address.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { shareWords } from '../../../ui/filings/figures.ts'
import type { Collection } from '../shared/queries.ts'
import { CompletenessBar } from '../../../ui/filings/state-marks.tsx'
import { collectionHref, parkNameOf } from '../../../ui/filings/unit-name.ts'
import { CountLink } from './form-name.tsx'

type Counts = Collection['counts']

/** Completeness and timeliness park by park; every count leads to its list. */
export function ParksTable({ data: { collection, counts, parks } }: { readonly data: Collection }) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  const heads = [
    'expected',
    'filed',
    'countOnTime',
    'countLate',
    'countMissing',
    'countReturned',
    'countSubmitted',
    'countFinal',
  ] as const
  return (
    <div className="panel parks-panel" tabIndex={0} role="region" aria-label={t('tab.parks')}>
      <p className="soft small">{t('parksNote', { date: format.date(collection.toOn) })}</p>
      <table className="plain-table parks-table">
        <thead>
          <tr>
            <th scope="col">{t('park')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {words(head)}
              </th>
            ))}
            <th scope="col">{words('completeness')}</th>
            <th scope="col" className="number">
              {words('timeliness')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parks.map(({ park, counts: own }) => (
            <tr key={park?.id ?? 'none'}>
              <th scope="row">
                {park ? (
                  <AddressLink href={hrefOf(collection, park.id)}>
                    {parkNameOf(park, format.language)}
                  </AddressLink>
                ) : (
                  <span className="soft">{t('noPark')}</span>
                )}
              </th>
              <Cells counts={own} href={(filter) => hrefOf(collection, park?.id, filter)} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <Cells counts={counts} href={(filter) => hrefOf(collection, undefined, filter)} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Cells({
  counts,
  href,
}: {
  readonly counts: Counts
  readonly href: (filter: Readonly<Record<string, string>>) => string
}) {
  const words = useText(statisticsTexts)
  const format = useFormat()
  return (
    <>
      <td className="number">{format.number(counts.expected)}</td>
      <td className="number">{format.number(counts.filed)}</td>
      <td className="number">{format.number(counts.onTime)}</td>
      <td className="number">
        <CountLink href={href({ flag: 'late' })} n={counts.late} />
      </td>
      <td className="number">
        <CountLink href={href({ state: 'owed' })} n={counts.missing} />
      </td>
      <td className="number">
        <CountLink href={href({ state: 'returned' })} n={counts.returned} />
      </td>
      <td className="number">
        <CountLink href={href({ state: 'submitted' })} n={counts.submitted} />
      </td>
      <td className="number">
        <CountLink href={href({ state: 'final' })} n={counts.final} />
      </td>
      <td>
        <CompletenessBar counts={counts} />
      </td>
      <td
        className="number"
        title={words('timelinessWhy', { onTime: counts.onTime, expected: counts.expected })}
      >
        {shareWords(counts.onTime, counts.expected) ?? '—'}
      </td>
    </>
  )
}

function hrefOf(
  { form, period }: Collection['collection'],
  park: string | undefined,
  filter: Readonly<Record<string, string>> = {},
): string {
  return collectionHref(form, period) + stringifySearch({ tab: 'filings', park, ...filter })
}
