import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { downloadEnterpriseTemplate, uploadEnterprises } from '#contract/enterprises'
import type { EnterpriseImport } from '#contract/enterprises'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf, upload } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { jobsQuery } from '../../../app/jobs.ts'
import { enterpriseRegisterTexts } from '../../../text/enterprises-register.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { SHEET_TYPES, sheetFile } from '../../../ui/sheet-file.ts'
import type { SheetFileFault } from '../../../ui/sheet-file.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { RegisterLinks } from '../register-links.tsx'
import { importsKey, importsQuery } from './import-queries.ts'
import { useSubjects } from './subject-words.ts'
import '../../../ui/plain-table.css'
import './imports.css'

export const IMPORT_TONES = {
  queued: 'neutral',
  running: 'neutral',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
} as const satisfies Record<EnterpriseImport['state'], Tone>

/** Import of the register and of records: the workbook, the file, what was imported so far. */
export function ImportsPage() {
  const t = useText(enterpriseRegisterTexts)
  const format = useFormat()
  const client = useQueryClient()
  const router = useRouter()
  const [address, change] = useAddress<'subject'>()
  useTitle(t('importTitle'))
  const { subjects, nameOf } = useSubjects()
  const subject = subjects.find((each) => each === address.subject) ?? 'register'
  const [fault, setFault] = useState<SheetFileFault | null>(null)
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: (file: File) =>
      upload(uploadEnterprises, [file], { query: { subject }, onProgress: setShare }),
    onMutate: () => setShare(0),
    onSuccess: ({ jobId }) => {
      void client.invalidateQueries({ queryKey: jobsQuery.queryKey })
      void client.invalidateQueries({ queryKey: importsKey })
      router.history.push(`/enterprises/imports/${jobId}`)
    },
  })
  function take(files: readonly File[]) {
    const found = sheetFile(files)
    setFault(found.fault)
    if (found.file) sending.mutate(found.file)
  }
  return (
    <div className="page">
      <RegisterLinks />
      <header className="page-head">
        <div>
          <h1>{t('importTitle')}</h1>
          <div className="soft">{t('importNote')}</div>
        </div>
      </header>
      <div className="import-steps">
        <Panel title={t('step1')}>
          <div className="import-choice">
            <Choice
              aria-label={t('subject')}
              value={subject}
              onChange={({ target }) => change({ subject: target.value })}
            >
              {subjects.map((each) => (
                <option key={each} value={each}>
                  {nameOf(each)}
                </option>
              ))}
            </Choice>
            <Button
              download
              href={addressOf(downloadEnterpriseTemplate, {
                query: { subject, language: format.language === 'en' ? 'en' : 'zh' },
              })}
            >
              {t('template')}
            </Button>
          </div>
        </Panel>
        <Panel title={t('step2')}>
          <p className="soft">{t('step2Why')}</p>
          <FileDrop
            busy={sending.isPending}
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
      <RecentImports />
    </div>
  )
}

function RecentImports() {
  const t = useText(enterpriseRegisterTexts)
  const format = useFormat()
  const { nameOf } = useSubjects()
  const { data, error, refetch } = useQuery(importsQuery)
  return (
    <Panel title={t('recent')}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data?.imports.length === 0 ? <p className="soft">{t('recentNone')}</p> : null}
      {data && data.imports.length > 0 ? (
        <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('recent')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('file')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col">{t('at')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('result')}</th>
              </tr>
            </thead>
            <tbody>
              {data.imports.map((each) => (
                <tr key={each.jobId}>
                  <td>
                    <AddressLink href={`/enterprises/imports/${each.jobId}`}>
                      <span lang="zh">{each.fileName}</span>
                    </AddressLink>
                  </td>
                  <td>{nameOf(each.subject)}</td>
                  <td>{t(each.dryRun ? 'dry' : 'real')}</td>
                  <td>{format.moment(each.at)}</td>
                  <td>
                    <StatusMark tone={IMPORT_TONES[each.state]}>{t(`state.${each.state}`)}</StatusMark>
                  </td>
                  <td className="soft">{t('resultWords', countsOf(each))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  )
}

export function countsOf({ added, changed, same, refused }: EnterpriseImport) {
  return { added, changed, same, refused }
}
