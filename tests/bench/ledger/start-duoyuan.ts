import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ServerPlan } from './duoyuan-server.ts'

export interface Duoyuan {
  readonly pid: number
  readonly port: number
  /** Logs in; answers the headers that its pages send. */
  signIn(login: string, password: string): Promise<Readonly<Record<string, string>>>
  stop(): Promise<void>
}

export async function startDuoyuan(plan: ServerPlan): Promise<Duoyuan> {
  const child = fork(join(import.meta.dirname, 'duoyuan-server.ts'))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()))
  child.send(plan)
  await Promise.race([
    ready,
    ended.then((code) => Promise.reject(new Error(`The server ended with ${code} before it was ready`))),
  ])
  return {
    pid: child.pid ?? 0,
    port: plan.port,
    async signIn(login, password) {
      const response = await fetch(`http://127.0.0.1:${plan.port}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password }),
      })
      const session: unknown = await response.json()
      const [cookie] = response.headers.getSetCookie()
      if (!response.ok || cookie === undefined || typeof session !== 'object' || session === null)
        throw new Error(`${login} cannot log in: ${response.status} ${JSON.stringify(session)}`)
      const token: unknown = Reflect.get(session, 'csrfToken')
      return { cookie: cookie.split(';')[0] ?? '', 'x-csrf-token': String(token) }
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}
