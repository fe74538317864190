import { expect, test } from 'vitest'
import { Refusal } from '#domain/kernel'
import { lookupPublic, requireWebhookAddress } from './webhook-address.ts'

function refusalOf(address: string, allowPrivate = false): string | null {
  try {
    requireWebhookAddress(address, allowPrivate)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.issues[0]?.code ?? ''
    throw error
  }
}

test.each([
  'http://localhost/hook',
  'http://LOCALHOST.:8080/',
  'http://api.localhost/',
  'http://printer/',
  'http://nas.local/',
  'http://metadata.google.internal/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://224.0.0.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:0a00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
])('%s leads inside and is refused, unless the installation allows it', (address) => {
  expect(refusalOf(address)).toBe('notices.address_private')
  expect(refusalOf(address, true)).toBeNull()
})

test.each([
  'https://hooks.example.gov.cn/duoyuan?x=1',
  'http://8.8.8.8/',
  'http://172.32.0.1/',
  'http://[2400:3200::1]:8080/',
])('%s is public and taken', (address) => {
  expect(refusalOf(address)).toBeNull()
})

test('only web addresses without a password are taken, whatever the installation allows', () => {
  expect(refusalOf('ftp://example.org/', true)).toBe('notices.address_not_http')
  expect(refusalOf('file:///etc/passwd', true)).toBe('notices.address_not_http')
  expect(refusalOf('https://user:secret@example.org/', true)).toBe('notices.address_with_password')
})

test('a name that resolves to an inner address is not called, however it looks', async () => {
  const answered = Promise.withResolvers<string>()
  lookupPublic('localhost', {}, (error) => answered.resolve(error?.message ?? 'resolved'))
  expect(await answered.promise).toMatch(/^localhost is (127\.0\.0\.1|::1), an address of the own network$/)
})
