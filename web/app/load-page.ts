import { ApiError } from './api-client.ts'

/** Whether the server answers at all, whatever it says. */
export async function serverAnswers(): Promise<boolean> {
  try {
    await fetch('/api/session', { cache: 'no-store' })
    return true
  } catch {
    return false
  }
}

/**
 * Loads the files of a page. When they are gone although the server answers, there has been an upgrade: the error goes on
 * to the router, which reloads once. When nothing answers, a reload would only leave the reader with the browser's error
 * page; the frame stays and says so.
 */
export function loadPage<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await load()
    } catch (error) {
      if (await serverAnswers()) throw error
      throw new ApiError(0, [{ code: 'client.unreachable', path: [], params: {} }])
    }
  }
}
