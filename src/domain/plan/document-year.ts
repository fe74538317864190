import type { DocumentFacts } from './types.ts'

/** The year that a document speaks from: earlier years are past. The year of issue, else the plan's first year. */
export function presentYearOf({ issued, horizon, title }: DocumentFacts): number | null {
  if (issued !== null) return Number(issued.slice(0, 4))
  return horizon?.from ?? yearOfTitle(title)
}

/** The year of a document about one year (2024年工作要点) or of a report without a plan of its own; else null. */
export function onlyYearOf({ issued, horizon, title }: DocumentFacts): number | null {
  if (horizon === null) return issued === null ? null : Number(issued.slice(0, 4))
  if (horizon.from === horizon.to) return horizon.to
  return horizon.from === null && horizon.to === yearOfTitle(title) ? horizon.to : null
}

/** 2024年工作要点; not 到2025年… or a stretch of years. */
function yearOfTitle(title: string | null): number | null {
  const year = /(?<![到至—–~-])(20\d\d)年(?!远景|[-—–至])/u.exec(title ?? '')?.[1]
  return year === undefined ? null : Number(year)
}
