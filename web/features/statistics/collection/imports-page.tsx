import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { downloadTemplate } from '#contract/statistics'
import { addressOf } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { filingImportTexts } from '../../../text/filing-imports.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Bar } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { SHEET_TYPES, sheetFile } from '../../../ui/sheet-file.ts'
import type { SheetFileFault } from '../../../ui/sheet-file.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { collectionsQuery } from '../shared/queries.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { ImportsList } from './imports-list.tsx'
import { useImport } from './use-import.ts'
import './imports.css'

/** Import of filings: which form and period, the template, the file; below, the imports so far. */
export function ImportsPage() {
  const t = useText(filingImportTexts)
  const say = useSay()
  const format = useFormat()
  const [address, change] = useAddress<'form' | 'period'>()
  const { data, error } = useQuery(collectionsQuery({ which: 'running', limit: 200 }))
  const open = useMemo(() => (data?.collections ?? []).filter(({ state }) => state !== 'planned'), [data])
  const forms = [...new Map(open.map((collection) => [collection.form, collection])).values()]
  const form = forms.find((each) => each.form === address.form)?.form ?? ''
  const periods = open.filter((each) => each.form === form)
  // The only period of a form needs no choosing.
  const period =
    periods.find((each) => each.period === address.period)?.period ??
    (periods.length === 1 ? (periods[0]?.period ?? '') : '')
  const [fault, setFault] = useState<SheetFileFault | null>(null)
  const { sending, share } = useImport()
  useTitle(t('title'))
  const ready = form !== '' && period !== ''
  function take(files: readonly File[]) {
    const found = sheetFile(files)
    setFault(found.fault)
    if (found.file && ready) sending.mutate({ form, period, file: found.file, dryRun: true, submit: false })
  }
  return (
    <div className="page imports-page">
      <StatisticsLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} /> : null}
      <div className="imports-steps">
        <Panel title={t('step1')}>
          <p className="soft">{t('step1Why')}</p>
          {data && open.length === 0 ? <p>{t('noneOpen')}</p> : null}
          <div className="imports-choices">
            <label>
              <span className="soft">{t('form')}</span>
              <Choice value={form} onChange={({ target }) => change({ form: target.value, period: null })}>
                <option value="">—</option>
                {forms.map((each) => (
                  <option key={each.form} value={each.form}>
                    {each.form} {say(each.title)}
                  </option>
                ))}
              </Choice>
            </label>
            <label>
              <span className="soft">{t('period')}</span>
              <Choice value={period} onChange={({ target }) => change({ period: target.value })}>
                <option value="">—</option>
                {periods.map((each) => (
                  <option key={each.period} value={each.period}>
                    {periodWords(each.period, format.language)}
                  </option>
                ))}
              </Choice>
            </label>
          </div>
          {ready ? (
            <Button download href={addressOf(downloadTemplate, { params: { form }, query: { period } })}>
              {t('template')}
            </Button>
          ) : null}
        </Panel>
        <Panel title={t('step2')}>
          <p className="soft">{t('step2Why')}</p>
          {ready ? (
            <FileDrop
              busy={sending.isPending}
              accept={SHEET_TYPES}
              words={{ drop: t('drop'), dropNow: t('dropNow'), choose: t('choose') }}
              onFiles={take}
            />
          ) : (
            <p className="faint">{t('choosePeriod')}</p>
          )}
          {fault ? (
            <div className="failed" role="alert">
              {fault.code === 'tooMany' ? t('tooMany') : t(fault.code, { name: fault.name })}
            </div>
          ) : null}
          {sending.isPending ? (
            <p role="status">
              <Bar share={share} label={t('uploading', { share: format.percent(share) })} />{' '}
              {t('uploading', { share: format.percent(share) })}
            </p>
          ) : null}
          {sending.error ? <ErrorState error={sending.error} /> : null}
        </Panel>
      </div>
      <ImportsList />
    </div>
  )
}
