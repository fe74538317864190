/** What may be imported, told before anything is sent. The server checks again. */

export const FILE_TYPES = ['.txt', '.html', '.htm', '.md', '.docx', '.pdf'] as const
/** As the server takes them: 100 MiB a file, 50 files at once. */
export const LARGEST_FILE_BYTES = 100 * 1024 * 1024
export const MOST_FILES = 50

export type FileFault =
  | { readonly code: 'wrongType' | 'emptyFile'; readonly name: string }
  | { readonly code: 'tooLarge'; readonly name: string; readonly bytes: number }
  | { readonly code: 'tooMany' }

interface FileLike {
  readonly name: string
  readonly size: number
}

export function sortOutFiles<F extends FileLike>(
  files: readonly F[],
): { readonly good: readonly F[]; readonly faults: readonly FileFault[] } {
  const good: F[] = []
  const faults: FileFault[] = []
  for (const file of files) {
    const fault = faultOf(file)
    if (fault) faults.push(fault)
    else good.push(file)
  }
  if (good.length <= MOST_FILES) return { good, faults }
  return { good: good.slice(0, MOST_FILES), faults: [...faults, { code: 'tooMany' }] }
}

function faultOf({ name, size }: FileLike): FileFault | null {
  const known = FILE_TYPES.some((type) => name.toLowerCase().endsWith(type))
  if (!known) return { code: 'wrongType', name }
  if (size === 0) return { code: 'emptyFile', name }
  return size > LARGEST_FILE_BYTES ? { code: 'tooLarge', name, bytes: size } : null
}
