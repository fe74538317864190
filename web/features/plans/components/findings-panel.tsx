import Button from 'antd/es/button'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useFindingMessage, type ListedFinding } from '../finding-message.ts'
import { inTitleMarks } from '../item-words.ts'
import { findingsQuery } from '../queries.ts'
import type { Span } from '../segment-text.ts'
import './findings-panel.css'

const AT_FIRST = 3
const PLACES_SHOWN = 2
const RANK = { error: 0, warning: 1, info: 2 } as const
const SIGNS = { error: '■', warning: '▲', info: '○' } as const

/** 对照: what the document leaves unexplained when it is held against itself and the library. */
export function FindingsPanel({
  versionId,
  onPlace,
}: {
  readonly versionId: string
  readonly onPlace: (span: Span) => void
}) {
  const t = useText(roomTexts)
  const { data, error, isPending, refetch } = useQuery(findingsQuery(versionId))
  const [folded, setFolded] = useState(false)
  const [all, setAll] = useState(false)

  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (isPending) return <section className="findings quiet soft">{t('findings.loading')}</section>
  const findings = data.findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
  if (findings.length === 0)
    return (
      <section className="findings quiet">
        <StatusMark tone="good">{t('findings.none')}</StatusMark>
      </section>
    )
  const shown = all ? findings : findings.slice(0, AT_FIRST)
  const rest = findings.length - AT_FIRST
  return (
    <section className="findings" aria-labelledby="findings-title">
      <h2 className="findings-head" id="findings-title">
        <span className={findings[0]?.severity === 'error' ? 'mark-bad' : 'mark-warn'}>
          <span aria-hidden="true">{findings[0]?.severity === 'error' ? '■' : '▲'}</span>{' '}
          {t('findings.title', { n: findings.length })}
        </span>
        <Button
          className="push"
          size="small"
          type="text"
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {folded ? t('findings.unfold') : t('findings.fold')}
        </Button>
      </h2>
      {folded ? null : (
        <>
          <ul>
            {shown.map((finding, index) => (
              <FindingLine
                key={`${finding.kind}-${finding.items[0]?.versionId}-${finding.items[0]?.start}-${index}`}
                finding={finding}
                versionId={versionId}
                onPlace={onPlace}
              />
            ))}
          </ul>
          {rest > 0 ? (
            <button
              type="button"
              className="link-button small"
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              {all ? t('findings.less') : t('findings.more', { n: rest })}
            </button>
          ) : null}
        </>
      )}
    </section>
  )
}

function FindingLine({
  finding,
  versionId,
  onPlace,
}: {
  readonly finding: ListedFinding
  readonly versionId: string
  readonly onPlace: (span: Span) => void
}) {
  const t = useText(roomTexts)
  const message = useFindingMessage(versionId)
  const [all, setAll] = useState(false)
  const places = all ? finding.items : finding.items.slice(0, PLACES_SHOWN)
  const rest = finding.items.length - PLACES_SHOWN
  return (
    <li className="finding">
      <span
        className={`mark-${finding.severity === 'error' ? 'bad' : finding.severity === 'warning' ? 'warn' : 'neutral'}`}
        title={t(`severity.${finding.severity}`)}
      >
        <span aria-hidden="true">{SIGNS[finding.severity]}</span>
        <span className="unseen">{t(`severity.${finding.severity}`)}</span>
      </span>
      <div>
        {message(finding)}
        <div className="finding-places">
          {places.map((place, index) =>
            place.versionId === versionId ? (
              <button
                key={`${place.start}-${index}`}
                type="button"
                title={place.quote}
                onClick={() => onPlace({ start: place.start, end: place.end })}
              >
                <span className="finding-quote" lang="zh">
                  “{place.quote}”
                </span>
              </button>
            ) : (
              <Link
                key={`${place.versionId}-${place.start}-${index}`}
                to="/plans/documents/$versionId"
                params={{ versionId: place.versionId }}
                search={{ span: `${place.start}-${place.end}` }}
                title={`${place.documentTitle}\n${place.quote}`}
              >
                <span className="finding-document" lang="zh">
                  {inTitleMarks(place.documentTitle)}
                </span>{' '}
                <span className="finding-quote" lang="zh">
                  “{place.quote}”
                </span>
              </Link>
            ),
          )}
          {rest > 0 ? (
            <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('findings.less') : t('findings.more', { n: rest })}
            </button>
          ) : null}
        </div>
      </div>
    </li>
  )
}
