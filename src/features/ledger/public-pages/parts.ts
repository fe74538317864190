import type { Light } from '#domain/ledger'
import type { DutyRow, TargetRow } from '../contract.ts'
import { LIGHT_MARKS, LIGHT_WORDS, STATE_WORDS, dateWords, dueWords, type Language } from '../ledger-words.ts'
import { query } from './answer.ts'
import { html, type Html } from '#platform/http'
import { STANDING_LIGHTS, STANDING_WORDS, figureWords, publicTexts } from './texts.ts'

/** What several public pages show. Only title, bodies, date, progress, stage and colour of a duty leave the house. */

export function lightMark(light: Light, language: Language): Html {
  return html`<span class="mark ${light}">${LIGHT_MARKS[light]} ${LIGHT_WORDS[language][light]}</span>`
}

export function standingMark(standing: TargetRow['standing'], language: Language): Html {
  const light = STANDING_LIGHTS[standing]
  return html`<span class="mark ${light}">${LIGHT_MARKS[light]} ${STANDING_WORDS[language][standing]}</span>`
}

export function progressBar(percent: number): Html {
  const shown = Math.round(percent)
  return html`<span class="progress"
    ><span class="bar"><i style="width:${shown}%"></i></span>${shown}%</span
  >`
}

export function bodyName(body: DutyRow['lead'], language: Language): string {
  if (body === null) return publicTexts(language).noLead
  return language === 'en' ? body.nameEn : body.name
}

export function dutyList(duties: readonly DutyRow[], language: Language): Html {
  return html`<ul class="sheet">
    ${duties.map(
      (duty) =>
        html`<li>
          <div>
            <a class="title" href="/public/duties/${duty.id}${query(language)}">${duty.title}</a>
            <div class="facts">
              <span>${bodyName(duty.lead, language)}</span><span>${dueWords(duty, language)}</span
              ><span>${STATE_WORDS[language][duty.state]}</span>${
                duty.lastReportOn === null
                  ? null
                  : html`<span
                      >${publicTexts(language).lastReport} ${dateWords(duty.lastReportOn, language)}</span
                    >`
              }
            </div>
          </div>
          <div class="progress">${lightMark(duty.light, language)}${progressBar(duty.progress)}</div>
        </li>`,
    )}
  </ul>`
}

/** 2020年：不低于 10 万亿元 */
export function wantedWords(target: TargetRow, language: Language): string {
  const figure = figureWords(target, language)
  return target.kind === 'growth' ? publicTexts(language).growth(figure) : figure
}

export function targetList(targets: readonly TargetRow[], language: Language): Html {
  const t = publicTexts(language)
  return html`<ul class="sheet">
    ${targets.map(
      (target) =>
        html`<li>
          <div>
            <a class="title" href="/public/targets/${target.id}${query(language)}">${target.indicator}</a>
            <div class="facts">
              <span>${target.year ?? t.noYear}</span><span>${wantedWords(target, language)}</span>${
                target.scope === null ? null : html`<span>${target.scope}</span>`
              }
            </div>
          </div>
          <div class="progress">${standingMark(target.standing, language)}</div>
        </li>`,
    )}
  </ul>`
}

export function pageLinks(address: string, page: number, pages: number, language: Language): Html | null {
  if (pages <= 1) return null
  const t = publicTexts(language)
  return html`<nav class="pages" aria-label="${t.pageOf(page, pages)}">
    ${
      page > 1 ? html`<a rel="prev" href="${address}${query(language, page - 1)}">${t.previous}</a>` : null
    }<span>${t.pageOf(page, pages)}</span>${
      page < pages ? html`<a rel="next" href="${address}${query(language, page + 1)}">${t.next}</a>` : null
    }
  </nav>`
}
