import { addObjectionFiles, deleteObjectionFile, readObjectionFile } from '#contract/evaluations'
import type { Objection } from '#contract/evaluations'
import { addressOf, call, upload } from '../../../app/api-client.ts'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { useText } from '../../../text/index.ts'
import { FileName, FilesControl } from '../../../ui/files-control.tsx'

type Files = Objection['files']

/** Evidence of an objection that is being written: stored at once, and taken back until the objection names it. */
export function EvidenceFiles({
  id,
  describedBy,
  roundId,
  files,
  onFiles,
  onBusy,
}: {
  readonly id: string
  readonly describedBy: string | undefined
  readonly roundId: string
  readonly files: Files
  readonly onFiles: (change: (before: Files) => Files) => void
  readonly onBusy: (busy: boolean) => void
}) {
  const t = useText(evaluationOwnTexts)
  return (
    <FilesControl
      id={id}
      label={t('evidence')}
      describedBy={describedBy}
      files={files}
      most={Infinity}
      face={(file) => (
        <FileName file={file} href={addressOf(readObjectionFile, { params: { fileId: file.id } })} />
      )}
      send={(chosen, onProgress) => upload(addObjectionFiles, chosen, { params: { roundId }, onProgress })}
      remove={(file) => call(deleteObjectionFile, { params: { fileId: file.id } })}
      onFiles={onFiles}
      onBusy={onBusy}
    />
  )
}
