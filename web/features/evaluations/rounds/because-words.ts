import type { Decision } from '#contract/evaluations'
import { consequenceTexts } from '../../../text/evaluation-consequences.ts'
import { translate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'

type Because = Decision['because'][number]

/** Names by which the codes of a reason are said. */
export interface BecauseNames {
  readonly grade: (code: string) => string
  readonly tier: (code: string) => string
}

/** Why a unit gets what it gets, one reason. A code without words is said as it is. */
export function becauseWords({ code, params }: Because, names: BecauseNames, language: Language): string {
  const key = `because.${code}`
  if (!Object.hasOwn(consequenceTexts.en, key)) return code
  const { grade, tier, data, result, run } = params
  return translate(
    consequenceTexts,
    key as keyof (typeof consequenceTexts)['zh-CN'],
    {
      ...params,
      ...(typeof grade === 'string' ? { grade: names.grade(grade) } : {}),
      ...(typeof tier === 'string' ? { tier: names.tier(tier) } : {}),
      // Numbers of runs are names, not amounts: no separators.
      ...(run === undefined ? {} : { run: String(run) }),
      ...(typeof data === 'string' ? { data: data.slice(0, 8) } : {}),
      ...(typeof result === 'string' ? { result: result.slice(0, 8) } : {}),
    },
    language,
  )
}
