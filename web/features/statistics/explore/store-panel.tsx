import { useQuery } from '@tanstack/react-query'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { storeQuery } from './explore-queries.ts'

/** What the columnar store holds, up to when, and whether it equals the record. For the office. */
export function StorePanel() {
  const t = useText(exploreTexts)
  const { moment, number } = useFormat()
  const { data, error, refetch } = useQuery(storeQuery)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { verified, fedAt, rows, forms } = data
  return (
    <div className="explore-store">
      <h3>{t('storeTitle')}</h3>
      <p>
        {verified === null ? (
          <StatusMark tone="neutral">{t('storeNotVerified')}</StatusMark>
        ) : verified.equal ? (
          <StatusMark tone="good">{t('storeEqual', { at: moment(verified.at) })}</StatusMark>
        ) : (
          <StatusMark tone="bad">
            {t('storeDiffers', { at: moment(verified.at), n: verified.differences })}
          </StatusMark>
        )}
      </p>
      <p className="small soft">
        {fedAt === null ? t('storeNotFed') : t('storeFed', { at: moment(fedAt) })}
        <br />
        {t('storeRows', { n: rows })}
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('storeForm')}</th>
            <th scope="col" className="number">
              {t('storeCount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {forms.map(({ form, rows: n }) => (
            <tr key={form}>
              <td>{form}</td>
              <td className="number">{number(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
