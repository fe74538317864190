/**
 * E-mail, as plain text, over one SMTP server. What "sent" means: the server took the message and answers for it from
 * then on. Whether a person reads it is known to nobody here.
 */
import { createTransport } from 'nodemailer'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Without angle brackets. The same message keeps its id at every try: a receiver that got it twice can tell. */
  readonly messageId: string
}

export interface Mailer {
  /** Resolves when the server has taken the message; rejects with the server's words when it has not. */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailSettings {
  /** `smtp://user:password@host:587` (STARTTLS where the server offers it) or `smtps://host`. */
  readonly smtpUrl: string
  readonly from: string
}

/** A server that cannot be reached by then is away … */
const CONNECT_MS = 10_000
/**
 * … and one that falls silent for this long as well. Long, because a server may have taken the message and still be busy
 * with it: giving up early means sending twice (RFC 5321 grants it ten minutes; the transaction that waits for it has nine).
 */
const SILENCE_MS = 240_000

/** Null without settings: then no e-mail leaves the system. */
export function createMailer(settings: MailSettings | null): Mailer | null {
  if (settings === null) return null
  const transport = createTransport({
    url: settings.smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    dnsTimeout: CONNECT_MS,
    // Texts come from cases: nothing in them may name a file or an address to be fetched and attached.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, messageId }) {
      const taken = await transport.sendMail({
        from: settings.from,
        // As an object it is one address, whatever commas it holds.
        to: { name: '', address: to },
        subject,
        text,
        // Chinese takes half the room that it takes quoted.
        textEncoding: 'base64',
        messageId: `<${messageId}>`,
        // RFC 3834: no out-of-office replies to a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      if (taken.accepted.length === 0)
        throw new Error(`The mail server refused the address: ${taken.response}`)
    },
    close: () => transport.close(),
  }
}
