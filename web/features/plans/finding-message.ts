import type { ResponseOf } from '../../../src/features/route-contract.ts'
import type { readFindings } from '#contract/plans'
import { useText } from '../../text/index.ts'
import { roomTexts } from '../../text/plans.ts'

type Finding = ResponseOf<typeof readFindings>['findings'][number]

export function useFindingMessage(): (finding: Finding) => string {
  const t = useText(roomTexts)
  return (finding) => `${t(`severity.${finding.severity}`)} ${finding.kind} ${JSON.stringify(finding.values)}`
}
