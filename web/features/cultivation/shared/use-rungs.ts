import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { ladderQuery } from './cultivation-queries.ts'

/** The rungs of the ladder from the lowest, the marks beside it, and what each is called. */
export function useRungs() {
  const t = useText(cultivationTexts)
  const say = useSay()
  const { data } = useQuery(ladderQuery)
  return useMemo(() => {
    const steps = data?.rungs ?? []
    const stepOf = (code: string) => steps.find((step) => step.code === code)
    return {
      ladder: data,
      rungs: steps.filter(({ kind }) => kind === 'rung'),
      marks: steps.filter(({ kind }) => kind === 'mark'),
      /** Null: no rung. */
      titleOf: (code: string | null) => {
        if (code === null || code === 'none') return t('none')
        const step = stepOf(code)
        return step ? say(step.title) : code
      },
      /** For narrow columns. */
      shortOf: (code: string | null) => {
        if (code === null || code === 'none') return t('none')
        const step = stepOf(code)
        return step ? say(step.short) : code
      },
    }
  }, [data, t, say])
}
