import Button from 'antd/es/button'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RegisterResult, importRegister, readRegisterTemplate } from '#contract/ledger'
import { readJob } from '#contract/work'
import type { Job } from '#contract/work'
import { addressOf, call, upload } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { isRunning, jobsQuery } from '../../../app/jobs.ts'
import { useText } from '../../../text/index.ts'
import { registerTexts } from '../../../text/ledger-import.ts'
import { Choice } from '../../../ui/choice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { RegisterJob } from './register-job.tsx'
import { SHEET_TYPES, sheetFile } from '../../../ui/sheet-file.ts'
import type { SheetFileFault } from '../../../ui/sheet-file.ts'
import './oversight.css'
import './import.css'

const COPY_WITHIN_MS = 20_000

/** The copy with comments on the faulty cells is made after the result; a workbook with faults is worth a short wait. */
function awaitsCopy(job: Job, now: number): boolean {
  const result = RegisterResult.safeParse(job.result)
  return (
    result.success &&
    result.data.refused > 0 &&
    result.data.annotated === null &&
    result.data.fileName.toLowerCase().endsWith('.xlsx') &&
    job.finishedAt !== null &&
    now - Date.parse(job.finishedAt) < COPY_WITHIN_MS
  )
}

function jobQuery(jobId: string) {
  return queryOptions({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => call(readJob, { params: { jobId }, signal }),
    refetchInterval: ({ state }) =>
      state.data && (isRunning(state.data) || awaitsCopy(state.data, Date.now())) ? 1000 : false,
  })
}

/** The register of actions from a spreadsheet: tried first, then imported; faults row by row. */
export function ImportPage() {
  const t = useText(registerTexts)
  const format = useFormat()
  const client = useQueryClient()
  const [{ job: jobId, document }, change] = useAddress<'job' | 'document' | 'show'>()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const { data: job, error } = useQuery({ ...jobQuery(jobId ?? ''), enabled: jobId !== undefined })
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<SheetFileFault | null>(null)
  const [share, setShare] = useState(0)
  useTitle(t('title'))
  const sending = useMutation({
    mutationFn: ({ chosen, dryRun, partial }: { chosen: File; dryRun: boolean; partial: boolean }) =>
      upload(importRegister, [chosen], {
        query: { dryRun: String(dryRun), partial: String(partial), document },
        onProgress: setShare,
      }),
    onMutate: () => setShare(0),
    onSuccess: ({ jobId: id }) => {
      void client.invalidateQueries({ queryKey: jobsQuery.queryKey })
      change({ job: id, show: null }, { push: true })
    },
  })
  function take(files: readonly File[]) {
    const found = sheetFile(files)
    setFault(found.fault)
    if (!found.file) return
    setFile(found.file)
    sending.mutate({ chosen: found.file, dryRun: true, partial: false })
  }
  const busy = sending.isPending || (job !== undefined && isRunning(job))
  const mayNot = frame !== undefined && !frame.can.includes('import')
  return (
    <div className="page oversight-page import-page">
      <LedgerLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {mayNot ? (
        <p>
          <StatusMark tone="neutral">{t('mayNot')}</StatusMark>
        </p>
      ) : (
        <div className="import-steps">
          <Panel title={t('step1')}>
            <p className="soft">{t('step1Why')}</p>
            <div className="import-buttons">
              <Button download href={addressOf(readRegisterTemplate, { query: { language: 'zh-CN' } })}>
                {t('templateZh')}
              </Button>
              <Button download href={addressOf(readRegisterTemplate, { query: { language: 'en' } })}>
                {t('templateEn')}
              </Button>
            </div>
          </Panel>
          <Panel title={t('step2')}>
            <p className="soft">{t('step2Why')}</p>
            <label className="import-document">
              <span className="soft">{t('document')}</span>
              <Choice
                value={document ?? ''}
                onChange={(event) => change({ document: event.target.value || null })}
              >
                <option value="">{t('noDocument')}</option>
                {(frame?.documents ?? []).map(({ id, title }) => (
                  <option key={id} value={id} lang="zh">
                    {title}
                  </option>
                ))}
              </Choice>
            </label>
            <FileDrop
              busy={busy}
              accept={SHEET_TYPES}
              words={{ drop: t('drop'), dropNow: t('dropNow'), choose: t('choose') }}
              onFiles={take}
            />
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
      )}
      {error ? <div className="failed">{t('notFound')}</div> : null}
      {job ? (
        <RegisterJob
          key={job.id}
          job={job}
          file={file}
          busy={busy}
          onImport={(partial) => {
            if (file) sending.mutate({ chosen: file, dryRun: false, partial })
          }}
          onAgain={() => {
            setFile(null)
            change({ job: null, show: null }, { push: true })
          }}
        />
      ) : null}
    </div>
  )
}
