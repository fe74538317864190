import highsModule, { type Highs, type Model } from 'highs'
import {
  accepted,
  refused,
  type IntegerProgramme,
  type Outcome,
  type ProgrammeSolution,
} from '#domain/kernel'
import { checkProgramme } from './check-programme.ts'
import { writeLp } from './write-lp.ts'

export interface SolveOptions {
  /** 2 where nothing is said. The calling thread is busy for so long at most. */
  readonly timeLimitSeconds?: number
}

let loaded: Promise<Highs> | null = null

/** Its types are written for CommonJS, where the function is a member of the module; imported it is the function itself. */
function loader(): typeof highsModule.default {
  const imported: unknown = highsModule
  if (typeof imported !== 'function') throw new Error('the solver’s module is not a function')
  return imported as typeof highsModule.default
}

/** Once per thread, from the file of the package itself; nothing is fetched. */
function solver(): Promise<Highs> {
  loaded ??= loader()()
  return loaded
}

/**
 * Solves a programme with HiGHS, exactly: gaps are zero, so `optimal` is proven to the solver’s tolerances (1e-6 on rows and whole
 * numbers, 1e-9 on the objective where weights are whole). The same programme gives the same solution.
 */
export async function solveInteger(
  programme: IntegerProgramme,
  { timeLimitSeconds = 2 }: SolveOptions = {},
): Promise<Outcome<ProgrammeSolution>> {
  const issues = checkProgramme(programme)
  if (issues.length > 0) return refused(...issues)
  if (programme.variables.length === 0) return solveEmpty(programme)
  // Bounds that exclude each other are infeasible, and not every reader of LP says so.
  if (programme.variables.some(hasNoValue)) return refused({ code: 'optimisation.infeasible' })
  try {
    return solveText(await solver(), programme, timeLimitSeconds)
  } catch (fault) {
    // A solver that has failed within itself is not asked again: the next programme gets a new one.
    loaded = null
    throw fault
  }
}

function solveText(
  highs: Highs,
  programme: IntegerProgramme,
  timeLimitSeconds: number,
): Outcome<ProgrammeSolution> {
  return highs.withModel({ format: 'lp', data: writeLp(programme) }, (model) => {
    model.options.set({
      output_flag: false,
      time_limit: timeLimitSeconds,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
    })
    model.run()
    return readAnswer(highs, model, programme, timeLimitSeconds)
  })
}

function hasNoValue({ kind, low, high }: IntegerProgramme['variables'][number]): boolean {
  const least = kind === 'binary' ? Math.max(0, low ?? 0) : (low ?? -Infinity)
  const most = kind === 'binary' ? Math.min(1, high ?? 1) : (high ?? Infinity)
  return least > most
}

/** Without variables every row is the sum of nothing. */
function solveEmpty({ rows }: IntegerProgramme): Outcome<ProgrammeSolution> {
  return rows.every(({ low, high }) => (low ?? 0) <= 0 && (high ?? 0) >= 0)
    ? accepted({ status: 'optimal', objective: 0, bound: 0, values: new Map() })
    : refused({ code: 'optimisation.infeasible' })
}

function readAnswer(
  { constants }: Highs,
  model: Model,
  programme: IntegerProgramme,
  seconds: number,
): Outcome<ProgrammeSolution> {
  const { modelStatus } = constants
  const status = model.getModelStatus()
  if (status === modelStatus.infeasible) return refused({ code: 'optimisation.infeasible' })
  if (status === modelStatus.unbounded) return refused({ code: 'optimisation.unbounded' })
  if (status === modelStatus.unboundedOrInfeasible)
    return refused({
      code: isFeasible(model, programme) ? 'optimisation.unbounded' : 'optimisation.infeasible',
    })
  if (status === modelStatus.optimal || status === modelStatus.timeLimit) {
    const proven = status === modelStatus.optimal
    if (!proven && Number(model.info.get('primal_solution_status')) !== FEASIBLE)
      return refused({ code: 'optimisation.no_solution_in_time', params: { seconds } })
    return accepted(readSolution(model, programme, proven))
  }
  return refused({ code: 'optimisation.solver', params: { status } })
}

/** `solutionStatus.feasible` of the solver. */
const FEASIBLE = 2

/** Whether any solution exists: the same rows with nothing to better. */
function isFeasible(model: Model, { variables }: IntegerProgramme): boolean {
  for (const index of variables.keys()) model.changeColCost(index, 0)
  model.run()
  return Number(model.info.get('primal_solution_status')) === FEASIBLE
}

function readSolution(model: Model, programme: IntegerProgramme, proven: boolean): ProgrammeSolution {
  const { colValue } = model.getSolution()
  // The order of columns in the solver is that of their first mention; names tell which is which.
  const values = new Map(
    programme.variables.map(({ name, kind }, index): [string, number] => {
      const value = colValue[model.getColByName(`x${String(index)}`)] ?? 0
      return [name, kind === 'continuous' ? value : Math.round(value) + 0]
    }),
  )
  const objective = programme.variables.reduce(
    (sum, { name, weight }) => sum + weight * (values.get(name) ?? 0),
    0,
  )
  const bound = proven ? objective : Number(model.info.get('mip_dual_bound'))
  return { status: proven ? 'optimal' : 'time-limit', objective, bound, values }
}
