/**
 * The file of a trial, so that it can be imported for real without being chosen again. Only in this window: a page that was
 * reloaded asks for the file once more. The few latest are kept.
 */
const files = new Map<string, File>()
const MOST = 3

export function keepFile(jobId: string, file: File): void {
  files.delete(jobId)
  files.set(jobId, file)
  for (const old of files.keys()) {
    if (files.size <= MOST) break
    files.delete(old)
  }
}

export function fileOf(jobId: string): File | null {
  return files.get(jobId) ?? null
}
