import { sql } from 'kysely'
import { conversionFactor, parseIndicator, type IndicatorDefinition } from '#domain/indicators'
import { isSameIndicator } from '#domain/plan'
import type { z } from 'zod'
import { Follows, type FollowedIndicator, type TargetPage } from './contract.ts'
import type { Tx } from './store.ts'
import { withoutGrowth } from './target-reports.ts'
import type { TargetRecord } from './targets.ts'

type Followed = z.infer<typeof FollowedIndicator>

/** Where a figure of an indicator came from, as it is kept beside the value. */
export interface FollowedSource extends Follows {
  /** 2024, or 2024-12 for what the months came to. */
  readonly period: string
  /** The state of the filings that it was computed from, ISO. */
  readonly dataAsOf: string
}

/** What a target follows; null: nothing. */
export function followsOf({ follows }: Pick<TargetRecord, 'follows'>): Follows | null {
  return follows === null || follows === undefined ? null : Follows.parse(follows)
}

/** A year's figure: of a yearly form, or what the months from January to December came to. */
export function givesYears({ rhythm, measure }: IndicatorDefinition): boolean {
  return rhythm === 'year' || (rhythm === 'month' && measure === 'accumulates')
}

/** Statistics own the table; here it is only read. */
export async function definitionsOf(tx: Tx): Promise<IndicatorDefinition[]> {
  const rows = await tx.selectFrom('statisticsIndicator').select('definition').orderBy('code').execute()
  return rows.flatMap(({ definition }) => {
    const parsed = parseIndicator(definition)
    return parsed.ok ? [parsed.value] : []
  })
}

/** What a target follows, and what it could follow: by the names of the indicators and by units that can be converted. */
export async function followingOf(
  tx: Tx,
  row: TargetRecord,
): Promise<Pick<TargetPage, 'follows' | 'followable'>> {
  const definitions = await definitionsOf(tx)
  const { rows: names } = await sql<{ code: string; zh: string; en: string; id: string }>`
    SELECT o.code, o.id, n.short_name AS zh, n.name_en AS en FROM organisation o
      JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date WHERE o.kind = 'park'`.execute(
    tx,
  )
  const view = (follows: Follows): Followed | null => {
    const found = definitions.find(({ code }) => code === follows.indicator)
    const park = names.find(({ code }) => code === follows.group)
    return found === undefined
      ? null
      : {
          ...follows,
          name: found.name,
          groupName: park === undefined ? null : { zh: park.zh, en: park.en },
          unit: found.unit,
          rhythm: found.rhythm,
        }
  }
  const follows = followsOf(row)
  const said = { indicator: withoutGrowth(row.indicator), scope: row.scope }
  // A plan of a park means the park's own figure.
  const park = names.find(({ id }) => id === row.ownerId)
  const place = {
    scope: 'registration' as const,
    dimension: park === undefined ? ('zone' as const) : ('park' as const),
    group: park?.code ?? '',
  }
  return {
    follows: follows === null ? null : view(follows),
    followable: definitions
      .filter(
        (definition) =>
          givesYears(definition) &&
          definition.code !== follows?.indicator &&
          [definition.name.zh, ...definition.aliases].some((name) =>
            isSameIndicator({ indicator: name, scope: row.scope }, said),
          ) &&
          conversionFactor(definition.unit, row.levelUnit).ok,
      )
      .flatMap(({ code }) => view({ indicator: code, ...place }) ?? [])
      .sort((a, b) => (a.rhythm === b.rhythm ? 0 : a.rhythm === 'year' ? -1 : 1)),
  }
}
