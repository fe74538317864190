import {
  bars,
  measure,
  possibilities,
  visibleData,
  warnings,
  type CaseEnvironment,
  type CaseState,
} from '#domain/cases'
import type { Context } from '#platform/http'
import type { CaseView } from './contract.ts'
import { definitionOf } from './definitions.ts'
import { actorOf, environmentFor } from './environment.ts'
import { lettersOf } from './letters.ts'
import { findOrigin } from './origin.ts'
import { Names } from './parties.ts'
import { isSealed } from './sealed.ts'
import { iso, isoOrNull, outcomeOf, stageOf, type CaseHead, type Tx } from './store.ts'
import { viewClock, viewPerson } from './view-clock.ts'
import { activeNodesOf, drawingOf, pastNodesOf, rulesOf, sourceView, viewField } from './view-definition.ts'
import { actionViews, formViews, mayViews, raisable } from './view-form.ts'
import { branchViews, owedViews, viewStep } from './view-step.ts'
import { visibleFiles } from './visible-files.ts'

/** Everything that the case page shows to this reader. */
export async function viewCase(tx: Tx, ctx: Context, head: CaseHead): Promise<CaseView> {
  const { state } = head
  const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
  const environment = await environmentFor(tx, ctx, definition, head.subject, head.id)
  const actor = await actorOf(tx, ctx)
  const visible = visibleData(definition, state, { ...actor, seesAll: ctx.caller.seesAll })
  const names = await Names.loadFor(tx, partiesOf(state), [
    visible.data,
    ...Object.values(visible.branches),
    ...peopleOf(state),
  ])
  const fields = Object.entries(definition.fields)
  const may = possibilities(definition, state, actor, environment)
  const files = await visibleFiles(tx, ctx, state, visible)
  return {
    id: head.id,
    version: state.sequence,
    number: state.number,
    procedure: {
      code: definition.code,
      version: definition.version,
      name: definition.name,
      summary: definition.summary,
    },
    title: head.title,
    stage: stageOf(state),
    outcome: state.outcome === null ? null : outcomeOf(definition, state.outcome),
    initiator: viewPerson(state.initiator, names),
    openedAt: iso(state.openedAt),
    submittedAt: isoOrNull(state.submittedAt),
    closedAt: isoOrNull(state.closedAt),
    synthetic: head.synthetic,
    origin: state.origin === null ? null : await findOrigin(tx, state.origin),
    drawing: drawingOf(definition),
    activeNodes: activeNodesOf(state, definition),
    pastNodes: pastNodesOf(state, definition),
    clocks: state.clocks.map((clock) => viewClock(definition, state, clock, environment, names)),
    steps: state.steps.map((step) =>
      viewStep(definition, state, step, names, actor, isSealed(state, visible, step.branch)),
    ),
    fields: fields.map(([code, field]) => viewField(code, field)),
    data: { ...visible.data } as CaseView['data'],
    branches: branchViews(definition, state, visible.branches, names),
    names: names.entries(),
    owed: owedViews(definition, state, environment, names),
    forms: formViews(definition, state, visible, may),
    actions: actionViews(definition, state, may),
    may: [
      ...mayViews(definition, state, may, names),
      ...(stageOf(state) === 'open' ? await raisable(tx, ctx, definition) : []),
    ],
    pauseReasons: Object.entries(definition.pauseReasons).map(([code, { name, evidence, longest }]) => {
      const limit =
        longest === undefined ? null : (environment.settings[longest] ?? definition.settings[longest]?.value)
      return { code, name, evidence, longest: typeof limit === 'object' && limit !== null ? limit : null }
    }),
    warnings: rulesOf(definition.warnings, warnings(definition, state, environment)),
    bars: rulesOf(definition.bars, bars(definition, state, environment)),
    measures: Object.entries(measure(definition, state, environment)).flatMap(([code, value]) => {
      const defined = definition.measures?.[code]
      return defined === undefined
        ? []
        : [{ code, name: defined.name, value, source: sourceView(defined.source) }]
    }),
    letters: lettersOf(definition, state, environment),
    ...(await relatives(tx, ctx, head, environment)),
    files: files.map(({ digest, name, sizeBytes, at, byName }) => ({
      digest,
      name,
      sizeBytes,
      at,
      by: byName,
    })),
    copies: state.copies.map((party) => names.of(party)),
  }
}

async function relatives(
  tx: Tx,
  ctx: Context,
  head: CaseHead,
  environment: CaseEnvironment,
): Promise<Pick<CaseView, 'subcases' | 'related'>> {
  const children = await tx
    .selectFrom('procedureCase')
    .select(['id', 'number', 'title', 'procedure', 'definitionVersion', 'stage', 'outcome'])
    .where((eb) =>
      eb.or([
        eb('parentId', '=', head.id),
        eb.and([eb('originKind', '=', 'case'), eb('originId', '=', head.id)]),
      ]),
    )
    .orderBy('openedAt')
    .execute()
  const relatedIds = environment.related.map(({ caseId }) => caseId)
  const related =
    relatedIds.length === 0
      ? []
      : await tx
          .selectFrom('procedureCase')
          .select(['id', 'number', 'title', 'procedure', 'definitionVersion', 'stage', 'outcome'])
          .where('id', 'in', relatedIds)
          .orderBy('openedAt')
          .execute()
  const view = async (row: (typeof children)[number]) => {
    const definition = await definitionOf(tx, ctx.place, row.procedure, row.definitionVersion)
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      procedure: definition.name,
      stage: row.stage,
      outcome: row.outcome === null ? null : outcomeOf(definition, row.outcome),
    }
  }
  const subcases = await Promise.all(children.map(view))
  return {
    subcases,
    related: (await Promise.all(related.map(view))).map(({ stage: _stage, ...row }) => row),
  }
}

function partiesOf(state: CaseState): string[] {
  return [
    ...state.steps.flatMap((step) => step.seats.map((seat) => seat.party)),
    ...state.branches.flatMap((branch) => (branch.key === null ? [] : [branch.key])),
    ...state.clocks.map((clock) => clock.owner),
    ...state.copies,
  ]
}

function peopleOf(state: CaseState): string[] {
  const people = [state.initiator, ...state.steps.flatMap((step) => step.seats.map((seat) => seat.actedBy))]
  for (const clock of state.clocks) {
    for (const interval of clock.intervals) people.push(interval.by)
    for (const extension of clock.extensions) people.push(extension.by)
  }
  return people.flatMap((person) => (person === null ? [] : [person.organisationId]))
}
