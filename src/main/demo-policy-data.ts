import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PilotFindings } from '#contract/policies'

const Bilingual = z.strictObject({ zh: z.string(), en: z.string() })
/** A moment as `momentOf` reads it. */
const When = z.string()
/** Days from today. */
const Days = z.int()

const Pilot = z.strictObject({
  key: z.string(),
  shows: z.string(),
  policy: z.string(),
  parks: z.array(z.string()).min(1),
  title: z.string(),
  goals: z.string(),
  basis: z.string(),
  from: Days,
  to: Days,
  at: When,
  by: z.string(),
  acts: z.array(
    z.strictObject({
      at: When,
      by: z.string(),
      act: z.enum(['start', 'drop', 'evaluate', 'extend', 'adjust', 'stop']),
      reason: z.string(),
      findings: PilotFindings.optional(),
      parks: z.array(z.string()).optional(),
      from: Days.optional(),
    }),
  ),
})

/** A condition of a policy said otherwise. */
const Changed = { condition: z.string(), when: z.string() }

const Version = z.strictObject({
  key: z.string(),
  shows: z.string(),
  policy: z.string(),
  by: z.string(),
  at: When,
  saved: When,
  note: z.string(),
  ...Changed,
  title: Bilingual,
  proposed: z.strictObject({ at: When, reason: z.string() }).nullable(),
})

const Simulation = z.strictObject({
  title: z.string(),
  policy: z.string(),
  ...Changed,
  by: z.string(),
  at: When,
})

const Decision = z.strictObject({ at: When, by: z.string(), reason: z.string() })
const Layout = z.strictObject({
  title: z.string(),
  at: When,
  by: z.string(),
  /** The first park to which something is proposed, and the second. */
  adopt: Decision,
  decline: Decision,
})

const SandboxActor = z.enum(['office', 'park', 'enterprise'])
const Sandbox = z.strictObject({
  key: z.string(),
  shows: z.string(),
  /** One of an industry (the first digits of its code) registered in a park, or that of a body. */
  industry: z.string().optional(),
  park: z.string().optional(),
  organisation: z.string().optional(),
  product: z.string(),
  scope: z.string(),
  riskLimits: z.string(),
  from: Days,
  to: Days,
  at: When,
  by: SandboxActor,
  acts: z.array(
    z.union([
      z.strictObject({
        at: When,
        by: SandboxActor,
        act: z.enum(['admit', 'refuse', 'exit', 'terminate']),
        words: z.string(),
      }),
      z.strictObject({
        at: When,
        by: SandboxActor,
        kind: z.enum(['observation', 'incident', 'limit-exceeded', 'report']),
        words: z.string(),
      }),
    ]),
  ),
})

const Office = z.strictObject({
  note: z.string(),
  coverage: z.strictObject({ basis: z.string(), notApplicable: z.string() }),
  pilots: z.array(Pilot),
  versions: z.array(Version),
  simulations: z.array(Simulation),
  layout: Layout,
  sandbox: z.array(Sandbox),
})
export type DemoOffice = z.infer<typeof Office>

/** One thing that happens to an application: a step of its case, a payment, a payment taken back, a fact said otherwise. */
const ApplicationAct = z.union([
  z.strictObject({
    at: When,
    do: z.enum(['pass', 'ask', 'supply', 'approve', 'reject', 'object']),
    words: z.string().optional(),
    /** Of what was worked out. */
    share: z.number().optional(),
    by: z.string().optional(),
  }),
  z.strictObject({ at: When, pay: z.number(), reference: z.string(), despite: z.string().optional() }),
  z.strictObject({ at: When, reverse: z.string() }),
  z.strictObject({ at: When, revise: z.string(), to: z.number(), note: z.string() }),
])
export type DemoApplicationAct = z.infer<typeof ApplicationAct>

const Application = z.strictObject({
  key: z.string(),
  shows: z.string(),
  /** The first of these whose window is open and for which somebody qualifies. */
  policies: z.array(z.string()).min(1),
  park: z.string().optional(),
  organisation: z.string().optional(),
  /** The same enterprise as in another story, and one whose benefits together pass a ceiling. */
  sameAs: z.string().optional(),
  at: When,
  note: z.string().nullable(),
  files: z.array(z.string()).default([]),
  then: z.array(ApplicationAct),
  stands: z.string(),
})
export type DemoApplication = z.infer<typeof Application>

const DirectList = z.strictObject({
  shows: z.string(),
  policy: z.string(),
  at: When,
  sent: When.nullable(),
  confirmed: z.int(),
  declined: z.array(z.string()),
  paid: z.int(),
})
export type DemoDirectList = z.infer<typeof DirectList>

const Applications = z.strictObject({
  note: z.string(),
  applications: z.array(Application),
  lists: z.array(DirectList),
})
export type DemoApplications = z.infer<typeof Applications>

export function readDemoOffice(folder: string): Promise<DemoOffice> {
  return readChecked(join(folder, 'policies', 'office.json'), Office)
}

export function readDemoApplications(folder: string): Promise<DemoApplications> {
  return readChecked(join(folder, 'policies', 'applications.json'), Applications)
}

/** @throws Error that names the file and what is wrong in it. */
export async function readChecked<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
