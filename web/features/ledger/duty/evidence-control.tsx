import { addDutyFiles, readDutyFile, removeDutyFile } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { addressOf, call, upload } from '../../../app/api-client.ts'
import { FileName, FilesControl } from '../../../ui/files-control.tsx'
import { changeWaitingFiles } from './duty-state.ts'

/** Files that wait for their report: they are stored at once, and can be taken back until the report names them. */
export function EvidenceControl({
  id,
  label,
  dutyId,
  files,
  describedBy,
}: {
  readonly id: string
  readonly label: string
  readonly dutyId: string
  readonly files: DutyView['waitingFiles']
  readonly describedBy?: string | undefined
}) {
  return (
    <FilesControl
      id={id}
      label={label}
      describedBy={describedBy}
      files={files}
      most={Infinity}
      face={(file) => (
        <FileName file={file} href={addressOf(readDutyFile, { params: { dutyId, fileId: file.id } })} />
      )}
      send={(chosen, onProgress) => upload(addDutyFiles, chosen, { params: { dutyId }, onProgress })}
      remove={(file) => call(removeDutyFile, { params: { dutyId, fileId: file.id } })}
      onFiles={(change) => changeWaitingFiles(dutyId, change)}
    />
  )
}
