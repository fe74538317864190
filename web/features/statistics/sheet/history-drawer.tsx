import { queryOptions, useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import type { CellValue, FormDefinition } from '#domain/indicators'
import { readFilingHistory } from '#contract/statistics'
import type { FilingSheet } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { filingActTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { cellLabel, fieldOf } from '../shared/finding-words.ts'
import { statisticsKey } from '../shared/queries.ts'
import { shownEntry } from './write-entry.ts'
import './history-drawer.css'

function historyQuery(view: FilingSheet) {
  const params = { unitId: view.unit.id, form: view.collection.form, period: view.collection.period }
  return queryOptions({
    // The version is part of the key: after each save there is one entry more.
    queryKey: [...statisticsKey, 'filing-history', params, view.version],
    queryFn: ({ signal }) => call(readFilingHistory, { params, signal }),
  })
}

/** Who did what to the filing and when, with before and after of every cell; the latest first. */
export function HistoryDrawer({
  view,
  form,
  onClose,
}: {
  readonly view: FilingSheet
  readonly form: FormDefinition
  readonly onClose: () => void
}) {
  const t = useText(filingActTexts)
  const format = useFormat()
  const { data, error, isPending, refetch } = useQuery(historyQuery(view))
  const acts = data?.acts.toSorted((a, b) => b.no - a.no) ?? []
  return (
    <Drawer open title={t('historyTitle')} size={480} onClose={onClose}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Loading /> : null}
      {data && acts.length === 0 ? <p className="soft">{t('historyEmpty')}</p> : null}
      <ol className="filing-history">
        {acts.map((act) => {
          const changed = Object.entries(act.changed)
          return (
            <li key={act.no}>
              <div>
                <strong>{actName(t, act.act)}</strong> {act.byName}{' '}
                <time className="soft" dateTime={act.at}>
                  {format.moment(act.at)}
                </time>
              </div>
              {act.reason === null || act.reason === '' ? null : (
                <div className="filing-history-reason">
                  {act.act === 'explain' ? act.reason : t('historyReason', { reason: act.reason })}
                </div>
              )}
              {changed.length > 0 ? (
                <details open={changed.length <= 8}>
                  <summary>{t('historyCells', { n: changed.length })}</summary>
                  <dl>
                    {changed.map(([code, [before, after]]) => (
                      <div key={code}>
                        <dt>
                          <span className="soft">{code}</span> {labelOf(form, code, format.language)}
                        </dt>
                        <dd>
                          <del>{wordsOf(form, code, before, format.language) || t('blank')}</del> →{' '}
                          <ins>{wordsOf(form, code, after, format.language) || t('blank')}</ins>
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              ) : null}
            </li>
          )
        })}
      </ol>
    </Drawer>
  )
}

type ActKey = Extract<keyof (typeof filingActTexts)['zh-CN'], `act.${string}`>

function actName(t: ReturnType<typeof useText<keyof (typeof filingActTexts)['zh-CN']>>, act: string): string {
  const key = `act.${act}`
  return isKnown(key) ? t(key) : t('act.other', { act })
}

function isKnown(key: string): key is ActKey {
  return Object.hasOwn(filingActTexts['zh-CN'], key)
}

function labelOf(form: FormDefinition, code: string, language: 'zh-CN' | 'en'): string {
  const field = fieldOf(form, code)
  return field === undefined ? '' : cellLabel(field, language)
}

function wordsOf(form: FormDefinition, code: string, value: CellValue, language: 'zh-CN' | 'en'): string {
  const field = fieldOf(form, code)
  return field === undefined ? String(value ?? '') : shownEntry(field, value, language)
}
