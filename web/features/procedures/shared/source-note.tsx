import type { Source } from '#contract/procedures'
import type { z } from 'zod'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'

/** Where a rule comes from, from when, and whether somebody has read it there. */
export function SourceNote({ source }: { readonly source: z.infer<typeof Source> }) {
  const t = useText(caseTexts)
  const say = useSay()
  return (
    <span className="small soft">
      {t('source', { text: say(source.text) })}
      {source.date ? t('sourceDate', { date: source.date }) : ''} <SourceStatus status={source.status} />
    </span>
  )
}

const SHAPES = { verified: '●', derived: '◐', assumed: '○' } as const

export function SourceStatus({ status }: { readonly status: z.infer<typeof Source>['status'] }) {
  const t = useText(caseTexts)
  return (
    <span className="source-status" title={t(`statusWhy.${status}`)}>
      <span aria-hidden="true">{SHAPES[status]}</span> {t(`status.${status}`)}
    </span>
  )
}
