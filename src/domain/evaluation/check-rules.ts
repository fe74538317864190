import type { Issue } from '#domain/kernel'
import { duplicates } from './parse-data.ts'
import { schemeIssue as issue } from './scheme-issue.ts'
import type { Grading, Scheme } from './scheme.ts'

/** Gates, points, ranking and grades: they must name what there is, and grades must follow from one another. */
export function checkRules(scheme: Scheme): readonly Issue[] {
  const { gates, adjustments, ranking, grading, peerGroups, nodes } = scheme
  const known = new Set(nodes.map(({ code }) => code))
  const grades = new Set(grading?.grades.map(({ code }) => code))
  const lists = { gates, adjustments, grades: grading?.grades ?? [] }
  return [
    ...Object.entries(lists).flatMap(([list, items]) =>
      duplicates(items.map(({ code }) => code)).map((code) =>
        issue('evaluation.duplicate_code', [list], { list, code }),
      ),
    ),
    ...gates.flatMap(({ code, effect, grade }, index) =>
      (effect === 'cap' && grade === null) || (grade !== null && !grades.has(grade))
        ? [issue('evaluation.gate_grade', ['gates', index, 'grade'], { gate: code, grade })]
        : [],
    ),
    ...ranking.breakers.flatMap((breaker, index) =>
      known.has(breaker)
        ? []
        : [issue('evaluation.unknown_breaker', ['ranking', 'breakers', index], { breaker })],
    ),
    ...(grading?.within === true && peerGroups === null
      ? [issue('evaluation.grading_without_groups', ['grading', 'within'], {})]
      : []),
    ...(grading === null ? [] : gradeIssues(grading)),
  ]
}

function gradeIssues({ method, grades }: Grading): Issue[] {
  const last = grades.length - 1
  if (method === 'thresholds')
    return grades.flatMap(({ code, from }, index) => {
      const before = grades[index - 1]?.from ?? null
      const stands = (from !== null) === index < last
      const descends = from === null || before === null || from < before
      return stands && descends
        ? []
        : [
            issue('evaluation.thresholds', ['grading', 'grades', index, 'from'], {
              grade: code,
              from,
              before,
            }),
          ]
    })
  if (method === 'quotas') {
    let sum = 0
    return grades.flatMap(({ code, share }, index) => {
      sum += share ?? 0
      return (share !== null) === index < last && sum <= 1 + 1e-9
        ? []
        : [issue('evaluation.quotas', ['grading', 'grades', index, 'share'], { grade: code, sum })]
    })
  }
  return []
}
