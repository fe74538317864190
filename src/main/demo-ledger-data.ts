/** The demonstration's plans and ledger as their files say (data/demo/plans, data/demo/ledger; described in data/demo/README.md). */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DUE_PRECISIONS, RHYTHMS } from '#domain/ledger'

const Rhythm = z.enum(RHYTHMS)

const DemoPlan = z.object({
  key: z.string(),
  file: z.string(),
  owner: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  visibility: z.enum(['public', 'zone']),
  figures: z.enum(['real', 'invented']),
  note: z.string(),
  bodies: z.record(z.string(), z.string()),
  confirm: z.array(
    z.object({
      kind: z.string(),
      words: z.string(),
      decision: z.enum(['reject', 'correct']),
      set: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
    }),
  ),
  takesUp: z.array(z.object({ words: z.string(), zonePlan: z.string(), zoneWords: z.string() })),
})
export type DemoPlan = z.infer<typeof DemoPlan>

const Action = z.object({
  no: z.int(),
  park: z.string(),
  title: z.string(),
  kinds: z.array(z.string()),
  lead: z.string(),
})

/** What every demonstration duty has: who leads it, who helps, what it is about, which life it has had. */
const told = {
  lead: z.string(),
  with: z.array(z.string()),
  kinds: z.array(z.string()).default([]),
  subject: z.string(),
  life: z.string(),
  rhythm: Rhythm.optional(),
  reportEvery: Rhythm.nullable().optional(),
  evaluated: z.boolean().default(false),
}
const TakenPlan = z.strictObject({
  plan: z.string(),
  visibility: z.enum(['zone', 'public']),
  reportEvery: Rhythm,
  duties: z.array(
    z.strictObject({
      task: z.string(),
      ...told,
      addressed: z.boolean().default(false),
      into: z.string().optional(),
    }),
  ),
})
const RegisterLife = z.strictObject({
  no: z.int(),
  subject: z.string(),
  life: z.string(),
  rhythm: Rhythm.optional(),
})
const More = z.strictObject({
  note: z.string(),
  manual: z.array(z.strictObject({ title: z.string(), ...told, source: z.enum(['manual', 'gap']) })),
  parts: z.array(
    z.strictObject({
      plan: z.string(),
      task: z.string(),
      parts: z.array(
        z.strictObject({
          title: z.string(),
          weight: z.number(),
          life: z.string(),
          lead: z.string().optional(),
        }),
      ),
    }),
  ),
  depends: z.array(z.tuple([z.string(), z.string()])),
})

const Decision = z.strictObject({ reference: z.string(), at: z.int() })
const at = z.int().max(0)
const LifeAct = z.discriminatedUnion('do', [
  z.strictObject({ at, do: z.enum(['assign', 'accept', 'hand-on', 'split', 'help', 'verify', 'close']) }),
  z.strictObject({ at, do: z.literal('report'), percent: z.number().nullable(), files: z.int().default(0) }),
  z.strictObject({ at, do: z.literal('complete'), files: z.int() }),
  z.strictObject({
    at,
    do: z.enum(['return', 'reopen', 'resume', 'clear-override', 'roll-up']),
    reason: z.string(),
  }),
  z.strictObject({ at, do: z.literal('send-back'), reason: z.string(), percent: z.number() }),
  z.strictObject({
    at,
    do: z.literal('override'),
    reason: z.string(),
    light: z.enum(['green', 'yellow', 'red']),
  }),
  z.strictObject({
    at,
    do: z.literal('move'),
    reason: z.string(),
    due: z.int(),
    precision: z.enum(DUE_PRECISIONS),
  }),
  z.strictObject({ at, do: z.enum(['suspend', 'drop', 'merge']), reason: z.string(), decision: Decision }),
])
export type LifeAct = z.infer<typeof LifeAct>
const Life = z.strictObject({
  shows: z.string(),
  /** Null: a measure, which comes with the split. */
  taken: z.int().nullable(),
  starts: z.int().nullable(),
  due: z.int(),
  precision: z.enum(DUE_PRECISIONS),
  acts: z.array(LifeAct),
})
export type Life = z.infer<typeof Life>

const Subject = z.strictObject({
  start: z.array(z.string()).min(1),
  middle: z.array(z.string()).min(1),
  late: z.array(z.string()).min(1),
  done: z.array(z.string()).min(1),
  figures: z.array(z.strictObject({ name: z.string(), unit: z.string(), full: z.number() })).min(1),
})
const Texts = z.strictObject({
  note: z.string(),
  subjects: z.record(z.string(), Subject),
  direction: z.array(z.string()).min(1),
  help: z.array(z.string()).min(1),
  period: z.array(z.string()).min(1),
  verify: z.array(z.string()).min(1),
  close: z.array(z.string().nullable()).min(1),
  lateReason: z.string(),
  people: z.array(z.string()).min(1),
  evidence: z.array(z.string()).min(1),
})
export type DemoTexts = z.infer<typeof Texts>

const Targets = z.strictObject({
  note: z.string(),
  targets: z.array(
    z.strictObject({
      plan: z.string(),
      indicator: z.string(),
      year: z.int(),
      evaluated: z.boolean(),
      base: z.strictObject({ year: z.int(), value: z.number() }).nullable(),
      actuals: z.array(
        z.strictObject({ year: z.int(), value: z.number(), source: z.string(), note: z.string().nullable() }),
      ),
      /** Years whose value is taken over from what another of the documents reports. */
      documents: z.array(z.int()),
    }),
  ),
})
const Coverage = z.strictObject({
  note: z.string(),
  entries: z.array(
    z.strictObject({
      park: z.string(),
      carrier: z.string(),
      name: z.string(),
      source: z.string(),
      /** Days from the day of loading; null: not known. */
      since: z.int().nullable(),
      ended: z.int().nullable(),
      invented: z.boolean(),
    }),
  ),
})
const causes = z.array(z.enum(['late', 'stale', 'off-track', 'unanswered']))
const Oversight = z.strictObject({
  note: z.string(),
  annual: z.strictObject({
    confirmed: z.array(z.string()),
    returned: z.array(z.strictObject({ body: z.string(), reason: z.string() })),
    sent: z.array(z.string()),
  }),
  supervision: z.strictObject({
    confirm: z.array(z.strictObject({ causes, count: z.int(), urgency: z.enum(['blue', 'orange', 'red']) })),
    dismiss: z.array(z.strictObject({ causes, count: z.int(), reason: z.string() })),
  }),
  inspections: z.array(
    z.strictObject({
      kind: z.enum(['special', 'comprehensive']),
      title: z.string(),
      subject: z.string(),
      created: z.int(),
      starts: z.int(),
      ends: z.int(),
      /** Every open duty that these lead is looked at. */
      bodies: z.array(z.string()),
      /** Null: still under way, half of its items found. */
      announced: z.int().nullable(),
      findings: z
        .array(
          z.strictObject({
            result: z.enum(['good', 'adequate', 'slow', 'poor']),
            finding: z.string(),
            demand: z.string(),
          }),
        )
        .min(1),
      /** What is raised from the first item that was found poor. */
      raise: z.enum(['rectification', 'supervision']).nullable(),
    }),
  ),
})

export interface DemoLedger {
  readonly plans: readonly DemoPlan[]
  readonly actions: readonly z.infer<typeof Action>[]
  readonly taken: readonly z.infer<typeof TakenPlan>[]
  readonly register: readonly z.infer<typeof RegisterLife>[]
  readonly more: z.infer<typeof More>
  readonly lives: ReadonlyMap<string, Life>
  readonly texts: DemoTexts
  readonly targets: z.infer<typeof Targets>['targets']
  readonly coverage: z.infer<typeof Coverage>['entries']
  readonly oversight: z.infer<typeof Oversight>
}

export async function readDemoLedger(demo: string): Promise<DemoLedger> {
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T> => {
    const parsed = schema.safeParse(JSON.parse(await readFile(join(demo, file), 'utf8')))
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
    return parsed.data
  }
  const lives = await read(
    'ledger/lives.json',
    z.strictObject({ note: z.string(), lives: z.record(z.string(), Life) }),
  )
  return {
    plans: (await read('plans/plans.json', z.object({ plans: z.array(DemoPlan) }))).plans,
    actions: (await read('plans/actions.json', z.object({ actions: z.array(Action) }))).actions,
    taken: (await read('ledger/plans.json', z.strictObject({ note: z.string(), plans: z.array(TakenPlan) })))
      .plans,
    register: (
      await read('ledger/register.json', z.strictObject({ note: z.string(), actions: z.array(RegisterLife) }))
    ).actions,
    more: await read('ledger/more.json', More),
    lives: new Map(Object.entries(lives.lives)),
    texts: await read('ledger/texts.json', Texts),
    targets: (await read('ledger/targets.json', Targets)).targets,
    coverage: (await read('ledger/coverage.json', Coverage)).entries,
    oversight: await read('ledger/oversight.json', Oversight),
  }
}
