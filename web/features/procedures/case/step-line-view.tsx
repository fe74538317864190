import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { listNames } from '../shared/party-names.ts'
import { stepLine } from './step-line.ts'

/** Past, present and way ahead as one simple line. */
export function StepLine({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const { language } = useFormat()
  const line = stepLine(view)
  return (
    <ol className="step-line" aria-label={t('place')} tabIndex={0}>
      {line.map(({ key, names, place, tone }) => (
        <li
          key={`${place} ${key}`}
          className={`${place} ${tone ? `tone-${tone}` : ''}`}
          aria-current={place === 'now' ? 'step' : undefined}
        >
          <span>{listNames(names, language)}</span>
          <span className="unseen">（{t(`place.${place}`)}）</span>
        </li>
      ))}
    </ol>
  )
}
