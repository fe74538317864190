import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { refuse } from '#domain/kernel'

/**
 * Where a webhook may go. Whoever may add one chooses an address that this server then calls: without a check he could
 * make it call into the network that it stands in (SSRF). So private addresses are refused when a webhook is added, and
 * again when a name is resolved for sending, because a name may point elsewhere by then.
 */
export function requireWebhookAddress(address: string, allowPrivate: boolean): URL {
  const url = new URL(address)
  const path = ['body', 'url']
  const host = hostOf(url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    refuse('notices.address_not_http', { protocol: url.protocol }, path)
  if (url.username !== '' || url.password !== '') refuse('notices.address_with_password', {}, path)
  if (!allowPrivate && (isPrivateName(host) || (isIP(host) !== 0 && isPrivateAddress(host))))
    refuse('notices.address_private', { host }, path)
  return url
}

/** As `dns.lookup`, but a name with any private address fails. Numbers are not looked up: check them before. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, [])
    const inside = addresses.find(({ address }) => isPrivateAddress(address))
    if (inside !== undefined)
      return callback(new Error(`${hostname} is ${inside.address}, an address of the own network`), [])
    if (options.all === true) return callback(null, addresses)
    const [first] = addresses
    return first === undefined
      ? callback(new Error(`${hostname} has no address`), [])
      : callback(null, first.address, first.family)
  })
}

/** An IPv6 address stands in brackets in a URL; a name may end in a dot. */
function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

/** Names without a dot, and endings that are never public (RFC 6761, 6762, 8375; `internal` by ICANN). */
function isPrivateName(host: string): boolean {
  if (isIP(host) !== 0) return false
  return !host.includes('.') || /\.(localhost|local|internal|intranet|lan|home\.arpa)$/.test(host)
}

export function isPrivateAddress(address: string): boolean {
  return notPublic.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * IANA's special-purpose registries: everything that is not globally reachable, and what wraps an IPv4 address. Mapped
 * ones (::ffff:0:0/96) are judged by the IPv4 rules.
 */
const notPublic = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv6')
