import Button from 'antd/es/button'
import { useRef, useState } from 'react'
import { addDutyFiles, readDutyFile, removeDutyFile } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import { addressOf, call, upload } from '../../../app/api-client.ts'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useErrorMessages } from '../../../ui/states.tsx'
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
  const t = useText(dutyActTexts)
  const format = useFormat()
  const messagesOf = useErrorMessages()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [failed, setFailed] = useState<unknown>(null)

  async function add(chosen: readonly File[]) {
    if (chosen.length === 0) return
    setShare(0)
    setFailed(null)
    try {
      const answer = await upload(addDutyFiles, chosen, { params: { dutyId }, onProgress: setShare })
      changeWaitingFiles(dutyId, (before) => [
        ...before.filter((old) => answer.files.every((each) => each.id !== old.id)),
        ...answer.files,
      ])
    } catch (error) {
      setFailed(error)
    } finally {
      setShare(null)
      if (input.current) input.current.value = ''
    }
  }

  async function remove(fileId: string) {
    setFailed(null)
    try {
      await call(removeDutyFile, { params: { dutyId, fileId } })
      changeWaitingFiles(dutyId, (before) => before.filter((file) => file.id !== fileId))
      button.current?.focus()
    } catch (error) {
      setFailed(error)
    }
  }

  return (
    <div className="evidence">
      {files.length > 0 ? (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file.id}>
              <a href={addressOf(readDutyFile, { params: { dutyId, fileId: file.id } })} download={file.name}>
                <span lang="zh">{file.name}</span>
              </a>{' '}
              <span className="soft small">{format.bytes(file.sizeBytes)}</span>{' '}
              <button
                type="button"
                className="icon-button"
                aria-label={t('removeFile', { name: file.name })}
                onClick={() => void remove(file.id)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => void add([...(event.target.files ?? [])])}
      />
      <Button
        id={id}
        ref={button}
        size="small"
        aria-label={`${label}：${t('addFiles')}`}
        aria-describedby={describedBy}
        disabled={share !== null}
        onClick={() => input.current?.click()}
      >
        {share === null ? t('addFiles') : t('sending', { percent: Math.round(share * 100) })}
      </Button>
      {failed ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {messagesOf(failed).join(' ')}
        </div>
      ) : null}
    </div>
  )
}
