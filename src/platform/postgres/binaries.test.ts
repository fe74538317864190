import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { binariesFrom, findPackage } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { findRunner, runAs } from './runner.ts'

let folder: string
let source: string

/** A package as npm unpacks it where install scripts are blocked: without its links. */
beforeAll(async () => {
  folder = await mkdtemp(join(inject('testServer').scratch, 'binaries-'))
  await chmod(folder, 0o711)
  source = join(folder, 'node_modules', 'package')
  await cp(findPackage(process.platform, process.arch), source, { recursive: true, verbatimSymlinks: true })
  for (const { target } of await links()) await rm(join(source, target), { force: true })
})

afterAll(async () => {
  await chmod(join(source, 'native', 'lib'), 0o755)
  await rm(folder, { recursive: true })
})

async function links(): Promise<{ source: string; target: string }[]> {
  return JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
}

async function versionSaidBy(binaries: Binaries): Promise<string> {
  return runAs(await findRunner('/nowhere'), binaries.postgres, ['--version'], '/')
}

test('a platform without a package is told to set DATABASE_URL', () => {
  expect(() => findPackage('sunos', 'sparc')).toThrow(/sunos-sparc.*set DATABASE_URL/)
})

test('missing links are made in place, and again does nothing', async () => {
  const runner = await findRunner('/nowhere')
  for (let time = 1; time <= 2; time++) {
    const binaries = await binariesFrom(source, runner, join(folder, 'copies'))
    expect(binaries.postgres).toBe(join(source, 'native', 'bin', 'postgres'))
    expect(await versionSaidBy(binaries)).toContain('(PostgreSQL) 18')
  }
  for (const link of await links()) {
    expect(join(dirname(join(source, link.target)), await readlink(join(source, link.target)))).toBe(
      join(source, link.source),
    )
  }
  await expect(stat(join(folder, 'copies'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('where they cannot be used in place, a copy is made, once', async () => {
  const runner = await findRunner('/nowhere')
  if (runner === null) {
    // Somebody else's installation: the links can't be added.
    for (const { target } of await links()) await rm(join(source, target), { force: true })
    await chmod(join(source, 'native', 'lib'), 0o555)
  } else {
    // Root's own installation under a strict umask: the unprivileged user can't go there.
    await chmod(join(folder, 'node_modules'), 0o700)
    execFileSync('chmod', ['-R', 'go-rwx', source])
  }
  const copies = join(folder, 'copies')
  await mkdir(copies, { mode: 0o711 })
  const binaries = await binariesFrom(source, runner, copies)
  expect(binaries.postgres.startsWith(copies)).toBe(true)
  expect(await versionSaidBy(binaries)).toContain('(PostgreSQL) 18')
  const { ctimeMs } = await stat(binaries.postgres)
  expect(await binariesFrom(source, runner, copies)).toEqual(binaries)
  expect((await stat(binaries.postgres)).ctimeMs).toBe(ctimeMs)
})
