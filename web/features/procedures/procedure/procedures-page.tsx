import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { procedureTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { proceduresQuery } from '../shared/case-queries.ts'
import './procedure-page.css'

/** Every procedure in force, with the cases that I see. */
export function ProceduresPage() {
  const t = useText(procedureTexts)
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useQuery(proceduresQuery)
  return (
    <Page title={t('title')} note={data ? t('note', { n: data.procedures.length }) : null}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.procedures.length === 0 ? <EmptyState title={t('none')}>{t('noneWhy')}</EmptyState> : null}
      {data && data.procedures.length > 0 ? (
        <Panel label={t('title')}>
          <table className="procedures">
            <thead>
              <tr>
                <th scope="col">{t('colName')}</th>
                <th scope="col" className="number">
                  {t('colOpen')}
                </th>
                <th scope="col" className="number">
                  {t('colOverdue')}
                </th>
                <th scope="col" className="number">
                  {t('colClosed')}
                </th>
                <th scope="col">
                  <span className="unseen">{t('colStart')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.procedures.map((procedure) => (
                <tr key={procedure.code}>
                  <th scope="row">
                    <Link to="/procedures/$code" params={{ code: procedure.code }}>
                      {say(procedure.name)}
                    </Link>{' '}
                    {procedure.mechanisms.map((mechanism) => (
                      <Chip key={mechanism} title={t('colMechanisms')}>
                        {mechanism}
                      </Chip>
                    ))}
                    <div className="soft">{say(procedure.summary)}</div>
                  </th>
                  <td className="number">
                    <Link to="/cases" search={{ box: 'all', procedure: procedure.code, stage: 'open' }}>
                      {format.number(procedure.open)}
                    </Link>
                  </td>
                  <td className="number">
                    {procedure.overdue > 0 ? (
                      <Link to="/cases" search={{ box: 'overdue', procedure: procedure.code }}>
                        <StatusMark tone="bad">{format.number(procedure.overdue)}</StatusMark>
                      </Link>
                    ) : (
                      <span className="soft">0</span>
                    )}
                  </td>
                  <td className="number">{format.number(procedure.closed)}</td>
                  <td className="procedures-start">
                    {procedure.can.includes('open') ? (
                      <Link
                        to="/cases/new/$procedure"
                        params={{ procedure: procedure.code }}
                        className="button-link"
                        aria-label={t('startOf', { name: say(procedure.name) })}
                      >
                        {t('start')}
                      </Link>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ) : null}
    </Page>
  )
}
