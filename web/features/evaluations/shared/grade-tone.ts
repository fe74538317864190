export type GradeTone = 'good' | 'plain' | 'warn' | 'bad'

/** The best grade is good, the worst bad, the last but one (of three and more) a warning, others plain. */
export function gradeTone(place: number, grades: number): GradeTone {
  if (place < 0 || grades < 2) return 'plain'
  if (place === 0) return 'good'
  if (place === grades - 1) return 'bad'
  return place === grades - 2 ? 'warn' : 'plain'
}
