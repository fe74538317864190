import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { listFilings, reopenPeriod } from '#contract/statistics'
import type { UnitRef } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { commonTexts } from '../../../text/common.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { keepCollection, statisticsKey } from '../shared/queries.ts'
import type { Collection } from '../shared/queries.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { parkNameOf } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import { usePeriodTitle } from './period-dialogs.tsx'
import { StaleNote, useFreshCollection } from './stale-note.tsx'

const SCOPES = ['all', 'park', 'unit'] as const
type Scope = (typeof SCOPES)[number]

/** Reopens a locked period for all, a park or a unit, until a day, with reason and basis. */
export function ReopenDialog({ data, onClose }: { readonly data: Collection; readonly onClose: () => void }) {
  const t = useText(collectionTexts)
  const common = useText(commonTexts)
  const { language } = useFormat()
  const title = usePeriodTitle(data)
  const client = useQueryClient()
  const { form, period, version } = data.collection
  const [reason, setReason] = useState('')
  const [basis, setBasis] = useState('')
  const [scope, setScope] = useState<Scope>('unit')
  const [parkId, setParkId] = useState('')
  const [unit, setUnit] = useState<UnitRef | null>(null)
  const [untilOn, setUntilOn] = useState('')
  const [tried, setTried] = useState(false)
  const fresh = useFreshCollection(form, period)
  const sending = useMutation({
    mutationFn: () =>
      call(reopenPeriod, {
        params: { form, period },
        body: {
          version,
          reason: reason.trim(),
          basis: basis.trim(),
          parkId: scope === 'park' ? parkId : null,
          unitId: scope === 'unit' ? (unit?.id ?? null) : null,
          untilOn,
        },
      }),
    onSuccess: (answer) => {
      keepCollection(client, answer)
      onClose()
    },
    onError: fresh.onError,
  })
  const faults = {
    reason: reason.trim() === '' ? t('reopenReasonNeeded') : undefined,
    basis: basis.trim() === '' ? t('reopenBasisNeeded') : undefined,
    park: scope === 'park' && parkId === '' ? t('reopenParkNeeded') : undefined,
    unit: scope === 'unit' && unit === null ? t('reopenUnitNeeded') : undefined,
    until: untilOn === '' || untilOn < todayOf(new Date()) ? t('untilNeeded') : undefined,
  }
  const shown = (fault: string | undefined) => (tried ? fault : undefined)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(faults).every((fault) => fault === undefined) && !sending.isPending) sending.mutate()
  }
  return (
    <Dialog title={t('reopenTitle', title)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('reopenWhy')}</p>
        {sending.error ? <ErrorState error={sending.error} /> : null}
        <StaleNote shown={fresh.stale} collection={data.collection} />
        <Field label={t('reopenReason')} error={shown(faults.reason)}>
          {(field) => (
            <TextArea
              {...field}
              value={reason}
              maxLength={1000}
              autoFocus
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <Field label={t('reopenBasis')} hint={t('reopenBasisHint')} error={shown(faults.basis)}>
          {(field) => (
            <Input
              {...field}
              value={basis}
              maxLength={300}
              onChange={({ target }) => setBasis(target.value)}
            />
          )}
        </Field>
        <Field label={t('reopenScope')}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={scope}
              onChange={({ target }) => setScope(SCOPES.find((each) => each === target.value) ?? 'unit')}
            >
              {SCOPES.map((each) => (
                <option key={each} value={each}>
                  {t(`reopenScope.${each}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {scope === 'park' ? (
          <Field label={t('reopenPark')} error={shown(faults.park)}>
            {({ status: _status, ...field }) => (
              <Choice {...field} value={parkId} onChange={({ target }) => setParkId(target.value)}>
                <option value="">—</option>
                {data.parks.flatMap(({ park }) =>
                  park === null
                    ? []
                    : [
                        <option key={park.id} value={park.id}>
                          {parkNameOf(park, language)}
                        </option>,
                      ],
                )}
              </Choice>
            )}
          </Field>
        ) : null}
        {scope === 'unit' ? (
          <UnitPicker data={data} unit={unit} error={shown(faults.unit)} onUnit={setUnit} />
        ) : null}
        <Field label={t('untilOn')} error={shown(faults.until)}>
          {({ status: _status, ...field }) => (
            <input
              {...field}
              type="date"
              className="choice choice-date"
              min={todayOf(new Date())}
              value={untilOn}
              onChange={({ target }) => setUntilOn(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {t('reopen')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const FOUND = 12

function foundUnits({ form, period }: Collection['collection'], search: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'find-unit', form, period, search],
    queryFn: ({ signal }) =>
      call(listFilings, { params: { form, period }, query: { search, limit: FOUND }, signal }),
    enabled: search !== '',
  })
}

function UnitPicker({
  data,
  unit,
  error,
  onUnit,
}: {
  readonly data: Collection
  readonly unit: UnitRef | null
  readonly error: string | undefined
  readonly onUnit: (unit: UnitRef | null) => void
}) {
  const t = useText(collectionTexts)
  const common = useText(commonTexts)
  const [search, setSearch] = useState('')
  const { data: found } = useQuery(foundUnits(data.collection, search))
  if (unit)
    return (
      <div className="field">
        <div className="soft">{t('reopenUnit')}</div>
        <UnitLabel of={unit} /> <DemoMark of={unit} />{' '}
        <Button
          size="small"
          type="text"
          aria-label={`${common('cancel')} ${unit.name}`}
          onClick={() => onUnit(null)}
        >
          ×
        </Button>
      </div>
    )
  return (
    <Field label={t('reopenUnit')} error={error}>
      {({ id }) => (
        <>
          <SearchField id={id} words={search} label={t('reopenUnitHint')} onWords={setSearch} />
          {found && search !== '' ? (
            <ul className="unit-picks">
              {found.filings.map((row) => (
                <li key={row.unit.id}>
                  <button type="button" onClick={() => onUnit(row.unit)}>
                    <UnitLabel of={row.unit} /> <DemoMark of={row.unit} />{' '}
                    <span className="soft small">{row.unit.creditCode}</span>
                  </button>
                </li>
              ))}
              {found.filings.length === 0 ? <li className="soft small">{t('noFilings')}</li> : null}
            </ul>
          ) : null}
        </>
      )}
    </Field>
  )
}
