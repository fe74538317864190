import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Value = z.json()
export type DemoValue = z.infer<typeof Value>
const Data = z.record(z.string(), Value)

const Step = z.strictObject({
  at: z.string(),
  /** Login of who does it. */
  by: z.string(),
  /** The step and its action, `dispatch/dispatch`; or a command other than an action. */
  do: z
    .string()
    .regex(/^[A-Za-z]+\/[A-Za-z]+$/)
    .optional(),
  command: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('return'), node: z.string(), to: z.string(), reason: z.string() }),
      z.strictObject({
        kind: z.enum(['transfer', 'delegate']),
        node: z.string(),
        to: z.string(),
        reason: z.string(),
      }),
      z.strictObject({
        kind: z.literal('add-signer'),
        node: z.string(),
        to: z.string(),
        where: z.enum(['before', 'after']),
        reason: z.string(),
      }),
      z.strictObject({ kind: z.literal('urge'), node: z.string(), note: z.string() }),
      z.strictObject({ kind: z.literal('comment'), text: z.string() }),
      z.strictObject({ kind: z.literal('copy'), to: z.array(z.string()), note: z.string() }),
      z.strictObject({ kind: z.literal('terminate'), reason: z.string() }),
      /** `until`: days from now. */
      z.strictObject({
        kind: z.literal('pause'),
        clock: z.string(),
        reason: z.string(),
        note: z.string(),
        until: z.string(),
      }),
      z.strictObject({ kind: z.literal('resume'), clock: z.string() }),
      z.strictObject({
        kind: z.literal('extend'),
        clock: z.string(),
        add: z.strictObject({ amount: z.number(), unit: z.enum(['minute', 'hour', 'day']) }),
        reason: z.string(),
      }),
    ])
    .optional(),
  /** Done on a case that this one opened: its procedure, with `:2` for the second of that kind. */
  on: z.string().optional(),
  data: Data.optional(),
  opinion: z.string().optional(),
})
export type DemoStep = z.infer<typeof Step>

const DemoCase = z.strictObject({
  key: z.string(),
  /** What it shows, for whoever reads the file. */
  shows: z.string(),
  at: z.string(),
  by: z.string(),
  /** Key of the case from which it is raised, `key` or `key>procedure` for one that this opened. */
  from: z.string().optional(),
  data: Data,
  then: z.array(Step),
  /** Where work stands at the end, node by node in alphabetical order, or how it ended. */
  stands: z.union([z.array(z.string()), z.strictObject({ outcome: z.string() })]),
})
export type DemoCase = z.infer<typeof DemoCase> & { readonly procedure: string; readonly file: string }

const DemoFile = z.strictObject({ procedure: z.string(), cases: z.array(DemoCase).min(1) })

/** Reads the stories of a folder; throws an Error that names the file and what is wrong in it. */
export async function readDemoCases(folder: string): Promise<DemoCase[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const stories: DemoCase[] = []
  for (const file of names) {
    const parsed = DemoFile.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (!parsed.success) throw new Error(`${join(folder, file)}: ${z.prettifyError(parsed.error)}`)
    const { procedure, cases } = parsed.data
    stories.push(...cases.map((story) => ({ ...story, procedure, file })))
  }
  const keys = new Set(stories.map(({ key }) => key))
  if (keys.size !== stories.length) throw new Error(`${folder}: two stories share a key`)
  return stories
}
