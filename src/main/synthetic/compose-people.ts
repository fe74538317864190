import type { FilingValues } from '#domain/indicators'
import { split } from './apportion.ts'
import type { YearView } from './year-view.ts'

/** GQ-003 人员概况. */
export function composePeople(view: YearView): FilingValues {
  const { traits, staff, graduates } = view
  const part = (name: string, whole: number, from: number, to: number): number =>
    Math.floor(whole * traits.near(name, from, to))
  const postgraduates = part('postgraduates', graduates, 0.12, 0.4)
  const doctors = part('doctors', postgraduates, 0.03, 0.12)
  const fresh = part('fresh', staff, 0.03, 0.09)
  const newcomers = part('newcomers', staff, 0.08, 0.22)
  const skilled = part('skilled', staff, view.industry.kind === 'manufacturing' ? 0.15 : 0.02, 0.3)
  const levels = split(skilled, [0.04, 0.1, 0.28, 0.33, 0.25])
  return {
    QD01: staff,
    QD03: part('returnees', staff, 0, 0.06),
    QD25: part('foreigners', staff, 0, 0.012),
    QD21: part('foreignExperts', staff, 0, 0.004),
    QD26: newcomers,
    QD14: Math.min(fresh, newcomers),
    QD14_0: Math.floor(Math.min(fresh, newcomers) * traits.between('freshResearch', 0.2, 0.6)),
    QD05: view.averageStaff,
    QD18: postgraduates,
    QD06: doctors,
    QD07: part('masters', postgraduates - doctors, 0.8, 0.97),
    QD08: graduates - postgraduates,
    QD09: part('college', staff - graduates, 0.4, 0.9),
    QD31: skilled,
    QD32: levels[0] ?? 0,
    QD33: levels[1] ?? 0,
    QD34: levels[2] ?? 0,
    QD35: levels[3] ?? 0,
    QD36: levels[4] ?? 0,
    QD27: part('managers', staff, 0.06, 0.14),
    QD28: part('experts', staff, 0.3, 0.7),
  }
}
