import { PUBLIC_STYLE, html, type Html } from '#platform/http'
import { chineseDate } from '#features/procedures'
import type { SharedPackage } from './contract.ts'

interface Went {
  readonly digest: string
  readonly at: string
  readonly byName: string
  readonly byOrganisation: string | null
}

/** The package as a page for printing: what a person at the bank holds in his hand. */
export function sharedPage(content: SharedPackage, went: Went): string {
  const { consent, enterprise, on, score, profile, facts } = content
  return `<!doctype html>${
    html`<html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${enterprise.name} 授权信息</title>
        <style>
          ${PUBLIC_STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>企业授权信息</h1>
          <p>
            ${enterprise.name}（统一社会信用代码
            ${enterprise.creditCode}）${enterprise.synthetic && !enterprise.name.includes('（演示）') ? '（演示）' : ''}
          </p>
          <table>
            <tbody>
              ${row('接收方', consent.receiver.creditCode === null ? consent.receiver.name : `${consent.receiver.name}（${consent.receiver.creditCode}）`)}
              ${row('用途', consent.purpose)} ${row('授权期限', `${consent.from}至${consent.until}`)}
              ${row('授权编号', String(consent.serial))} ${row('判定日', on)}
            </tbody>
          </table>
          ${
            score === null
              ? null
              : html`<h2>创新积分</h2>
                  ${tree(score)}`
          }
          ${
            profile === null
              ? null
              : html`<h2>企业基本情况</h2>
                  ${tree(profile)}`
          }
          ${
            facts === null
              ? null
              : html`<h2>指定信息</h2>
                  <table>
                    <thead>
                      <tr>
                        <th>事项</th>
                        <th>内容</th>
                        <th>来源</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${facts.map(
                        ({ title, unit, value, words, source }) =>
                          html`<tr>
                            <td>${title}${unit === null ? '' : `（${unit}）`}</td>
                            <td>${say(words ?? value)}</td>
                            <td>${source ?? '—'}</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>`
          }
          <p>
            提供人：${went.byOrganisation ?? ''}${went.byName}；提供时间：${chineseDate(new Date(went.at))}。
          </p>
          <p>本页内容的摘要值（SHA-256）：${went.digest}</p>
        </main>
      </body>
    </html>`.text
  }`
}

function row(name: string, value: string): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`
}

const NAMES: Readonly<Record<string, string>> = {
  table: '积分表',
  stage: '发展阶段',
  low: '最低',
  high: '最高',
  maximum: '满分',
  groups: '分组',
  indicators: '指标',
  title: '名称',
  version: '版本',
  source: '来源',
  example: '演示示例',
  name: '名称',
  creditCode: '统一社会信用代码',
  registrationPark: '注册地分园',
  operationPark: '经营地分园',
}

function tree(value: unknown): Html {
  if (Array.isArray(value))
    return html`<ul>
      ${value.map((part) => html`<li>${inLine(part)}</li>`)}
    </ul>`
  if (typeof value !== 'object' || value === null) return html`<p>${say(value)}</p>`
  return html`<table>
    <tbody>
      ${Object.entries(value).map(
        ([key, part]) =>
          html`<tr>
            <th scope="row">${NAMES[key] ?? key}</th>
            <td>${typeof part === 'object' && part !== null && !isTexts(part) ? tree(part) : say(part)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function inLine(part: unknown): string {
  if (typeof part !== 'object' || part === null) return say(part)
  return Object.entries(part)
    .map(([key, value]) => `${NAMES[key] ?? key}：${say(value)}`)
    .join('；')
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function say(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return String(Number(value.toPrecision(8)))
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map(say).join('、')
  return '未知'
}
