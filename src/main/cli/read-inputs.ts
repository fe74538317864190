import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { extractPlan, type Extraction } from '#domain/plan'
import { readDocument, tooLarge, MAX_FILE_BYTES, type ReadDocument } from '#platform/documents'
import { reasonOf } from './failures.ts'
import { sentenceFor } from './issue-sentences.ts'
import { complain } from './terminal.ts'

export interface InputFile {
  /** As given on the command line. */
  readonly path: string
  /** Its base name; the path as given where two files have the same. */
  readonly name: string
}

export interface InputDocument extends ReadDocument {
  readonly file: InputFile
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string
  readonly extraction: Extraction
}

/** The files that the arguments name, each once; says so where one is named twice. */
export async function listInputs(paths: readonly string[]): Promise<InputFile[]> {
  const seen = new Set<string>()
  const kept: string[] = []
  for (const path of paths) {
    const identity = await realpath(path).catch(() => path)
    if (seen.has(identity)) {
      complain(`${path}: given twice; it is read once.`)
      continue
    }
    seen.add(identity)
    kept.push(path)
  }
  const names = kept.map((path) => basename(path))
  return kept.map((path) => {
    const name = basename(path)
    return { path, name: names.filter((other) => other === name).length > 1 ? path : name }
  })
}

/** The bytes of a file, refused by kind and size before anything is read. */
export async function readBytes(path: string): Promise<Outcome<Uint8Array>> {
  try {
    const found = await stat(path)
    if (found.isDirectory())
      return refused({ code: 'documents.is_folder', params: { folder: path.replace(/\/+$/, '') } })
    if (!found.isFile()) return refused({ code: 'documents.not_a_file' })
    if (found.size > MAX_FILE_BYTES) return refused(tooLarge(path, found.size))
    return accepted(await readFile(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return refused({ code: 'documents.not_found' })
    return refused({ code: 'documents.unreadable', params: { reason: reasonOf(error) } })
  }
}

/** One file read and taken apart. */
export async function readInput(file: InputFile): Promise<Outcome<InputDocument>> {
  const bytes = await readBytes(file.path)
  if (!bytes.ok) return bytes
  const document = await readDocument(basename(file.path), bytes.value)
  if (!document.ok) return document
  const extraction = extractPlan(document.value.text)
  if (!extraction.ok) return extraction
  const { unreadable } = document.value
  if (unreadable > 0)
    complain(`${file.path}: ${unreadable} damaged characters; they stand in the text as U+FFFD.`)
  const digest = createHash('sha256').update(bytes.value).digest('hex')
  return accepted({ ...document.value, file, digest, extraction: extraction.value })
}

/** The one line for a file that can't be used. */
export function complainAbout(path: string, issues: readonly Issue[]): void {
  complain(`${path}: ${issues.map((issue) => sentenceFor(issue)).join(' ')}`)
}

/** `<base name>.json`; files that would share a name keep their extension, and get a number if that is not enough. */
export function outputNames(files: readonly InputFile[]): string[] {
  const stems = files.map(({ path }) => stemOf(path))
  const taken = new Set<string>()
  return files.map(({ path }) => {
    const stem = stemOf(path)
    const wanted = stems.filter((other) => other === stem).length === 1 ? stem : basename(path)
    let name = `${wanted}.json`
    for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}.json`
    taken.add(name)
    return name
  })
}

function stemOf(path: string): string {
  return basename(path, extname(path))
}
