import App from 'antd/es/app'
import { useMutation } from '@tanstack/react-query'
import { actOnFilings, chaseFilings } from '#contract/statistics'
import type { FilingRow } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import type { Collection } from '../shared/queries.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import type { BulkAct } from './bulk-acts.ts'
import type { BulkOutcome } from './bulk-bar.tsx'
import type { FilingFilterAddress } from './filings-address.ts'

const NAMED = 5

/** Says what will happen to which filings and takes what the act needs. What was typed stays when the request fails. */
export function BulkDialog({
  data,
  act,
  rows,
  filter,
  onClose,
  onDone,
}: {
  readonly data: Collection
  readonly act: BulkAct
  /** null: all that the filter finds and the act fits. */
  readonly rows: readonly FilingRow[] | null
  readonly filter: FilingFilterAddress
  readonly onClose: () => void
  readonly onDone: (outcome: BulkOutcome) => void
}) {
  const t = useText(collectionTexts)
  const { message } = App.useApp()
  const { form, period } = data.collection
  const params = { form, period }
  const sending = useMutation({
    mutationFn: async (typed: string): Promise<BulkOutcome> => {
      if (act === 'chase') {
        const { chased } = await call(chaseFilings, {
          params,
          body: {
            note: typed,
            ...(rows === null
              ? filter.park === undefined
                ? {}
                : { park: filter.park }
              : { units: rows.map(({ unit }) => unit.id) }),
          },
        })
        return { act, done: chased, refused: [] }
      }
      const answer = await call(actOnFilings, {
        params,
        body: {
          act,
          ...(typed === '' ? {} : { reason: typed }),
          ...(rows === null
            ? { filter }
            : {
                units: rows.flatMap(({ unit, version }) =>
                  version === null ? [] : [{ id: unit.id, version }],
                ),
              }),
        },
      })
      return { act, ...answer }
    },
    onSuccess: (outcome) => {
      if (outcome.refused.length === 0)
        message.success(
          act === 'chase'
            ? outcome.done === 0
              ? t('chaseNobody')
              : t('chaseDone', { n: outcome.done })
            : t('bulkDone', { n: outcome.done }),
        )
      onDone(outcome)
    },
  })
  const title =
    rows === null && act !== 'return'
      ? t(`bulkAllTitle.${act}`)
      : t(`bulkTitle.${act}`, { n: rows?.length ?? 0 })
  return (
    <AskDialog
      title={title}
      why={t(`bulkWhy.${act}`)}
      button={t(`bulk.${act}`)}
      danger={act === 'return'}
      busy={sending.isPending}
      error={sending.error}
      onClose={onClose}
      onDone={(typed) => sending.mutate(typed)}
      {...(act === 'return'
        ? { reason: { label: t('reason'), missing: t('reasonNeeded'), most: 1000 } }
        : act === 'chase'
          ? { reason: { label: t('chaseNote'), most: 500 } }
          : {})}
    >
      {rows === null ? null : (
        <ul className="bulk-names">
          {rows.slice(0, NAMED).map(({ unit }) => (
            <li key={unit.id}>
              <UnitLabel of={unit} />
            </li>
          ))}
          {rows.length > NAMED ? <li className="soft">{t('bulkMore', { n: rows.length - NAMED })}</li> : null}
        </ul>
      )}
    </AskDialog>
  )
}
