import type { GradeRule, Grading } from '#domain/evaluation'

/** Another way of grading keeps the names; its own figures begin in equal parts, the last grade takes the rest. */
export function withGradingMethod(grading: Grading, method: Grading['method']): Grading {
  const last = grading.grades.length - 1
  const part = Math.floor(1000 / grading.grades.length) / 1000
  return {
    ...grading,
    method,
    grades: grading.grades.map((grade, index): GradeRule => ({
      ...grade,
      from: method === 'thresholds' && index < last ? (grade.from ?? 90 - index * 10) : null,
      share: method === 'quotas' && index < last ? (grade.share ?? part) : null,
    })),
  }
}
