import Button from 'antd/es/button'
import { useRef, useState } from 'react'
import { addCaseFiles } from '#contract/procedures'
import { upload } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useErrorMessages } from '../../../ui/states.tsx'
import { caseQuery } from './case-queries.ts'
import { FileLink } from './data-value.tsx'
import type { ValueContext } from './data-value.tsx'

/** Files that are attached to a field, an opinion or a pause; they are stored at once and named by their digests. */
export function FileControl({
  id,
  label,
  value,
  many,
  context,
  describedBy,
  onChange,
}: {
  readonly id: string
  readonly label: string
  readonly value: readonly string[]
  readonly many: boolean
  readonly context: Pick<ValueContext, 'id' | 'files'>
  readonly describedBy?: string | undefined
  readonly onChange: (digests: string[]) => void
}) {
  const t = useText(formTexts)
  const messagesOf = useErrorMessages()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [failed, setFailed] = useState<unknown>(null)

  async function add(files: readonly File[]) {
    if (files.length === 0) return
    setShare(0)
    setFailed(null)
    try {
      const answer = await upload(addCaseFiles, files, {
        params: { caseId: context.id },
        onProgress: setShare,
      })
      // The case's list of files, so that names show at once; its version does not rise by a file.
      queryClient.setQueryData(caseQuery(context.id).queryKey, (view) =>
        view
          ? {
              ...view,
              files: [
                ...view.files.filter((old) => answer.files.every(({ digest }) => digest !== old.digest)),
                ...answer.files,
              ],
            }
          : view,
      )
      const digests = answer.files.map(({ digest }) => digest)
      onChange(many ? [...new Set([...value, ...digests])] : digests.slice(0, 1))
    } catch (error) {
      setFailed(error)
    } finally {
      setShare(null)
      if (input.current) input.current.value = ''
    }
  }

  return (
    <div className="file-control">
      {value.length > 0 ? (
        <ul className="value-files">
          {value.map((digest) => (
            <li key={digest}>
              <FileLink digest={digest} context={context} />{' '}
              <button
                type="button"
                className="file-remove"
                aria-label={t('removeFile', {
                  name: context.files.find((each) => each.digest === digest)?.name ?? '',
                })}
                onClick={() => {
                  onChange(value.filter((each) => each !== digest))
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
        multiple={many}
        hidden
        onChange={(event) => void add([...(event.target.files ?? [])])}
      />
      <Button
        id={id}
        ref={button}
        aria-label={`${label}：${t('addFiles')}`}
        aria-describedby={describedBy}
        size="small"
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
