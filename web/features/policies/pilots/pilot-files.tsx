import App from 'antd/es/app'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { addPilotFiles, downloadPilotFile } from '#contract/policies'
import type { PilotView } from '#contract/policies'
import { addressOf, upload } from '../../../app/api-client.ts'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { useKeepPilot } from './use-keep-pilot.ts'

/** Reports and papers of a pilot, down and up. */
export function PilotFiles({ pilot }: { readonly pilot: PilotView }) {
  const t = useText(policyCoverageTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const { keep } = useKeepPilot()
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: (files: readonly File[]) =>
      upload(addPilotFiles, files, { params: { pilotId: pilot.id }, onProgress: setShare }),
    onSuccess: async (view) => {
      await keep(view)
      message.success(t('sent'))
    },
    onSettled: () => setShare(0),
  })
  return (
    <Panel title={t('files')}>
      {pilot.files.length === 0 ? <p className="soft">{t('filesNone')}</p> : null}
      <ul className="pilot-files">
        {pilot.files.map((file) => (
          <li key={file.id}>
            <a href={addressOf(downloadPilotFile, { params: { fileId: file.id } })} download lang="zh">
              {file.name}
            </a>
            <div className="soft small">
              {format.bytes(file.sizeBytes)} · {t('byAt', { name: file.byName, at: format.moment(file.at) })}
            </div>
          </li>
        ))}
      </ul>
      {sending.error ? <ErrorState error={sending.error} /> : null}
      {sending.isPending ? (
        <p className="soft" role="status">
          {t('sending', { percent: Math.round(share * 100) })}
        </p>
      ) : null}
      {pilot.can.includes('attach') ? (
        <FileDrop
          busy={sending.isPending}
          accept={[]}
          words={{ drop: t('drop'), dropNow: t('dropNow'), choose: t('choose') }}
          onFiles={(files) => {
            if (files.length > 0 && !sending.isPending) sending.mutate(files)
          }}
        />
      ) : pilot.decided === null ? null : (
        <p className="soft small">{t('filesClosed')}</p>
      )}
    </Panel>
  )
}
