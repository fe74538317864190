import { readObjectionFile } from '#contract/evaluations'
import type { Objection } from '#contract/evaluations'
import { addressOf } from '../../../app/api-client.ts'
import { evaluationDecisionTexts } from '../../../text/evaluation-decisions.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { figureWords } from '../shared/number-words.ts'
import './consequences.css'

export function FigureOrNone({ value }: { readonly value: number | null }) {
  const t = useText(evaluationDecisionTexts)
  return value === null ? (
    <span className="soft nowrap">{t('noFigure')}</span>
  ) : (
    <span className="nowrap" title={String(value)}>
      {figureWords(value)}
    </span>
  )
}

export function EvidenceList({ files }: Pick<Objection, 'files'>) {
  const format = useFormat()
  if (files.length === 0) return null
  return (
    <ul className="evidence-files small">
      {files.map(({ id, name, sizeBytes }) => (
        <li key={id}>
          <a href={addressOf(readObjectionFile, { params: { fileId: id } })} download={name}>
            <span lang={format.language === 'en' ? 'zh' : undefined}>{name}</span>
          </a>{' '}
          <span className="soft">{format.bytes(sizeBytes)}</span>
        </li>
      ))}
    </ul>
  )
}
