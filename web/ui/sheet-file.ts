/** What may be imported, told before anything is sent. The server checks again. */
export const SHEET_TYPES = ['.xlsx', '.csv'] as const

export type SheetFileFault =
  { readonly code: 'wrongType' | 'emptyFile'; readonly name: string } | { readonly code: 'tooMany' }

interface FileLike {
  readonly name: string
  readonly size: number
}

/** The one file that can be sent, or why there is none. */
export function sheetFile<F extends FileLike>(
  files: readonly F[],
  types: readonly string[] = SHEET_TYPES,
):
  | { readonly file: F; readonly fault: null }
  | { readonly file: null; readonly fault: SheetFileFault | null } {
  const [file, ...more] = files
  if (file === undefined) return { file: null, fault: null }
  if (more.length > 0) return { file: null, fault: { code: 'tooMany' } }
  if (!types.some((type) => file.name.toLowerCase().endsWith(type)))
    return { file: null, fault: { code: 'wrongType', name: file.name } }
  return file.size === 0
    ? { file: null, fault: { code: 'emptyFile', name: file.name } }
    : { file, fault: null }
}
