import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { formTexts } from '../../../text/forms.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { formsQuery } from '../shared/queries.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { FormName } from './form-name.tsx'
import '../../../ui/plain-table.css'
import './forms.css'

/** 报表制度: the forms of the zone. */
export function FormsPage() {
  const t = useText(formTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  const { data, error, refetch } = useQuery(formsQuery)
  useTitle(t('title'))
  return (
    <div className="page forms-page">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <div className="panel plain-table-scroll" tabIndex={0} role="region" aria-label={t('title')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('form')}</th>
                <th scope="col">{t('rhythm')}</th>
                <th scope="col">{t('filers')}</th>
                <th scope="col">{t('approval')}</th>
                <th scope="col" className="number">
                  {t('fields')}
                </th>
                <th scope="col" className="number">
                  {t('rules')}
                </th>
                <th scope="col">{t('source')}</th>
              </tr>
            </thead>
            <tbody>
              {data.forms.map((form) => (
                <tr key={form.code}>
                  <td>
                    <AddressLink href={`/statistics/forms/${encodeURIComponent(form.code)}`}>
                      <FormName collection={{ form: form.code, title: form.title, own: form.own }} />
                    </AddressLink>
                  </td>
                  <td className="nowrap">{words(`rhythm.${form.rhythm}`)}</td>
                  <td className="nowrap">{words(`unit.${form.unit}`)}</td>
                  <td>{words(form.unit === 'park' ? 'approval.park' : `approval.${form.approval}`)}</td>
                  <td className="number">{format.number(form.fields)}</td>
                  <td className="number">{format.number(form.rules)}</td>
                  <td className="forms-source soft small" lang="zh">
                    {form.source}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  )
}
