import { addCaseFiles } from '#contract/procedures'
import { upload } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { FilesControl } from '../../../ui/files-control.tsx'
import type { SentFile } from '../../../ui/files-control.tsx'
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
  const files = value.map((digest): SentFile => {
    const file = context.files.find((each) => each.digest === digest)
    return { id: digest, name: file?.name ?? '', sizeBytes: file?.sizeBytes ?? 0 }
  })
  async function send(chosen: readonly File[], onProgress: (share: number) => void) {
    const answer = await upload(addCaseFiles, chosen, { params: { caseId: context.id }, onProgress })
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
    return { files: answer.files.map(({ digest, name, sizeBytes }) => ({ id: digest, name, sizeBytes })) }
  }
  return (
    <FilesControl
      id={id}
      label={label}
      describedBy={describedBy}
      files={files}
      most={Infinity}
      many={many}
      face={(file) => <FileLink digest={file.id} context={context} />}
      send={send}
      onFiles={(change) => onChange(change(files).map((file) => file.id))}
    />
  )
}
