/** The worker thread in which a programme is solved; see `solveInThread`. */
import { workerData } from 'node:worker_threads'
import type { IntegerProgramme } from '#domain/kernel'
import { answerThread, standBack } from '#platform/threads'
import { solveInteger, type SolveOptions } from './solve-integer.ts'

standBack()
const { programme, options } = workerData as { programme: IntegerProgramme; options: SolveOptions }
answerThread(await solveInteger(programme, options))
