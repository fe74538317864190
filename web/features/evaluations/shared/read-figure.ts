/** What was typed as a whole number of zero or more; null: nothing, undefined: no such number. */
export function readWhole(typed: string): number | null | undefined {
  const plain = typed.replaceAll(/[,，\s]/gu, '')
  if (plain === '') return null
  return /^\d{1,12}$/u.test(plain) ? Number(plain) : undefined
}

/** A figure as people type it, with a sign and separators; null: nothing, undefined: no number. */
export function readFigure(typed: string): number | null | undefined {
  const plain = typed.replaceAll(/[,，\s]/gu, '').replace(/^[−－]/u, '-')
  if (plain === '') return null
  if (!/^-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/iu.test(plain)) return undefined
  const figure = Number(plain)
  return Number.isFinite(figure) ? figure : undefined
}
