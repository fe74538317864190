/**
 * What can be said of a definition before it ever runs: every name stands for something, every node can be reached and
 * leads to an end, every step has somebody who can do it, every deadline has an owner and a limit, every expression can be
 * worked out. A definition with an error is not taken into use; warnings are for its author.
 */
import type { ProcedureDefinition } from './definition.ts'
import { DefinitionCheck, type DefinitionFinding, type KnownWorld } from './definition-findings.ts'
import { checkClocks } from './check-clocks.ts'
import { checkFields, checkRest } from './check-fields.ts'
import { checkGraph } from './check-graph.ts'
import { checkSteps } from './check-steps.ts'

export function checkDefinition(
  definition: ProcedureDefinition,
  known: KnownWorld,
): readonly DefinitionFinding[] {
  const check = new DefinitionCheck(definition, known)
  checkFields(check)
  checkRest(check)
  checkGraph(check)
  checkSteps(check)
  checkClocks(check)
  return [
    ...check.findings.filter(({ severity }) => severity === 'error'),
    ...check.findings.filter(({ severity }) => severity === 'warning'),
  ]
}
