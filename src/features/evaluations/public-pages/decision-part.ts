import type { PublicLanguage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import type { Decision } from '../contract.ts'
import { figureInWords } from '../figures-in-words.ts'
import { outcomeWords } from '../outcome-words.ts'
import { pageTable } from './page-table.ts'
import type { PublicRound } from './public-round.ts'
import { gradeName } from './result-part.ts'
import { dayWords, periodWords } from './rounds-page.ts'
import { evaluationTexts, said } from './texts.ts'

/** What was decided by the grades, and how rectifications ended. Who decided, and in what words, stays in the house. */
export function decisionPart(found: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const { rule, round, scheme } = found
  const decided = found.decisions.filter(({ state }) => state === 'decided')
  if (rule === null || decided.length === 0)
    return html`<h2 id="decisions">${t.decisions}</h2>
      <p>${t.noDecisions}</p>`
  return html`<h2 id="decisions">${t.decisions}</h2>
    <p>
      ${t.byRule(said(rule.name, language), rule.version)}
      ${round.poolWan === null ? '' : t.pool(figureInWords(round.poolWan))}
    </p>
    ${pageTable({
      caption: t.decisions,
      header: [t.unit, t.grade, t.tier, t.consequence, t.amount, t.rectification],
      numbers: [4],
      short: [1, 2, 3],
      rows: decided.map((one) => [
        said(one.unitName, language),
        gradeName(scheme, one.grade, language),
        said(one.tierName, language),
        t.consequences[one.consequence],
        one.amountWan === null ? t.nothing : figureInWords(one.amountWan),
        caseWords(one, language),
      ]),
    })}`
}

function caseWords({ case: opened }: Decision, language: PublicLanguage): string {
  const t = evaluationTexts(language)
  if (opened === null) return ''
  const number = opened.number === null ? '' : `${opened.number} `
  if (opened.outcome === null) return `${number}${t.running}`
  const known = outcomeWords(opened.outcome)
  const words = known === null ? opened.outcome : said(known, language)
  return `${number}${opened.outcomeAt === null ? words : t.ended(words, dayWords(opened.outcomeAt, language))}`
}

/** Accepted objections by their numbers: which figure of whom, before and after. */
export function correctionPart(found: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const { scheme, sources, standings } = found
  const nameOf = new Map(standings.map(({ unit, name }) => [unit, said(name, language)]))
  const columnName = (column: string) => {
    const named =
      scheme.nodes.find(({ input }) => input?.column === column)?.name ??
      scheme.gates.find((one) => one.column === column)?.name ??
      scheme.adjustments.find((one) => one.column === column)?.name
    return named === undefined ? column : said(named, language)
  }
  const figure = (value: number | null) => (value === null ? t.lacking : figureInWords(value))
  const corrections = Object.entries(sources)
    .flatMap(([column, { corrected }]) => corrected.map((one) => ({ column, ...one })))
    .sort((a, b) => a.objection - b.objection)
  return html`<h2 id="corrections">${t.corrections}</h2>
    ${
      corrections.length === 0
        ? html`<p>${t.noCorrections}</p>`
        : html`<p>${t.correctionsIntro}</p>
            ${pageTable({
              caption: t.corrections,
              header: [t.number, t.unit, t.indicator, t.period, t.before, t.after],
              numbers: [4, 5],
              short: [3],
              rows: corrections.map(({ objection, unit, column, period, before, after }) => [
                String(objection),
                nameOf.get(unit) ?? unit,
                columnName(column),
                periodWords(period, language),
                figure(before),
                figure(after),
              ]),
            })}`
    }`
}
