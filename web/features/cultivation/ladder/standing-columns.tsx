import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StandingDetail, StandingRow } from '#contract/cultivation'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { standingTexts } from '../../../text/cultivation-standings.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { lackingWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { ChanceMark } from '../shared/chance-mark.tsx'
import { ruleBookQuery } from '../shared/cultivation-queries.ts'
import { EnterpriseCell, useParkName } from '../shared/enterprise-cell.tsx'
import { useRungs } from '../shared/use-rungs.ts'

/** The columns of lists of enterprises on the ladder. */
export function useStandingColumns(): readonly TableColumn<StandingRow>[] {
  const t = useText(standingTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const { language } = useFormat()
  const { shortOf, titleOf } = useRungs()
  const parkName = useParkName()
  const lackingOf = useLackingWords()
  return useMemo(() => {
    const none = <span className="faint">—</span>
    const isEnglish = language === 'en'
    return [
      {
        id: 'enterprise',
        name: words('enterprise'),
        width: isEnglish ? 230 : 256,
        cell: (row) => <EnterpriseCell of={row.enterprise} />,
      },
      {
        id: 'park',
        name: words('park'),
        width: isEnglish ? 112 : 80,
        isExtra: true,
        cell: (row) => parkName(row.enterprise.registrationPark) ?? none,
      },
      {
        id: 'held',
        name: words('held'),
        width: isEnglish ? 176 : 158,
        isExtra: true,
        cell: (row) => (
          <span title={[row.held, ...row.marks].map(titleOf).join(isEnglish ? ', ' : '、')}>
            {row.held === null ? <span className="faint">{shortOf(null)}</span> : shortOf(row.held)}{' '}
            {row.marks.map((mark) => (
              <Chip key={mark}>{shortOf(mark)}</Chip>
            ))}
          </span>
        ),
      },
      {
        id: 'next',
        name: t('next'),
        width: isEnglish ? 196 : 182,
        cell: (row) =>
          row.next === null ? (
            none
          ) : (
            <span title={titleOf(row.next)}>
              {shortOf(row.next)} <ChanceMark answer={row.answer} near={row.near} />
            </span>
          ),
      },
      {
        id: 'lacking',
        name: t('lacking'),
        cell: (row) => {
          const said = lackingOf(row)
          return said === null ? none : <span title={said}>{said}</span>
        },
      },
      {
        id: 'points',
        name: t('points'),
        width: 72,
        isNumber: true,
        cell: ({ detail }) => {
          const points = detail?.points ?? null
          if (points === null) return none
          return (
            <span title={t('pointsWhy', { score: say(points.title), maximum: points.maximum })}>
              {points.low === points.high
                ? points.low
                : t('pointsRange', { low: points.low, high: points.high })}
            </span>
          )
        },
      },
      {
        id: 'steward',
        name: words('steward'),
        width: 100,
        isExtra: true,
        cell: (row) => (row.steward === null ? none : <span lang="zh">{row.steward.name}</span>),
      },
      {
        id: 'library',
        name: t('library'),
        width: isEnglish ? 110 : 88,
        cell: (row) =>
          row.entry === null ? (
            none
          ) : (
            <span title={titleOf(row.entry.target)}>
              <span className="mark-good" aria-hidden="true">
                ✓
              </span>{' '}
              {shortOf(row.entry.target)}
            </span>
          ),
      },
    ]
  }, [t, words, say, language, shortOf, titleOf, parkName, lackingOf])
}

/** So many facts are named; the list on hover is no longer either, the page of the enterprise says all. */
const NAMED = 3

/** 差什么 in one line: 差 5 万元：上年度研发费用；缺 近三年严重失信. */
export function useLackingWords(): (
  row: Pick<StandingRow, 'answer' | 'next'> & { readonly detail: StandingDetail | null },
) => string | null {
  const t = useText(standingTexts)
  const say = useSay()
  const { language, percent } = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  return useMemo(() => {
    const titles = new Map((book?.facts ?? []).map(({ code, title }) => [code, title]))
    const factName = (code: string) => {
      const title = titles.get(code)
      return title ? say(title) : code
    }
    return ({ answer, next, detail }) => {
      if (next === null || answer === null) return null
      if (answer === 'yes') return t('nothing')
      if (detail === null) return t('notTold')
      const lacking = detail.lacking.map(({ title, lacking: amount, unit }) => {
        const said = lackingWords(amount, unit, language)
        return said === null ? say(title) : t('lackingOf', { what: say(title), amount: said })
      })
      const known = detail.missing.slice(0, NAMED).map(({ fact }) => factName(fact))
      const all = detail.missing.length + detail.missingMore
      const missing = all === 0 ? [] : [t(all > NAMED ? 'factsMore' : 'facts', { facts: known, n: all })]
      const said = [...lacking, ...missing]
      if (said.length === 0)
        return detail.distance === null ? t('noWay') : t('far', { share: percent(detail.distance) })
      return said.join(language === 'en' ? '; ' : '；')
    }
  }, [t, say, language, percent, book])
}
