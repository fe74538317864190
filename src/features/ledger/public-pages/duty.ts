import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { readDutyRows } from '../duty-rows.ts'
import { STATE_WORDS, dateWords, dueWords } from '../ledger-words.ts'
import type { Tx } from '../store.ts'
import { dayOf } from '../today.ts'
import { homeAddress, query, type PublicPage, type PublicRequest } from './answer.ts'
import { NO_DOCUMENT } from './home.ts'
import { html } from '#platform/http'
import { bodyName, dutyList, lightMark, progressBar } from './parts.ts'
import { publicTexts } from './texts.ts'

/** One public duty: who answers, by when, how far. No person, no text of a report. */
export async function readDutyPage(
  tx: Tx,
  ctx: Context,
  dutyId: string,
  { language }: PublicRequest,
): Promise<PublicPage | null> {
  const t = publicTexts(language)
  const [duty] = await readDutyRows(tx, ctx, {
    where: sql`d.id = ${dutyId}::uuid and d.visibility = 'public'`,
  })
  if (duty === undefined) return null
  const { quote } = await tx
    .selectFrom('duty')
    .select('quote')
    .where('id', '=', dutyId)
    .executeTakeFirstOrThrow()
  const [above] = duty.parentId === null ? [] : await publicRows(tx, ctx, sql`d.id = ${duty.parentId}::uuid`)
  const parts = await publicRows(tx, ctx, sql`d.parent_id = ${dutyId}::uuid`)
  const plan = duty.document === null ? t.otherDuties : duty.document.title
  const address = `/public/plans/${duty.document?.id ?? NO_DOCUMENT}${query(language)}`
  const named = duty.supporting.map((body) => bodyName(body, language))
  return {
    title: duty.title,
    content: html`<nav class="way">
        <a href="${homeAddress(language)}">${t.site}</a> / <a href="${address}">${plan}</a>
      </nav>
      <h1>${duty.title}</h1>
      <p>
        ${lightMark(duty.light, language)}${duty.synthetic ? html` <span class="soft">${t.demo}</span>` : null}
      </p>
      <section class="sheet">
        <dl>
          <dt>${t.lead}</dt>
          <dd>${bodyName(duty.lead, language)}</dd>
          ${
            named.length === 0
              ? null
              : html`<dt>${t.supporting}</dt>
                  <dd>${named.join(language === 'en' ? ', ' : '、')}</dd>`
          }
          <dt>${t.due}</dt>
          <dd>${dueWords(duty, language)}</dd>
          <dt>${t.state}</dt>
          <dd>${STATE_WORDS[language][duty.state]}</dd>
          <dt>${t.progress}</dt>
          <dd><div style="display:inline-block">${progressBar(duty.progress)}</div></dd>
          <dt>${t.lastReport}</dt>
          <dd>${duty.lastReportOn === null ? t.never : dateWords(duty.lastReportOn, language)}</dd>
          <dt>${t.updated}</dt>
          <dd>${dateWords(dayOf(duty.changedAt), language)}</dd>
          ${
            above === undefined
              ? null
              : html`<dt>${t.partOf}</dt>
                  <dd><a href="/public/duties/${above.id}${query(language)}">${above.title}</a></dd>`
          }
        </dl>
      </section>
      ${
        quote === null
          ? null
          : html`<h2>${t.sentence}</h2>
              <blockquote lang="zh-CN">${quote}</blockquote>`
      }
      ${
        parts.length === 0
          ? null
          : html`<h2>${t.parts}</h2>
              ${dutyList(parts, language)}`
      }`,
  }
}

function publicRows(tx: Tx, ctx: Context, where: ReturnType<typeof sql>) {
  return readDutyRows(tx, ctx, {
    where: sql`${where} and d.visibility = 'public' and d.state not in ('merged', 'dropped')`,
    order: sql`d.period nulls first, d.serial`,
    limit: 200,
  })
}
