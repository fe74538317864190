import { Refusal } from '#domain/kernel'
import { sentenceFor } from './issue-sentences.ts'

/** The command can't be carried out as asked; the message says why and what to do. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file of that name is in the way',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  EIO: 'the disk does not answer',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links go in a circle',
}

/** What a system error means, in words; its code where there are none. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  return code === null ? messageOf(error) : (SYSTEM_ERRORS[code] ?? `${messageOf(error)} (${code})`)
}

/** One sentence for whatever ended a command. A bug shows its message, and its trace where LOG_LEVEL asks for it. */
export function sentenceForError(error: unknown): string {
  if (error instanceof Refusal) return error.issues.map((issue) => sentenceFor(issue)).join('\n')
  const code = codeOf(error)
  if (code !== null && code in SYSTEM_ERRORS) {
    const path = error instanceof Error && 'path' in error ? String(error.path) : 'The data folder'
    return `${path}: ${SYSTEM_ERRORS[code] ?? ''}.`
  }
  return messageOf(error)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((each) => messageOf(each)).join('; ')
  return error instanceof Error ? error.message : String(error)
}
