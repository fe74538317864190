import { listPlans as listRoute, readPlan as readRoute, type PlanItem } from '#contract/plans'
import { listPlans, readPlan } from '#features/plans'
import type { Call, ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { findById } from './find-by-id.ts'
import { actAs, withLibrary } from './open-library.ts'
import { print, printTable } from './terminal.ts'

/** `plan list [--user LOGIN] [--json]` */
export function list(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), listRoute.access)
    const { plans } = await listPlans(acting.context())
    if (call.isSet('json')) print(JSON.stringify(plans, null, 1))
    else if (plans.length === 0)
      print('No plan is published yet. Review a document in the reading room and publish it there.')
    else
      printTable([
        ['ID', 'PUBLISHED', 'NO', 'TASKS', 'TARGETS', 'RULES', 'TITLE'],
        ...plans.map((plan) => [
          plan.id.slice(0, 8),
          plan.publishedAt.slice(0, 10),
          String(plan.no),
          String(plan.tasks),
          String(plan.targets),
          String(plan.constraints),
          plan.title,
        ]),
      ])
    return 0
  })
}

/** `plan show ID [--user LOGIN] [--json]` */
export function show(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), readRoute.access)
    const found = await findById(acting.context(), call.args[0] ?? '')
    if (found.planId === null)
      throw new CommandFailed(
        `Nothing of “${found.title}” is published yet. Review it in the reading room and publish it there.`,
      )
    const answer = await readPlan(acting.context(), found.planId)
    if (call.isSet('json')) {
      print(JSON.stringify(answer, null, 1))
      return 0
    }
    const { plan, note, items } = answer
    print(plan.title)
    print(
      [
        plan.issuer,
        plan.issuedOn,
        `published ${plan.publishedAt.slice(0, 10)} by ${plan.publishedBy}`,
        `no. ${plan.no}`,
      ]
        .filter((part) => part !== null)
        .join(' · '),
    )
    if (note !== null) print(note)
    printOutline(items)
    printNames('Bodies', items, (item) => (item.kind === 'body' ? item.data.name : null))
    printNames('Cites', items, (item) =>
      item.kind === 'citation' ? `《${item.data.title}》${item.data.number ?? ''}` : null,
    )
    return 0
  })
}

function printOutline(items: readonly PlanItem[]): void {
  let level = 0
  for (const item of items) {
    if (item.kind === 'heading') {
      level = item.data.level
      print(`${'  '.repeat(level - 1)}${item.data.number ?? ''}${item.data.title}`)
      continue
    }
    const line = lineOf(item)
    if (line !== null) print(`${'  '.repeat(level)}${line}`)
  }
}

const SIGNS = { gt: '> ', ge: '≥ ', lt: '< ', le: '≤ ', approx: '≈ ', eq: '', between: '' } as const

function lineOf(item: PlanItem): string | null {
  switch (item.kind) {
    case 'task': {
      const { number, title, lead, supporting, deadline } = item.data
      const facts = [
        lead === null ? null : `lead: ${lead}`,
        supporting.length === 0 ? null : `with: ${supporting.join('、')}`,
        deadline === null ? null : `by: ${deadline.on ?? deadline.text}`,
      ].filter((fact) => fact !== null)
      return `- ${number ?? ''}${title}${facts.length === 0 ? '' : ` (${facts.join('; ')})`}`
    }
    case 'target':
    case 'baseline': {
      const { indicator, comparator, value, value2, unit, year } = item.data
      const amount = value2 === null ? `${value}` : `${value}–${value2}`
      return `${item.kind === 'target' ? '* target' : '* was'}: ${indicator} ${SIGNS[comparator]}${amount}${unit}${year === null ? '' : ` (${year})`}`
    }
    case 'constraint': {
      const { rule, subject, limit, limitMin } = item.data
      const bounds = [limitMin, limit].filter((bound) => bound !== null).join('–')
      return `! rule: ${subject}${bounds === '' ? '' : ` ${bounds}`} [${rule}]`
    }
    // Headings make the outline; names are listed below it.
    case 'heading':
    case 'body':
    case 'citation':
      return null
  }
}

function printNames(
  heading: string,
  items: readonly PlanItem[],
  nameOf: (item: PlanItem) => string | null,
): void {
  const names = [...new Set(items.map(nameOf).filter((name) => name !== null))]
  if (names.length > 0) print(`\n${heading}: ${names.join('、')}`)
}
