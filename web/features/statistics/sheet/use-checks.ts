import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { checkFiling } from '#domain/indicators'
import type { CompiledForm, FilingContext, FilingValues, Localisation } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import type { Language } from '../../../text/index.ts'
import { groupFindings, marksOf, standingOutliers } from './cell-marks.ts'
import type { CellMark, FindingGroups } from './cell-marks.ts'
import { Localiser } from './localiser.ts'

export interface Checks {
  /** Something stands in the sheet that can be checked. */
  readonly begun: boolean
  /** The values that were checked; while one types they may be a moment behind. */
  readonly values: FilingValues
  readonly groups: FindingGroups
  readonly marks: ReadonlyMap<string, CellMark>
  /** null: nothing to mend, or not yet known. */
  readonly localisation: Localisation | null
  /** The fewest cells are being looked for. */
  readonly seeking: boolean
}

const QUIET_MS = 180
/** A sheet that nobody has begun is empty, not wrong. */
const NO_FINDINGS: FindingGroups = { errors: [], missing: [], unexplained: [], explained: [] }

/** The same checks as the server's, on what stands on the page, as one types. */
export function useChecks(
  form: CompiledForm,
  view: FilingSheet,
  values: FilingValues,
  begun: boolean,
  language: Language,
): Checks {
  const checked = useDeferredValue(values)
  const context = useMemo(() => contextOf(view.context), [view.context])
  const groups = useMemo(
    () =>
      begun
        ? groupFindings(
            [...checkFiling(form, checked, context).map(toWire), ...standingOutliers(view, checked)],
            view.explanations,
          )
        : NO_FINDINGS,
    [form, checked, context, view, begun],
  )
  const marks = useMemo(
    () => marksOf(groups, { form: form.definition, values: checked, context: view.context }, language),
    [groups, form, checked, view.context, language],
  )
  const found = useLocalisation(form, view, context, checked, groups)
  return { begun, values: checked, groups, marks, ...found }
}

/** An enterprise has no members; then the key is not there at all. */
function contextOf({ forms, history, members }: FilingSheet['context']): FilingContext {
  return members === undefined ? { forms, history } : { forms, history, members }
}

function toWire(finding: ReturnType<typeof checkFiling>[number]): FilingSheet['findings'][number] {
  return { ...finding, cells: [...finding.cells], params: { ...finding.params } }
}

/** Cells that are only to be filled in are listed as such: a figure of last period is no suggestion for this one. */
function withoutMissing(localisation: Localisation, { missing }: FindingGroups): Localisation {
  const empty = new Set(missing.flatMap(({ cells }) => cells))
  return { ...localisation, cells: localisation.cells.filter((code) => !empty.has(code)) }
}

interface Found {
  readonly values: FilingValues
  readonly localisation: Localisation
}

function useLocalisation(
  form: CompiledForm,
  view: FilingSheet,
  context: FilingContext,
  checked: FilingValues,
  groups: FindingGroups,
): Pick<Checks, 'localisation' | 'seeking'> {
  // The server has answered for what it has saved.
  const [found, setFound] = useState<Found | null>(() =>
    view.localisation === null ? null : { values: checked, localisation: view.localisation },
  )
  const localiser = useRef<Localiser | null>(null)
  const asked = useRef<FilingValues>(checked)
  useEffect(() => {
    const made = new Localiser(form, (localisation) => setFound({ values: asked.current, localisation }))
    localiser.current = made
    return () => made.close()
  }, [form])
  // The search is for figures that contradict each other; what is only missing needs none.
  const needed = groups.errors.length > 0
  const isFound = found?.values === checked
  useEffect(() => {
    if (!needed || isFound) {
      localiser.current?.forget()
      return
    }
    const timer = setTimeout(() => {
      asked.current = checked
      localiser.current?.ask(checked, context)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [checked, needed, isFound, context])
  return {
    localisation: needed && found !== null ? withoutMissing(found.localisation, groups) : null,
    seeking: needed && !isFound,
  }
}
