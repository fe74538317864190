import { useMemo } from 'react'
import type { PolicyFindingView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { nodesOf } from '../../../ui/rule-editor/rule-tree-edits.ts'
import { useSpokenParams } from '../../../ui/rule-editor/spoken-params.ts'
import { nodeAt, partOf } from './finding-places.ts'

type Path = readonly (string | number)[]

/** A place of a definition in words: 适用条件 · 研发强度不低于5% · 英文. */
export function usePlaceWords(definition: PolicyDefinition): (path: Path) => string {
  const t = useText(policyEditorTexts)
  const say = useSay()
  return useMemo(
    () => (path: Path) => {
      const found = nodeAt(definition.eligibility, path)
      const rest = found?.rest ?? path.slice(partOf(path) === 'about' ? 0 : 1)
      const node = found === null || found.node.title === null ? '' : say(found.node.title) || t('untitled')
      const fields = rest.flatMap((step) => {
        if (typeof step === 'number') return [t('nth', { n: step + 1 })]
        const key = `field.${step}`
        return isField(key) ? [t(key)] : []
      })
      return [t(`part.${partOf(path)}`), node, ...fields].filter(Boolean).join(' · ')
    },
    [definition, say, t],
  )
}

type FieldKey = Extract<keyof (typeof policyEditorTexts)['zh-CN'], `field.${string}`>
function isField(key: string): key is FieldKey {
  return Object.hasOwn(policyEditorTexts['zh-CN'], key)
}

/** What a check found, in words; conditions by their titles. */
export function useFindingWords(definition: PolicyDefinition): (finding: PolicyFindingView) => string {
  const t = useText(policyEditorTexts)
  const issueText = useIssueText()
  const spoken = useSpokenParams()
  const say = useSay()
  const place = usePlaceWords(definition)
  return useMemo(() => {
    const nodes = nodesOf(definition.eligibility)
    const titles = new Map(
      nodes.map(({ id, title }) => [id, title === null || say(title) === '' ? t('untitled') : say(title)]),
    )
    const numbers = new Map(
      nodes.filter(({ kind }) => kind === 'condition').map(({ id }, at) => [id, String(at + 1)]),
    )
    // Ids mean nothing to a reader: conditions go by their numbers in the tree and by their titles.
    const named = (params: PolicyFindingView['params']) => {
      const { conditions, by, firstCondition, secondCondition } = params
      const isPair = typeof firstCondition === 'string' && typeof secondCondition === 'string'
      const listed = (ids: unknown) =>
        Array.isArray(ids)
          ? ids.map((id) => {
              const own = String(id)
              const number = numbers.get(own) ?? own
              return isPair ? number : t('conditionNamed', { n: number, title: titles.get(own) ?? own })
            })
          : undefined
      const [all, others] = [listed(conditions), listed(by)]
      return {
        ...(all === undefined ? {} : { conditions: all }),
        ...(others === undefined ? {} : { by: others }),
        ...(isPair
          ? {
              firstCondition: titles.get(firstCondition) ?? firstCondition,
              secondCondition: titles.get(secondCondition) ?? secondCondition,
            }
          : {}),
      }
    }
    return (finding) => {
      if (finding.from === 'shape') {
        const isEmpty = finding.params['problem'] === 'too_small'
        return t(isEmpty ? 'shapeMissing' : 'shapeWrong', { place: place(finding.path) })
      }
      return issueText({
        code: finding.code,
        path: [],
        params: { ...spoken(finding.params), ...named(finding.params) },
      })
    }
  }, [definition, issueText, spoken, place, say, t])
}
