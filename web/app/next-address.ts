/** Where to go on after logging in: only an address inside this application, never another host. */
export function safeNext(next: string | undefined): string {
  if (!next) return '/'
  try {
    const base = 'http://inside.invalid'
    const url = new URL(next, base)
    const address = url.pathname + url.search + url.hash
    if (url.origin !== base || !next.startsWith('/') || url.pathname.startsWith('//')) return '/'
    return ['/login', '/password'].includes(url.pathname) ? '/' : address
  } catch {
    return '/'
  }
}
