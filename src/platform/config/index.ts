/**
 * Configuration, parsed once at start; nothing else reads `process.env`. Every setting has a default that works on a
 * laptop. See docs/operations/install.md for the list.
 */
import { resolve } from 'node:path'
import { z } from 'zod'

const Settings = z.object({
  /** Where the embedded database, files and keys live. */
  DUOYUAN_DATA: z.string().min(1).default('.duoyuan'),
  /** An existing PostgreSQL server instead of the embedded one; the role must be able to create roles and extensions. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DUOYUAN_ZONE: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('zhongguancun'),
  /** `off` starts an empty zone: organisations only, no demonstration accounts, no sample documents. */
  DUOYUAN_DEMO: z.enum(['on', 'off']).default('on'),
  /** Set where TLS ends in front of the server, so that cookies carry Secure. */
  DUOYUAN_SECURE_COOKIES: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
})

export interface Config {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  readonly zone: string
  readonly demo: boolean
  readonly secureCookies: boolean
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Reads the settings; throws an Error whose message names every wrong one and what it should be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Settings.safeParse(environment)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Wrong settings:\n  ${wrong.join('\n  ')}`)
  }
  const s = parsed.data
  return {
    dataDir: resolve(s.DUOYUAN_DATA),
    databaseUrl: s.DATABASE_URL ?? null,
    host: s.HOST,
    port: s.PORT,
    zone: s.DUOYUAN_ZONE,
    demo: s.DUOYUAN_DEMO === 'on',
    secureCookies: s.DUOYUAN_SECURE_COOKIES === 'on',
    logLevel: s.LOG_LEVEL,
  }
}
