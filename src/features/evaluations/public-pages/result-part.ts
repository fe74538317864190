import type { PublicLanguage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import type { Standing } from '../contract.ts'
import {
  chanceInWords,
  intervalInWords,
  rankInWords,
  scoreInWords,
  shareInWords,
} from '../figures-in-words.ts'
import { drawRanking } from './draw-ranking.ts'
import { pageTable } from './page-table.ts'
import type { PublicRound } from './public-round.ts'
import { evaluationTexts, said } from './texts.ts'

/** Ranking with intervals and grades, who was not ranked and why, scores by dimension. */
export function resultPart(found: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const { standings, scheme, uncertainty } = found
  const ranked = standings.filter(({ rank }) => rank !== null)
  return html`<h2 id="result">${t.result}</h2>
    ${figure(ranked, language, uncertainty !== null)} ${pageTable(rankingTable(found, ranked, language))}
    ${
      ranked.length === standings.length
        ? null
        : html`<p>
            ${t.notRanked}${language === 'en' ? ': ' : '：'}${standings
              .filter(({ rank }) => rank === null)
              .map(({ unit, name }) => `${said(name, language)}（${whyNot(found, unit, language)}）`)
              .join(t.comma)}
          </p>`
    }
    ${scheme.nodes.some(({ parent, input }) => parent !== null && input === null) ? dimensions(found, ranked, language) : null}`
}

function figure(ranked: readonly Standing[], language: PublicLanguage, isSure: boolean): Html | null {
  const t = evaluationTexts(language)
  const drawn = drawRanking(
    ranked.map(({ name, rank, rankLow, rankHigh }) => ({
      label: said(name, language),
      rank,
      rankLow,
      rankHigh,
    })),
    t.chart,
  )
  return drawn === null
    ? null
    : html`<figure>
        ${drawn}
        <figcaption>${isSure ? t.chartNote : t.chartPlain}</figcaption>
      </figure>`
}

function rankingTable(
  { scheme, result, groupNames, uncertainty }: PublicRound,
  ranked: readonly Standing[],
  language: PublicLanguage,
) {
  const t = evaluationTexts(language)
  const grouping = scheme.peerGroups?.group
  const groupOf = new Map(
    result.units.map(({ code, groups }) => [code, grouping === undefined ? undefined : groups[grouping]]),
  )
  const groupName = (unit: string) => {
    const group = groupOf.get(unit)
    if (group === undefined || grouping === undefined) return t.nothing
    const named = groupNames[grouping]?.groups[group]
    return named === undefined ? group : said(named, language)
  }
  const isSure = uncertainty !== null
  const hasGroups = grouping !== undefined
  const hasGrades = scheme.grading !== null
  const header = [
    t.unit,
    t.rank,
    ...(isSure ? [t.interval] : []),
    t.score,
    ...(hasGrades ? [t.grade] : []),
    ...(hasGrades && isSure ? [t.chance] : []),
    ...(hasGroups ? [t.group, t.groupRank] : []),
  ]
  return {
    caption: t.result,
    header,
    numbers: [t.rank, t.interval, t.score, t.chance, t.groupRank]
      .map((words) => header.indexOf(words))
      .filter((at) => at > 0),
    short: [t.grade, t.group].map((words) => header.indexOf(words)).filter((at) => at > 0),
    rows: ranked.map(({ unit, name, rank, rankLow, rankHigh, score, grade, gradeShares, groupRank }) => [
      said(name, language),
      rankInWords(rank),
      ...(isSure ? [intervalInWords(rankLow, rankHigh)] : []),
      scoreInWords(score),
      ...(hasGrades ? [gradeName(scheme, grade, language)] : []),
      ...(hasGrades && isSure ? [grade === null ? t.nothing : chanceInWords(gradeShares[grade] ?? 0)] : []),
      ...(hasGroups ? [groupName(unit), rankInWords(groupRank)] : []),
    ]),
  }
}

function dimensions(
  { scheme, result }: PublicRound,
  ranked: readonly Standing[],
  language: PublicLanguage,
): Html {
  const t = evaluationTexts(language)
  const root = scheme.nodes.find(({ parent }) => parent === null)?.code
  const main = scheme.nodes.filter(({ parent }) => parent === root)
  const effective = new Map(result.weights.map((one) => [one.node, one.effective]))
  const scores = result.periods.find(({ period }) => period === result.period)?.scores ?? {}
  const placeOf = new Map(result.units.map(({ code }, place) => [code, place]))
  return html`<h3>${t.dimensions}</h3>
    <p class="soft small">${t.dimensionsNote}</p>
    ${pageTable({
      caption: t.dimensions,
      header: [
        t.unit,
        ...main.map(({ code, name }) => {
          const share = shareInWords(effective.get(code))
          return language === 'en' ? `${said(name, language)} (${share})` : `${name.zh}（${share}）`
        }),
      ],
      numbers: main.map((_, at) => at + 1),
      rows: ranked.map(({ unit, name }) => [
        said(name, language),
        ...main.map(({ code }) => scoreInWords(scores[code]?.[placeOf.get(unit) ?? -1])),
      ]),
    })}`
}

export function gradeName(
  { grading }: PublicRound['scheme'],
  grade: string | null,
  language: PublicLanguage,
): string {
  if (grade === null) return evaluationTexts(language).nothing
  const named = grading?.grades.find(({ code }) => code === grade)?.name
  return named === undefined ? grade : said(named, language)
}

function whyNot({ result }: PublicRound, unit: string, language: PublicLanguage): string {
  const t = evaluationTexts(language)
  switch (result.units.find(({ code }) => code === unit)?.leftOut) {
    case 'screened':
      return t.screened
    case 'excluded':
      return t.excluded
    case null:
    case undefined:
      return t.noTotal
  }
}
