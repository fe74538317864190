import { languageQuery, type PublicLanguage, type PublicPage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import { correctionPart, decisionPart } from './decision-part.ts'
import { methodPart } from './method-part.ts'
import type { PublicRound } from './public-round.ts'
import { resultPart } from './result-part.ts'
import { robustPart } from './robust-part.ts'
import { HOME, dayWords, periodWords } from './rounds-page.ts'
import { evaluationTexts, said } from './texts.ts'

/** One published evaluation: result, how sure it is, what was decided, how it was done, how to do it again. */
export function roundPage(found: PublicRound, language: PublicLanguage): PublicPage {
  const t = evaluationTexts(language)
  const { round, scheme, packed, result, synthetic } = found
  return {
    title: round.title,
    content: html`<nav class="way"><a href="${HOME}${languageQuery(language)}">${t.site}</a></nav>
      <h1 lang="zh-CN">${round.title}</h1>
      ${synthetic ? html`<p class="mark yellow">${t.demo}</p>` : null}
      <section class="sheet">
        <dl>
          <dt>${t.period}</dt>
          <dd>${periodWords(round.period, language)}</dd>
          <dt>${t.scheme}</dt>
          <dd>
            ${t.versionOf(said(scheme.name, language), scheme.version)} ·
            ${t.schemeStandings[scheme.standing]}
          </dd>
          <dt>${t.units}</dt>
          <dd>${t.unitsOf(result.standings.filter(({ rank }) => rank !== null).length)}</dd>
          <dt>${t.asOf}</dt>
          <dd>${dayWords(packed.asOf, language)}</dd>
          <dt>${t.published}</dt>
          <dd>${dayWords(round.publishedAt ?? packed.asOf, language)}</dd>
        </dl>
      </section>
      ${resultPart(found, language)} ${robustPart(found, language)} ${decisionPart(found, language)}
      ${correctionPart(found, language)} ${methodPart(found, language)} ${stepsPart(found, language)}
      ${downloadPart(found, language)}`,
  }
}

const STEPS = [
  'plan',
  'freeze',
  'adopt',
  'open-review',
  'refreeze',
  'close-review',
  'confirm',
  'decide',
  'publish',
] as const

function stepsPart({ acts }: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const done = STEPS.flatMap((act) => {
    const at = acts.find((one) => one.act === act)?.at
    return at === undefined ? [] : [{ act, at }]
  }).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return html`<h2>${t.steps}</h2>
    <section class="sheet">
      <dl>
        ${done.map(
          ({ act, at }) =>
            html`<dt>${dayWords(at, language)}</dt>
              <dd>${t.acts[act]}</dd>`,
        )}
      </dl>
    </section>`
}

function downloadPart({ round, packed, isNameless }: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const { run } = packed.whole
  return html`<h2 id="download">${t.download}</h2>
    <ul>
      ${(['scheme.json', 'data.csv', 'result.json', 'package.zip'] as const).map(
        (file) => html`<li><a href="/api/open/evaluations/${round.id}/${file}">${t.files[file]}</a></li>`,
      )}
    </ul>
    <p>${t.replay}</p>
    <p><code>npm run --silent duoyuan -- evaluation replay package.zip</code></p>
    <section class="sheet">
      <dl>
        <dt>${t.digest} · ${t.ofScheme}</dt>
        <dd><code>${run.schemeDigest}</code></dd>
        <dt>${t.digest} · ${t.ofData}</dt>
        <dd><code>${run.dataDigest}</code></dd>
        <dt>${t.digest} · ${t.ofResult}</dt>
        <dd><code>${run.resultDigest ?? ''}</code></dd>
        <dt>${t.engine}</dt>
        <dd>${run.engineVersion}</dd>
      </dl>
    </section>
    ${isNameless ? html`<p class="small">${t.nameless}</p>` : null}
    <p class="small">${t.licence}</p>`
}
