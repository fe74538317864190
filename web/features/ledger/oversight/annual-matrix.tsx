import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { makeAnnualLists } from '#contract/ledger'
import { OrganisationKind } from '#contract/registry'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { BodiesSelect } from '../shared/body-select.tsx'
import { bodyName } from '../shared/body-words.ts'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { refreshLedger } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import { ANNUAL_TONES, yearOf, yearsAround } from './annual-words.ts'
import { annualMatrixQuery } from './oversight-queries.ts'
import type { AnnualMatrix } from './oversight-queries.ts'

/** Bodies × the items of a year: whose list is drawn up, sent, confirmed, and how far they are. */
export function AnnualMatrixTab({ frame }: { readonly frame: LedgerFrame }) {
  const t = useText(matrixTexts)
  const [address, change] = useAddress<'year' | 'listed'>()
  const year = yearOf(address.year, frame.today)
  const { data, error, refetch } = useQuery(annualMatrixQuery(year))
  const [making, setMaking] = useState(false)
  const onlyListed = address.listed === '1'
  const rows = data?.rows.filter(({ listId }) => !onlyListed || listId !== null) ?? []
  const count = (state: AnnualMatrix['rows'][number]['state']) =>
    data?.rows.filter((row) => row.state === state).length ?? 0
  return (
    <>
      <p className="soft">{t('annualNote')}</p>
      <div className="oversight-tools">
        <Choice
          aria-label={t('year')}
          value={String(year)}
          onChange={(event) => change({ year: event.target.value }, { push: true })}
        >
          {yearsAround(frame.today, year).map((each) => (
            <option key={each} value={each}>
              {t('yearOf', { year: String(each) })}
            </option>
          ))}
        </Choice>
        <label className="oversight-check">
          <input
            type="checkbox"
            checked={onlyListed}
            onChange={(event) => change({ listed: event.target.checked ? '1' : null })}
          />
          {t('onlyListed')}
        </label>
        {data ? (
          <span className="soft">
            {t('annualCount', { confirmed: count('confirmed'), sent: count('sent'), none: count('none') })}
          </span>
        ) : null}
        {frame.can.includes('annual') ? <Button onClick={() => setMaking(true)}>{t('make')}</Button> : null}
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <AnnualTable rows={rows} /> : null}
      {making ? <MakeDialog year={year} onClose={() => setMaking(false)} /> : null}
    </>
  )
}

function AnnualTable({ rows }: { readonly rows: AnnualMatrix['rows'] }) {
  const t = useText(matrixTexts)
  const common = useText(commonTexts)
  const ledger = useText(ledgerTexts)
  const { language } = useFormat()
  return (
    <div className="matrix-scroll" role="region" aria-label={t('tab.annual')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('body')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col" className="number">
              {t('items')}
            </th>
            <th scope="col" className="number">
              {t('fromPlan')}
            </th>
            <th scope="col" className="number">
              {t('done')}
            </th>
            <th scope="col" className="number">
              {ledger('light.red')}
            </th>
            <th scope="col">{t('progress')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const kind = OrganisationKind.safeParse(row.body.kind).data
            return (
              <tr key={row.body.id}>
                <th scope="row" className="nowrap">
                  {row.listId === null ? (
                    bodyName(row.body, language)
                  ) : (
                    <AddressLink href={`/ledger/annual/${row.listId}`}>
                      {bodyName(row.body, language)}
                    </AddressLink>
                  )}
                </th>
                <td className="soft">{kind ? common(`kind.${kind}`) : row.body.kind}</td>
                <td>
                  <StatusMark tone={ANNUAL_TONES[row.state]}>{t(`state.${row.state}`)}</StatusMark>
                </td>
                <td className="number">{row.listId === null ? '—' : row.items}</td>
                <td className="number">{row.listId === null ? '—' : row.fromPlan}</td>
                <td className="number">{row.listId === null ? '—' : row.done}</td>
                <td className="number">
                  {row.red > 0 ? (
                    <b className="mark-bad">
                      <span aria-hidden="true">■</span> {row.red}
                    </b>
                  ) : row.listId === null ? (
                    '—'
                  ) : (
                    0
                  )}
                </td>
                <td>
                  {row.meanProgress === null ? (
                    '—'
                  ) : (
                    <ProgressBar percent={Math.round(row.meanProgress)} width={72} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function MakeDialog({ year, onClose }: { readonly year: number; readonly onClose: () => void }) {
  const t = useText(matrixTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [bodies, setBodies] = useState<readonly string[]>([])
  const making = useMutation({
    mutationFn: () =>
      call(makeAnnualLists, { params: { year }, body: { bodies: bodies.length === 0 ? null : [...bodies] } }),
    onSuccess: (counts) => {
      refreshLedger(client)
      void message.success(t('made', counts))
      onClose()
    },
  })
  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!making.isPending) making.mutate()
  }
  return (
    <Dialog title={t('makeTitle', { year: String(year) })} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="soft">{t('makeWhy')}</p>
        {making.error ? <ErrorState error={making.error} /> : null}
        <Field label={t('makeFor')}>
          {(field) => (
            <BodiesSelect
              id={field.id}
              label={t('makeFor')}
              placeholder={t('makeAll')}
              value={bodies}
              onChange={setBodies}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={making.isPending}>
            {t('make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
