import type { PolicyFindingView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { nodePlace } from '../../../ui/rule-editor/rule-tree-editor.tsx'
import { nodesOfFinding, partOf } from './finding-places.ts'
import type { EditorPart } from './finding-places.ts'

const FIELDS = 'input, textarea, select, [contenteditable="true"], button'

/** Goes where a finding speaks of: the condition, the field, or the section. */
export function showFinding(finding: PolicyFindingView, definition: PolicyDefinition): void {
  const part = partOf(finding.path)
  if (part === 'conditions') {
    const [id] = nodesOfFinding(finding, definition)
    const node = id === undefined ? null : document.getElementById(nodePlace(id))
    if (node !== null) {
      const field = finding.path.at(-1)
      const inputs = node.querySelectorAll<HTMLElement>('input')
      const target =
        field === 'zh'
          ? inputs[0]
          : field === 'en'
            ? inputs[1]
            : node.querySelector<HTMLElement>('[contenteditable="true"]')
      focusOn(target ?? node, node)
      return
    }
  }
  for (let length = finding.path.length; length > 0; length -= 1) {
    const name = finding.path.slice(0, length).join('.')
    const place = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(name)}"]`)
    if (place !== null) {
      focusOn(place.querySelector<HTMLElement>(FIELDS) ?? place, place)
      return
    }
  }
  focusPart(part)
}

export function focusPart(part: EditorPart): void {
  const place = document.getElementById(`part-${part}`)
  if (place !== null) {
    place.scrollIntoView({ block: 'start' })
    place.focus({ preventScroll: true })
  }
}

function focusOn(target: HTMLElement, place: HTMLElement): void {
  place.scrollIntoView({ block: 'center' })
  target.focus({ preventScroll: true })
}
