import Button from 'antd/es/button'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { fileTexts } from '../text/files.ts'
import { useText } from '../text/index.ts'
import { useFormat } from './format.ts'
import { useErrorMessages } from './states.tsx'
import './files-control.css'

export interface SentFile {
  readonly id: string
  readonly name: string
  readonly sizeBytes: number
}

/**
 * Papers that are sent at once and named by what is saved after. Removing one leaves it unnamed; where it has to be taken back at
 * once, `remove` does so before it goes from the list. The same file sent again stands once.
 */
export function FilesControl<Sent extends SentFile>({
  id,
  label,
  describedBy,
  files,
  most = 10,
  many = true,
  face,
  send,
  remove,
  onFiles,
  onBusy,
}: {
  readonly id?: string | undefined
  readonly label: string
  readonly describedBy?: string | undefined
  readonly files: readonly Sent[]
  readonly most?: number
  /** False: another one takes the place of the one that stands. */
  readonly many?: boolean
  /** How a file is shown; otherwise by its name and size. */
  readonly face?: (file: Sent) => ReactNode
  readonly send: (
    files: readonly File[],
    onProgress: (share: number) => void,
  ) => Promise<{ readonly files: readonly Sent[] }>
  readonly remove?: (file: Sent) => Promise<unknown>
  readonly onFiles: (change: (before: readonly Sent[]) => Sent[]) => void
  readonly onBusy?: (busy: boolean) => void
}) {
  const t = useText(fileTexts)
  const messagesOf = useErrorMessages()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  async function add(chosen: readonly File[]) {
    if (chosen.length === 0) return
    setShare(0)
    onBusy?.(true)
    setFailed(null)
    try {
      const answer = await send(chosen, setShare)
      onFiles((before) =>
        many
          ? [...before.filter((old) => answer.files.every((each) => each.id !== old.id)), ...answer.files]
          : answer.files.slice(0, 1),
      )
    } catch (error) {
      setFailed(error)
    } finally {
      setShare(null)
      onBusy?.(false)
      if (input.current) input.current.value = ''
    }
  }
  async function takeBack(file: Sent) {
    setFailed(null)
    try {
      await remove?.(file)
      onFiles((before) => before.filter((each) => each.id !== file.id))
      button.current?.focus()
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <div className="files-control">
      {files.length > 0 ? (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              {face ? face(file) : <FileName file={file} />}{' '}
              <button
                type="button"
                className="files-remove"
                aria-label={t('remove', { name: file.name })}
                onClick={() => void takeBack(file)}
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
        multiple={many}
        hidden
        onChange={(event) => void add([...(event.target.files ?? [])])}
      />
      <Button
        id={id}
        ref={button}
        size="small"
        aria-label={`${label}: ${t('add')}`}
        aria-describedby={describedBy}
        disabled={share !== null || (many && files.length >= most)}
        onClick={() => input.current?.click()}
      >
        {share === null ? t('add') : t('sending', { percent: Math.round(share * 100) })}
      </Button>
      {failed ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {messagesOf(failed).join(' ')}
        </div>
      ) : null}
    </div>
  )
}

/** A file by name and size; with `href` it can be read. */
export function FileName({ file, href }: { readonly file: SentFile; readonly href?: string }) {
  const format = useFormat()
  const name = <span lang="zh">{file.name}</span>
  return (
    <>
      {href === undefined ? (
        name
      ) : (
        <a href={href} download={file.name}>
          {name}
        </a>
      )}{' '}
      <span className="soft small">{format.bytes(file.sizeBytes)}</span>
    </>
  )
}
