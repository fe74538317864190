import { expect, test } from 'vitest'
import { readConfig } from './index.ts'

test('without settings nothing leaves the system', () => {
  expect(readConfig({})).toMatchObject({ mail: null, publicUrl: null, privateWebhooks: false })
})

test('a mail server, its sender, the public address and inner webhooks are read', () => {
  const config = readConfig({
    DUOYUAN_SMTP_URL: 'smtp://user:p%40ss@mail.example.gov.cn:587',
    DUOYUAN_MAIL_FROM: '多园 <duoyuan@example.gov.cn>',
    DUOYUAN_PUBLIC_URL: 'https://duoyuan.example.gov.cn/work/',
    DUOYUAN_WEBHOOK_PRIVATE: 'on',
  })
  expect(config.mail).toEqual({
    smtpUrl: 'smtp://user:p%40ss@mail.example.gov.cn:587',
    from: '多园 <duoyuan@example.gov.cn>',
  })
  expect(config.publicUrl).toBe('https://duoyuan.example.gov.cn/work')
  expect(config.privateWebhooks).toBe(true)
})

test.each([
  [{ DUOYUAN_SMTP_URL: 'smtp://mail.example.org' }, /DUOYUAN_MAIL_FROM: is needed with DUOYUAN_SMTP_URL/],
  [{ DUOYUAN_SMTP_URL: 'mail.example.org', DUOYUAN_MAIL_FROM: 'a@b.cn' }, /DUOYUAN_SMTP_URL: must be like/],
  [{ DUOYUAN_SMTP_URL: 'smtps://m.cn', DUOYUAN_MAIL_FROM: 'a@b.cn>\r\nBcc: x@y.cn' }, /DUOYUAN_MAIL_FROM/],
  [{ DUOYUAN_SMTP_URL: 'smtps://m.cn', DUOYUAN_MAIL_FROM: '多园' }, /DUOYUAN_MAIL_FROM: must be an e-mail/],
  [{ DUOYUAN_PUBLIC_URL: 'duoyuan.example.org' }, /DUOYUAN_PUBLIC_URL/],
  [{ DUOYUAN_PUBLIC_URL: 'javascript://x' }, /DUOYUAN_PUBLIC_URL/],
  [{ DUOYUAN_PUBLIC_URL: 'https://x.cn/?a=1' }, /DUOYUAN_PUBLIC_URL: must have no query/],
  [{ DUOYUAN_WEBHOOK_PRIVATE: 'yes' }, /DUOYUAN_WEBHOOK_PRIVATE/],
])('%o stops the start with its name', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message)
})
