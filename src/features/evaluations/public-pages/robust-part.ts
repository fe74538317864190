import type { UncertaintySpecification } from '#domain/evaluation'
import type { PublicLanguage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import { chanceInWords, intervalInWords, scoreInWords, shareInWords } from '../figures-in-words.ts'
import type { PublicRound } from './public-round.ts'
import { gradeName } from './result-part.ts'
import { evaluationTexts, said } from './texts.ts'

/** How sure ranks and grades are, in sentences with their numbers. */
export function robustPart(found: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const sentences = found.uncertainty === null ? [t.notRobust] : sentencesOf(found, language)
  return html`<h2 id="robust">${t.robust}</h2>
    ${sentences.map((words) => html`<p>${words}</p>`)}`
}

function sentencesOf(found: PublicRound, language: PublicLanguage): readonly string[] {
  const t = evaluationTexts(language)
  const { uncertainty, scheme, standings } = found
  if (uncertainty === null) return []
  const nameOf = new Map(standings.map(({ unit, name }) => [unit, said(name, language)]))
  const named = (unit: string) => nameOf.get(unit) ?? unit
  const widthOf = ({ rank }: (typeof uncertainty.units)[number]) => rank.p95 - rank.p05
  const widest = [...uncertainty.units].sort((a, b) => widthOf(b) - widthOf(a))[0]
  const steady = uncertainty.units.filter((one) => widthOf(one) <= 1).length
  const first = standings.find(({ rank }) => rank === 1)
  const firstShare = uncertainty.units.find(({ unit }) => unit === first?.unit)?.rankShares[0]
  const graded = standings.flatMap((one) =>
    one.grade === null || one.rank === null
      ? []
      : [{ ...one, grade: one.grade, share: one.gradeShares[one.grade] ?? 0 }],
  )
  const unsure = [...graded].sort((a, b) => a.share - b.share)[0]
  const omitted = [...uncertainty.leaveOneOut].sort((a, b) => b.shift - a.shift)[0]
  const omittedName = scheme.nodes.find(({ code }) => code === omitted?.node)?.name
  const factors = [...(uncertainty.sensitivity?.factors ?? [])]
    .filter(({ total }) => total > 0.01)
    .sort((a, b) => b.total - a.total)
  return [
    t.tried(uncertainty.replications, triedWords(scheme.uncertainty, language)),
    ...(first === undefined || firstShare === undefined
      ? []
      : [t.firstStays(named(first.unit), chanceInWords(firstShare))]),
    t.steady(steady),
    ...(widest === undefined || widthOf(widest) === 0
      ? []
      : [t.widest(named(widest.unit), intervalInWords(widest.rank.p05, widest.rank.p95))]),
    ...(graded.length === 0
      ? []
      : [t.gradesSure(graded.filter(({ share }) => share >= 0.9).length, graded.length)]),
    ...(unsure === undefined || unsure.share >= 0.9
      ? []
      : [
          t.gradeUnsure(
            named(unsure.unit),
            gradeName(scheme, unsure.grade, language),
            chanceInWords(unsure.share),
          ),
        ]),
    ...(omitted === undefined || omittedName === undefined
      ? []
      : [t.omitted(said(omittedName, language), scoreInWords(omitted.shift))]),
    ...(factors.length === 0
      ? []
      : [
          t.factorsAre(
            factors
              .map(({ factor, total }) => `${t.factors[factor]} ${shareInWords(Math.min(1, total))}`)
              .join(t.comma),
          ),
        ]),
  ]
}

function triedWords(specification: UncertaintySpecification | null, language: PublicLanguage): string {
  const t = evaluationTexts(language)
  if (specification === null) return t.nothing
  const { weights } = specification
  return [
    ...(weights === null
      ? []
      : [weights.kind === 'noise' ? t.triedWeights(shareInWords(weights.share)) : t.triedDirichlet]),
    ...(['normalisations', 'aggregations', 'imputations', 'treatments'] as const).flatMap((kind) =>
      specification[kind].length === 0 ? [] : [t.triedOthers[kind]],
    ),
    ...(specification.omitLeaf ? [t.triedOmit] : []),
  ].join(t.comma)
}
