import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { drawDirectList } from '#contract/policies'
import type { PolicyRow } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { policyDirectTexts } from '../../../text/policy-direct.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { summaryQuery } from '../shared/policy-queries.ts'
import type { DirectListView } from './direct-marks.tsx'
import { directKey, directPoliciesQuery } from './direct-queries.ts'

interface Reach {
  readonly yes: number
  readonly amount: number
  readonly budget: number | null
  readonly paid: number
}

/** The policies that need no application, with whom they reach today and for how much; a list is drawn from each. */
export function DrawPanel({ lists }: { readonly lists: readonly DirectListView[] }) {
  const t = useText(policyDirectTexts)
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useQuery(directPoliciesQuery)
  const summary = useQuery(summaryQuery({}, true))
  const [drawing, setDrawing] = useState<PolicyRow | null>(null)
  const reachOf = (id: string) => summary.data?.policies.find(({ policyId }) => policyId === id)
  const failed = error ?? summary.error
  const none = <span className="faint">—</span>
  return (
    <Panel title={t('choose')}>
      <p className="soft small">{data?.policies.length === 0 ? t('chooseNone') : t('chooseWhy')}</p>
      {failed ? (
        <ErrorState
          error={failed}
          retry={() => {
            void refetch()
            void summary.refetch()
          }}
        />
      ) : null}
      {!data && !error ? <Loading /> : null}
      {data && data.policies.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('choose')}>
          <table className="plain-table direct-policies">
            <thead>
              <tr>
                <th scope="col">{t('policy')}</th>
                <th scope="col" className="number">
                  {t('qualify')}
                </th>
                <th scope="col" className="number">
                  {t('worked')}
                </th>
                <th scope="col" className="number">
                  {t('budget')}
                </th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {data.policies.map((policy) => {
                const reach = reachOf(policy.id)
                return (
                  <tr key={policy.id}>
                    <td>
                      <AddressLink href={`/policies/${policy.id}?tab=enterprises`}>
                        {say(policy.title)}
                      </AddressLink>
                    </td>
                    <td className="number">{reach ? format.number(reach.yes) : none}</td>
                    <td className="number">
                      {reach && policy.benefit.kind === 'money' ? format.number(reach.amount) : none}
                    </td>
                    <td className="number">
                      {reach ? <Budget reach={reach} money={policy.benefit.kind === 'money'} /> : none}
                    </td>
                    <td className="number">
                      <DrawButton policy={policy} lists={lists} onDraw={() => setDrawing(policy)} />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      {drawing ? (
        <DrawDialog policy={drawing} reach={reachOf(drawing.id)} onClose={() => setDrawing(null)} />
      ) : null}
    </Panel>
  )
}

function Budget({ reach, money }: { readonly reach: Reach; readonly money: boolean }) {
  const t = useText(policyDirectTexts)
  const format = useFormat()
  if (!money) return <span className="faint">—</span>
  if (reach.budget === null) return <span className="faint">{t('noBudget')}</span>
  const over = Math.round((reach.amount + reach.paid - reach.budget) * 100) / 100
  const words = `${format.number(reach.budget)} / ${format.number(reach.paid)}`
  return over > 0 ? (
    <span title={t('overBudget', { over })}>
      <StatusMark tone="warn">{words}</StatusMark>
    </span>
  ) : (
    words
  )
}

function DrawButton({
  policy: { id, window },
  lists,
  onDraw,
}: {
  readonly policy: PolicyRow
  readonly lists: readonly DirectListView[]
  readonly onDraw: () => void
}) {
  const t = useText(policyDirectTexts)
  const format = useFormat()
  const drawn = lists.find((list) => list.policy.id === id && list.state === 'drawn')
  if (drawn)
    return (
      <AddressLink href={`/policies/direct/${drawn.id}`} title={t('drawnAlready')}>
        {t('openDrawn')}
      </AddressLink>
    )
  const why =
    window.state === 'closed'
      ? t('windowClosed')
      : window.state === 'upcoming'
        ? t('windowUpcoming', { from: format.date(window.from ?? '') })
        : undefined
  return (
    <Button size="small" disabled={why !== undefined} title={why} onClick={onDraw}>
      {t('draw')}
    </Button>
  )
}

function DrawDialog({
  policy,
  reach,
  onClose,
}: {
  readonly policy: PolicyRow
  readonly reach: Reach | undefined
  readonly onClose: () => void
}) {
  const t = useText(policyDirectTexts)
  const say = useSay()
  const { message } = App.useApp()
  const client = useQueryClient()
  const router = useRouter()
  const [year, setYear] = useState(() => todayOf(new Date()).slice(0, 4))
  const [tried, setTried] = useState(false)
  const isYear = /^\d{4}$/u.test(year.trim()) && Number(year) >= 2000 && Number(year) <= 2100
  const drawing = useMutation({
    mutationFn: () => call(drawDirectList, { params: { policyId: policy.id }, body: { year: Number(year) } }),
    onSuccess: async (list) => {
      await client.invalidateQueries({ queryKey: directKey })
      message.success(t('drawDone', { n: list.count }))
      onClose()
      router.history.push(`/policies/direct/${list.id}`)
    },
  })
  return (
    <AskDialog
      title={t('drawTitle', { policy: say(policy.title) })}
      why={t('drawWhy', { yes: reach?.yes ?? null, amount: reach?.amount ?? null })}
      button={t('draw')}
      busy={drawing.isPending}
      error={drawing.error}
      onClose={onClose}
      onDone={() => {
        setTried(true)
        if (isYear) drawing.mutate()
      }}
    >
      <Field label={t('drawYear')} error={tried && !isYear ? t('drawYearBad') : undefined}>
        {(field) => (
          <Input
            {...field}
            inputMode="numeric"
            value={year}
            maxLength={4}
            onChange={({ target }) => setYear(target.value)}
          />
        )}
      </Field>
    </AskDialog>
  )
}
