import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { drawDirectList } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useSession } from '../../../app/session.ts'
import { policyDirectTexts } from '../../../text/policy-direct.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { AnswerBar, DirectMark } from './direct-marks.tsx'
import type { DirectListView } from './direct-marks.tsx'
import { directListsQuery } from './direct-queries.ts'
import { DrawPanel } from './draw-panel.tsx'
import '../../../ui/plain-table.css'
import './direct.css'

/** 免申即享: the lists so far with what became of them; the office draws new ones. */
export function DirectPage() {
  const t = useText(policyDirectTexts)
  const { roles } = useSession()
  const mayDraw = drawDirectList.access.some((role) => roles.includes(role))
  const { data, error, refetch } = useQuery(directListsQuery)
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel title={t('lists')}>
          {data.lists.length === 0 ? (
            <p className="soft">{t(mayDraw ? 'listsNoneOffice' : 'listsNone')}</p>
          ) : (
            <Lists lists={data.lists} />
          )}
        </Panel>
      ) : null}
      {mayDraw && data ? <DrawPanel lists={data.lists} /> : null}
    </div>
  )
}

function Lists({ lists }: { readonly lists: readonly DirectListView[] }) {
  const t = useText(policyDirectTexts)
  const say = useSay()
  const format = useFormat()
  const router = useRouter()
  const [current, setCurrent] = useCurrentRow(lists, {
    table: '.direct-lists',
    open: ({ id }) => router.history.push(`/policies/direct/${id}`),
  })
  const none = <span className="faint">—</span>
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('lists')}>
      <table className="plain-table direct-lists">
        <thead>
          <tr>
            <th scope="col">{t('policy')}</th>
            <th scope="col">{t('on')}</th>
            <th scope="col" className="number">
              {t('year')}
            </th>
            <th scope="col">{t('state')}</th>
            <th scope="col" className="number">
              {t('count')}
            </th>
            <th scope="col" className="number">
              {t('amount')}
            </th>
            <th scope="col" className="number">
              {t('confirmed')}
            </th>
            <th scope="col" className="number">
              {t('declined')}
            </th>
            <th scope="col" className="number">
              {t('waiting')}
            </th>
            <th scope="col">{t('progress')}</th>
            <th scope="col" className="number">
              {t('paid')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list, index) => {
            const sent = list.state === 'sent'
            return (
              <tr
                key={list.id}
                aria-current={index === current ? 'true' : undefined}
                onClick={() => setCurrent(index)}
              >
                <td>
                  <AddressLink href={`/policies/direct/${list.id}`}>{say(list.policy.title)}</AddressLink>
                </td>
                <td className="direct-day">{format.date(list.on)}</td>
                <td className="number">{list.year}</td>
                <td className="direct-day">
                  <DirectMark state={list.state} />
                </td>
                <td className="number">{format.number(list.count)}</td>
                <td className="number">{format.number(list.amount)}</td>
                <td className="number">{sent ? format.number(list.confirmed) : none}</td>
                <td className="number">{sent ? format.number(list.declined) : none}</td>
                <td className="number">{sent ? format.number(list.waiting) : none}</td>
                <td className="direct-day">
                  <AnswerBar list={list} />
                </td>
                <td className="number">{sent ? format.number(list.paid) : none}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
