import Button from 'antd/es/button'
import { useRef, useState } from 'react'
import { addObjectionFiles, deleteObjectionFile, readObjectionFile } from '#contract/evaluations'
import type { Objection } from '#contract/evaluations'
import { addressOf, call, upload } from '../../../app/api-client.ts'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useErrorMessages } from '../../../ui/states.tsx'
import './own-page.css'

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
  const format = useFormat()
  const messagesOf = useErrorMessages()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [failed, setFailed] = useState<unknown>(null)

  async function add(chosen: readonly File[]) {
    if (chosen.length === 0) return
    setShare(0)
    onBusy(true)
    setFailed(null)
    try {
      const answer = await upload(addObjectionFiles, chosen, { params: { roundId }, onProgress: setShare })
      onFiles((before) => [
        ...before.filter((old) => answer.files.every((each) => each.id !== old.id)),
        ...answer.files,
      ])
    } catch (error) {
      setFailed(error)
    } finally {
      setShare(null)
      onBusy(false)
      if (input.current) input.current.value = ''
    }
  }

  async function remove(fileId: string) {
    setFailed(null)
    try {
      await call(deleteObjectionFile, { params: { fileId } })
      onFiles((before) => before.filter((file) => file.id !== fileId))
      button.current?.focus()
    } catch (error) {
      setFailed(error)
    }
  }

  return (
    <div className="own-files">
      {files.length > 0 ? (
        <ul className="evidence-files">
          {files.map((file) => (
            <li key={file.id}>
              <a href={addressOf(readObjectionFile, { params: { fileId: file.id } })} download={file.name}>
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
