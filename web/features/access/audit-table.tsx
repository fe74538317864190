import type { AuditEntry } from '#contract/access'
import type { z } from 'zod'
import { administrationTexts } from '../../text/administration.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { formatMomentExactly, formatNumber } from '../../ui/format.ts'

type Entry = z.infer<typeof AuditEntry>
type TextKey = keyof (typeof administrationTexts)['zh-CN']

export function AuditTable({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useText(administrationTexts)
  const common = useText(commonTexts)
  /** An action or subject that no text knows yet stands for itself: an audit must show everything. */
  const nameOf = (prefix: string, code: string) => {
    const key = `${prefix}.${code}`
    return isTextKey(key) ? t(key) : code
  }
  const wordOf = (code: string) => {
    const key = `value.${code}`
    const role = `role.${code}`
    return isTextKey(key) ? t(key) : isCommonKey(role) ? common(role) : code
  }
  return (
    <div className="table-scroll">
      <table className="admin-table audit-table">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('colSequence')}
            </th>
            <th scope="col">{t('colAt')}</th>
            <th scope="col">{t('colActor')}</th>
            <th scope="col">{t('colAction')}</th>
            <th scope="col">{t('colSubject')}</th>
            <th scope="col">{t('colDetail')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.sequence}>
              <td className="number">{formatNumber(entry.sequence)}</td>
              <td className="admin-when">{formatMomentExactly(entry.at)}</td>
              <td className="admin-when">{entry.actor.name || t('system')}</td>
              <td className="admin-when" title={entry.action}>
                {nameOf('action', entry.action)}
              </td>
              <td title={entry.subjectId} className="admin-when">
                {nameOf('subject', entry.subjectKind)}{' '}
                <span className="faint">{entry.subjectId.slice(0, 8)}</span>
              </td>
              <td className="audit-detail">
                {Object.entries(entry.detail).map(([name, value]) => (
                  <Detail key={name} name={nameOf('detail', name)} value={value} word={wordOf} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const SHORT = 160
const DIGEST = /^[0-9a-f]{40,}$/
const IDENTIFIER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One particular of an entry; a long one, such as the items of a decision, opens on demand. */
function Detail({
  name,
  value,
  word,
}: {
  readonly name: string
  readonly value: Entry['detail'][string]
  /** A code as a word; anything else as it is. */
  readonly word: (code: string) => string
}) {
  const text = Array.isArray(value)
    ? value
        .map((each) => (typeof each === 'string' ? shortened(word(each)) : JSON.stringify(each)))
        .join(', ')
    : typeof value === 'string' || typeof value === 'boolean'
      ? word(String(value))
      : JSON.stringify(value)
  if (DIGEST.test(text))
    return (
      <span title={text}>
        <span className="faint">{name}</span> {text.slice(0, 12)}…
      </span>
    )
  if (text.length <= SHORT)
    return (
      <span title={Array.isArray(value) ? JSON.stringify(value) : undefined}>
        <span className="faint">{name}</span> {text}
      </span>
    )
  return (
    <details>
      <summary>
        <span className="faint">{name}</span> {Array.isArray(value) ? formatNumber(value.length) : '…'}
      </summary>
      {text}
    </details>
  )
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(administrationTexts['zh-CN'], key)
}

function isCommonKey(key: string): key is keyof (typeof commonTexts)['zh-CN'] {
  return Object.hasOwn(commonTexts['zh-CN'], key)
}

/** As the subject of an entry is shown: its first characters tell it apart, the whole is in the title. */
function shortened(value: string): string {
  return IDENTIFIER.test(value) ? value.slice(0, 8) : value
}
