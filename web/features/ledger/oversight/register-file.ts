/** What may be imported, told before anything is sent. The server checks again. */
export const REGISTER_TYPES = ['.xlsx', '.csv'] as const

export type RegisterFileFault =
  { readonly code: 'wrongType' | 'emptyFile'; readonly name: string } | { readonly code: 'tooMany' }

interface FileLike {
  readonly name: string
  readonly size: number
}

/** The one file that can be sent, or why there is none. */
export function registerFile<F extends FileLike>(
  files: readonly F[],
):
  | { readonly file: F; readonly fault: null }
  | { readonly file: null; readonly fault: RegisterFileFault | null } {
  const [file, ...more] = files
  if (file === undefined) return { file: null, fault: null }
  if (more.length > 0) return { file: null, fault: { code: 'tooMany' } }
  if (!REGISTER_TYPES.some((type) => file.name.toLowerCase().endsWith(type)))
    return { file: null, fault: { code: 'wrongType', name: file.name } }
  return file.size === 0
    ? { file: null, fault: { code: 'emptyFile', name: file.name } }
    : { file, fault: null }
}
