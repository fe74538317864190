import { open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Which file of a folder is the store: `store-7.duckdb` is, when `current` says 7. A file is named there only after it is
 * complete and on disk; every other one is a rebuild that never ended and goes.
 */
const POINTER = 'current'

export function fileOf(folder: string, generation: number): string {
  return join(folder, `store-${generation}.duckdb`)
}

export async function readCurrent(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, POINTER), 'utf8').catch(() => '')
  return /^[1-9][0-9]{0,14}\n$/.test(text) ? Number(text) : null
}

export async function writeCurrent(folder: string, generation: number): Promise<void> {
  const aside = join(folder, `${POINTER}.new`)
  const file = await open(aside, 'w', 0o600)
  try {
    await file.writeFile(`${generation}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, join(folder, POINTER))
  await syncFolder(folder)
}

export async function forgetCurrent(folder: string): Promise<void> {
  await rm(join(folder, POINTER), { force: true })
  await syncFolder(folder)
}

export async function removeGeneration(folder: string, generation: number): Promise<void> {
  const file = fileOf(folder, generation)
  for (const path of [file, `${file}.wal`]) await rm(path, { force: true })
}

/** Generations whose files, or parts of them, lie in the folder. */
export async function listGenerations(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const number = /^store-(\d+)\.duckdb/.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
  return [...new Set(numbers)].sort((a, b) => a - b)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Windows lets no folder be flushed.
    if (process.platform !== 'win32') throw error
  } finally {
    await handle.close()
  }
}
