import { refuse } from '#domain/kernel'
import type { Ladder as LadderFile, LadderRung } from '#domain/matching'
import { readLadderFile, stepsOf, switchKey, type Switches } from './ladder-file.ts'
import type { ConditionChoice } from './contract.ts'
import type { z } from 'zod'
import type { Tx } from './store.ts'

/** The ladder in force with what was switched in it. */
export interface Ladder {
  readonly file: LadderFile
  readonly version: number
  readonly switches: Switches
  /** Newest first. */
  readonly choices: readonly z.infer<typeof ConditionChoice>[]
  /** Stands for definition and switches: what was worked out by it holds as long as it is the same. */
  readonly key: string
}

/** Null where none is loaded. */
export async function findLadder(tx: Tx): Promise<Ladder | null> {
  const row = await tx
    .selectFrom('ladderDefinition')
    .select(['code', 'version', 'definition', 'digest'])
    .orderBy('code')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const choices = await tx
    .selectFrom('ladderChoice')
    .select(['id', 'rung', 'condition', 'off', 'reason', 'at', 'byName'])
    .where('ladder', '=', row.code)
    .orderBy('id', 'desc')
    .execute()
  const switches = new Map<string, boolean>()
  for (const { rung, condition, off } of choices) {
    const key = switchKey(rung, condition)
    if (!switches.has(key)) switches.set(key, off)
  }
  return {
    file: parsed(row.digest, row.definition),
    version: row.version,
    switches,
    choices: choices.map(({ id: _, ...choice }) => choice),
    key: `${row.code} ${row.digest} ${String(choices[0]?.id ?? 0)}`,
  }
}

/** A definition never changes under its digest. */
const known = new Map<string, LadderFile>()
const MOST_KNOWN = 20

function parsed(digest: string, definition: unknown): LadderFile {
  const there = known.get(digest)
  if (there !== undefined) return there
  const ladder = readLadderFile(definition, 'the stored ladder')
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(digest, ladder)
  return ladder
}

export async function loadLadder(tx: Tx): Promise<Ladder> {
  return (await findLadder(tx)) ?? refuse('cultivation.no_ladder')
}

export function rungOf({ file }: Ladder, code: string): LadderRung | null {
  return stepsOf(file).find((step) => step.code === code) ?? null
}
