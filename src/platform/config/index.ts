/**
 * Configuration, parsed once at start; nothing else reads `process.env`. Every setting has a default that works on a
 * laptop. See docs/operations/install.md for the list.
 */
import { resolve } from 'node:path'
import { z } from 'zod'

const Settings = z
  .object({
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
    /** Mail server for notices; without one they stay in the system. */
    DUOYUAN_SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/[^/\s]+\/?(\?\S*)?$/, 'must be like smtp://user:password@host:587 or smtps://host')
      .optional(),
    /** Sender of notices; required with a mail server. */
    DUOYUAN_MAIL_FROM: z
      .string()
      .regex(
        /^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
        'must be an e-mail address, with or without a name',
      )
      .optional(),
    /** The address under which people reach the system, for links in mails and calendars. */
    DUOYUAN_PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/[?#]/.test(url), 'must have no query')
      .optional(),
    /** `on` lets webhooks go to addresses of the own network; off, an administrator cannot make the server call inside it. */
    DUOYUAN_WEBHOOK_PRIVATE: z.enum(['on', 'off']).default('off'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  })
  .refine((s) => s.DUOYUAN_SMTP_URL === undefined || s.DUOYUAN_MAIL_FROM !== undefined, {
    path: ['DUOYUAN_MAIL_FROM'],
    message: 'is needed with DUOYUAN_SMTP_URL: the address that notices come from',
  })

export interface Config {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  readonly zone: string
  readonly demo: boolean
  readonly secureCookies: boolean
  /** Null: no e-mail leaves the system. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null
  /** Without a slash at its end; null: not known, so no links from outside. */
  readonly publicUrl: string | null
  readonly privateWebhooks: boolean
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
    mail:
      s.DUOYUAN_SMTP_URL === undefined || s.DUOYUAN_MAIL_FROM === undefined
        ? null
        : { smtpUrl: s.DUOYUAN_SMTP_URL, from: s.DUOYUAN_MAIL_FROM },
    publicUrl: s.DUOYUAN_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    privateWebhooks: s.DUOYUAN_WEBHOOK_PRIVATE === 'on',
    logLevel: s.LOG_LEVEL,
  }
}
