import { parseEvaluationData, type EvaluationData } from '#domain/evaluation'

/**
 * Data as the public may have them: members of panels (评委) are numbered instead of named, in their order. No step of a run reads a
 * member's name, so the result stays the same to the last byte; the digest of the data does not.
 */
export function namelessData(data: unknown): { readonly data: EvaluationData; readonly changed: boolean } {
  const parsed = parseEvaluationData(data)
  if (!parsed.ok) throw new Error('frozen data cannot be read')
  const names = [
    ...new Set(Object.values(parsed.value.panels).flatMap((panel) => panel.map(({ member }) => member))),
  ].sort()
  if (names.length === 0) return { data: data as EvaluationData, changed: false }
  const numberOf = new Map(names.map((name, at) => [name, `member-${String(at + 1).padStart(2, '0')}`]))
  return {
    data: {
      ...(data as EvaluationData),
      panels: Object.fromEntries(
        Object.entries(parsed.value.panels).map(([column, panel]) => [
          column,
          panel.map(({ member, scores }) => ({ member: numberOf.get(member) ?? '', scores })),
        ]),
      ),
    },
    changed: true,
  }
}
