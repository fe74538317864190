import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly to: readonly string[]
  /** Headers and body as they came. */
  readonly source: string
  readonly messageId: string
}

export interface MailReceiver {
  readonly url: string
  readonly mails: ReceivedMail[]
  /** How the next ones are answered, one after another: `refuse` with a temporary error; accepted when empty. */
  readonly answers: ('refuse' | 'accept')[]
  close(): Promise<void>
}

/** A mail server that keeps what it gets. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = []
  const answers: ('refuse' | 'accept')[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (answers.shift() === 'refuse')
          return callback(Object.assign(new Error('Try again later'), { responseCode: 451 }))
        const source = Buffer.concat(chunks).toString('utf8')
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source,
          messageId: /^Message-ID: <(.*)>/im.exec(source)?.[1] ?? '',
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${portOf(server.server.address())}`,
    mails,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface CallReceiver {
  readonly url: string
  readonly calls: ReceivedCall[]
  /** Decides the status of the answer to each call; 204 to begin with. May do something before it answers. */
  answer: (call: ReceivedCall) => number | Promise<number>
  close(): Promise<void>
}

/** Somebody else's system, as webhooks see it. */
export async function startCallReceiver(): Promise<CallReceiver> {
  const calls: ReceivedCall[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      calls.push(call)
      void Promise.resolve(receiver.answer(call)).then((status) => {
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {})
        response.end()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: CallReceiver = {
    url: `http://127.0.0.1:${portOf(server.address())}/hook`,
    calls,
    answer: () => 204,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}
