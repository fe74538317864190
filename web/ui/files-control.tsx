import Button from 'antd/es/button'
import { useRef, useState } from 'react'
import { enterprisePageTexts } from '../text/enterprises-page.ts'
import { useText } from '../text/index.ts'
import { useFormat } from './format.ts'
import { useErrorMessages } from './states.tsx'
import './files-control.css'

export interface SentFile {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
}

/** Papers that are sent at once and named by what is saved after. Removing one here leaves it unnamed. */
export function FilesControl({
  label,
  files,
  most = 10,
  send,
  onFiles,
}: {
  readonly label: string
  readonly files: readonly SentFile[]
  readonly most?: number
  readonly send: (
    files: readonly File[],
    onProgress: (share: number) => void,
  ) => Promise<{ readonly files: readonly SentFile[] }>
  readonly onFiles: (files: readonly SentFile[]) => void
}) {
  const t = useText(enterprisePageTexts)
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
      const answer = await send(chosen, setShare)
      onFiles([...files, ...answer.files])
    } catch (error) {
      setFailed(error)
    } finally {
      setShare(null)
      if (input.current) input.current.value = ''
    }
  }
  return (
    <div className="files-control">
      {files.length > 0 ? (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              <span lang="zh">{file.name}</span>{' '}
              <span className="soft small">{format.bytes(file.sizeBytes)}</span>{' '}
              <button
                type="button"
                className="files-remove"
                aria-label={t('removePaper', { name: file.name })}
                onClick={() => {
                  onFiles(files.filter(({ id }) => id !== file.id))
                  button.current?.focus()
                }}
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
        ref={button}
        size="small"
        aria-label={`${label}: ${t('addPapers')}`}
        disabled={share !== null || files.length >= most}
        onClick={() => input.current?.click()}
      >
        {share === null ? t('addPapers') : t('sendingPapers', { percent: Math.round(share * 100) })}
      </Button>
      {failed ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {messagesOf(failed).join(' ')}
        </div>
      ) : null}
    </div>
  )
}
