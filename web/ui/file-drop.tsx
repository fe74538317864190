import Button from 'antd/es/button'
import { useId, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import './file-drop.css'

/** A place to drop a file, with a button for those who do not drag. */
export function FileDrop({
  busy,
  accept,
  words,
  onFiles,
}: {
  readonly busy: boolean
  /** Endings with their dots. */
  readonly accept: readonly string[]
  readonly words: { readonly drop: string; readonly dropNow: string; readonly choose: string }
  readonly onFiles: (files: readonly File[]) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const id = useId()
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    if (!busy) onFiles([...event.dataTransfer.files])
  }
  return (
    <div
      className={over ? 'file-drop file-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span id={id}>{over ? words.dropNow : words.drop}</span>{' '}
      <Button disabled={busy} onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-labelledby={id}
        accept={accept.join(',')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again after it was corrected.
          event.target.value = ''
        }}
      />
    </div>
  )
}
