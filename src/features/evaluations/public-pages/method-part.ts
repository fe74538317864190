import type { SchemeNode } from '#domain/evaluation'
import type { PublicLanguage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import type { ColumnSource } from '../contract.ts'
import { figureInWords, shareInWords } from '../figures-in-words.ts'
import {
  aggregationWords,
  gateWords,
  gradingWords,
  imputationWords,
  normalisationWords,
  treatmentWords,
  weightingWords,
  type Words,
} from './method-words.ts'
import { pageTable } from './page-table.ts'
import type { PublicRound } from './public-round.ts'
import { evaluationTexts, said } from './texts.ts'

/** The scheme for everybody: what it is, each step in words, the tree with weights and sources, what is not known about it. */
export function methodPart(found: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const { scheme } = found
  return html`<h2 id="method">${t.method}</h2>
    ${scheme.about === null ? null : html`<p>${said(scheme.about, language)}</p>`}
    <section class="sheet">
      <dl>
        ${stepsOf(found, language).map(
          ([step, how]) =>
            html`<dt>${step}</dt>
              <dd>${how}</dd>`,
        )}
      </dl>
    </section>
    <h3>${t.tree}</h3>
    ${treeTable(found, language)}
    <h3>${t.unknowns}</h3>
    ${
      scheme.unknowns.length === 0
        ? html`<p>${t.noUnknowns}</p>`
        : html`<ul>
            ${scheme.unknowns.map((words) => html`<li>${said(words, language)}</li>`)}
          </ul>`
    }
    ${
      scheme.sources.length === 0
        ? null
        : html`<h3>${t.sources}</h3>
            <ul>
              ${scheme.sources.map(
                ({ title, url, note }) =>
                  html`<li>
                    ${safeAddress(url) === null ? html`<span lang="zh-CN">${title}</span>` : html`<a lang="zh-CN" href="${safeAddress(url) ?? ''}" rel="nofollow">${title}</a>`}${note === null ? null : html` <span class="soft">${said(note, language)}</span>`}
                  </li>`,
              )}
            </ul>`
    }`
}

function stepsOf({ scheme, groupNames }: PublicRound, language: PublicLanguage): readonly [string, string][] {
  const t = evaluationTexts(language)
  const join = language === 'en' ? '; ' : '；'
  const in_ = (words: { readonly zh: string; readonly en: string }) => said(words, language)
  const grouping =
    scheme.peerGroups === null
      ? null
      : in_(
          groupNames[scheme.peerGroups.group]?.name ?? {
            zh: scheme.peerGroups.group,
            en: scheme.peerGroups.group,
          },
        )
  const nameOf = (code: string) =>
    in_(scheme.nodes.find((node) => node.code === code)?.name ?? { zh: code, en: code })
  return [
    ...(scheme.gates.length === 0
      ? []
      : [[t.gates, scheme.gates.map((gate) => in_(gateWords(gate, scheme))).join(join)] as [string, string]]),
    ...(scheme.screening === null
      ? []
      : [[t.screening, t.screeningOf(shareInWords(scheme.screening.leastAvailable))] as [string, string]]),
    [t.missing, in_(imputationWords(scheme.imputation))],
    [t.outliers, in_(treatmentWords(scheme.treatment))],
    [
      t.normalisation,
      [
        in_(normalisationWords(scheme.normalisation)),
        t.scaleOver[scheme.scaleOver],
        ...(grouping !== null && scheme.peerGroups?.compare === 'scale' ? [t.peersScale(grouping)] : []),
      ].join(join),
    ],
    [t.weighting, in_(weightingWords(scheme.weighting))],
    [t.aggregation, in_(aggregationWords(scheme.aggregation))],
    ...(scheme.adjustments.length === 0
      ? []
      : [
          [
            t.adjustments,
            scheme.adjustments
              .map(({ name, most, points }) =>
                t.adjustmentOf(in_(name), `${points < 0 ? '−' : '+'}${figureInWords(most)}`),
              )
              .join(join),
          ] as [string, string],
        ]),
    [t.grading, in_(gradingWords(scheme))],
    [
      t.ties,
      scheme.ranking.breakers.length > 0
        ? t.breakers(scheme.ranking.breakers.map(nameOf).join(t.comma))
        : t.tiesHow[scheme.ranking.ties],
    ],
    ...(grouping !== null && scheme.peerGroups?.compare === 'rank'
      ? [[t.group, t.peers(grouping)] as [string, string]]
      : []),
  ]
}

function treeTable({ scheme, result, sources }: PublicRound, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const weights = new Map(result.weights.map((one) => [one.node, one]))
  return pageTable({
    caption: t.tree,
    header: [t.indicator, t.share, t.effective, t.direction, t.measure, t.source, t.standing],
    numbers: [1, 2],
    short: [3, 6],
    rows: inTreeOrder(scheme.nodes).map(({ node, level }) => {
      const weight = weights.get(node.code)
      const isRoot = node.parent === null
      const { input } = node
      return [
        html`<span style="padding-left:${level * 16}px;display:inline-block"
          >${said(node.name, language)}${ownRules(node, language)}</span
        >`,
        isRoot ? t.nothing : shareInWords(weight?.share),
        isRoot ? '100%' : shareInWords(weight?.effective),
        input === null ? '' : t[input.direction],
        input?.unit ?? '',
        input === null ? '' : sourceWords(sources[input.column], language),
        t.standings[node.standing],
      ]
    }),
  })
}

/** What a node does otherwise than the scheme, and its note. */
function ownRules(node: SchemeNode, language: PublicLanguage): Html | null {
  const { input } = node
  const rules = [
    wordsOf(input?.normalisation, normalisationWords),
    wordsOf(input?.imputation, imputationWords),
    wordsOf(input?.treatment, treatmentWords),
    wordsOf(node.aggregation, aggregationWords),
    wordsOf(node.weighting, weightingWords),
    node.note,
  ]
  const lines = rules.flatMap((words) => (words === null ? [] : [said(words, language)]))
  return lines.length === 0
    ? null
    : html`<br /><span class="soft small" style="font-weight:400"
          >${lines.join(language === 'en' ? '; ' : '；')}</span
        >`
}

function wordsOf<M>(method: M | null | undefined, words: (method: M) => Words): Words | null {
  return method === null || method === undefined ? null : words(method)
}

/** Each heading before its children, as the scheme lists them. */
function inTreeOrder(nodes: readonly SchemeNode[]): readonly { node: SchemeNode; level: number }[] {
  const below = Map.groupBy(nodes, ({ parent }) => parent)
  const waiting = (below.get(null) ?? []).map((node) => ({ node, level: 0 })).reverse()
  const ordered: { node: SchemeNode; level: number }[] = []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    ordered.push(next)
    const { level } = next
    waiting.push(...(below.get(next.node.code) ?? []).map((node) => ({ node, level: level + 1 })).reverse())
  }
  return ordered
}

function sourceWords(source: ColumnSource | undefined, language: PublicLanguage): string {
  const t = evaluationTexts(language)
  switch (source?.kind) {
    case 'indicator':
      return source.indicator === null ? t.noSource : t.statistic(said(source.indicator.name, language))
    case 'panel':
      return t.panel
    case 'fact':
      return source.sources.length === 0 ? t.facts : source.sources.join(t.comma)
    case 'derived':
      return t.derived
    case 'missing':
    case undefined:
      return t.noSource
  }
}

/** A scheme is written by people: only addresses of the web become links. */
function safeAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//iu.test(url) ? url : null
}
