import { useMemo } from 'react'
import type { CultivationEntry, EntryState } from '#contract/cultivation'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { libraryTexts } from '../../../text/cultivation-library.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { NextVisit } from '../../../ui/services/service-marks.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { ChanceMark } from '../shared/chance-mark.tsx'
import { useParkName } from '../shared/enterprise-cell.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import './library.css'

const TONES = { active: 'warn', promoted: 'good', left: 'neutral' } as const satisfies Record<
  EntryState,
  Tone
>

/** ▲ 培育中 ● 已升级 ○ 已退出 */
export function EntryMark({ state }: Pick<CultivationEntry, 'state'>) {
  const t = useText(libraryTexts)
  return <StatusMark tone={TONES[state]}>{t(`state.${state}`)}</StatusMark>
}

/** The columns of the library; the name of an enterprise opens its entry. */
export function useLibraryColumns(open: (entryId: string) => void): readonly TableColumn<CultivationEntry>[] {
  const t = useText(libraryTexts)
  const words = useText(cultivationTexts)
  const format = useFormat()
  const { shortOf, titleOf } = useRungs()
  const parkName = useParkName()
  return useMemo(() => {
    const none = <span className="faint">—</span>
    const isEnglish = format.language === 'en'
    const day = (on: string | null) => (on === null ? none : format.date(on))
    return [
      {
        id: 'enterprise',
        name: words('enterprise'),
        cell: ({ id, enterprise }) => (
          <>
            <button
              type="button"
              className="entry-open"
              title={enterprise.name}
              lang={isEnglish ? 'zh' : undefined}
              onClick={() => open(id)}
            >
              {enterprise.name}
            </button>{' '}
            <DemoMark of={enterprise} />
          </>
        ),
      },
      {
        id: 'park',
        name: words('park'),
        width: isEnglish ? 112 : 80,
        isExtra: true,
        cell: (row) => parkName(row.enterprise.registrationPark) ?? none,
      },
      {
        id: 'state',
        name: t('state'),
        width: isEnglish ? 104 : 86,
        cell: (row) => <EntryMark state={row.state} />,
      },
      {
        id: 'target',
        name: words('target'),
        width: isEnglish ? 136 : 88,
        cell: ({ target }) => <span title={titleOf(target)}>{shortOf(target)}</span>,
      },
      {
        id: 'chance',
        name: t('chance'),
        width: isEnglish ? 112 : 108,
        cell: (row) => (row.state === 'active' ? <ChanceMark answer={row.answer} near={row.near} /> : none),
      },
      {
        id: 'distance',
        name: t('distance'),
        title: t('distanceWhy'),
        width: 62,
        isNumber: true,
        isExtra: true,
        cell: ({ state, distance }) =>
          state === 'active' && distance !== null ? format.percent(distance) : none,
      },
      {
        id: 'steward',
        name: words('steward'),
        width: 112,
        cell: ({ steward }) => (steward === null ? none : <span lang="zh">{steward.name}</span>),
      },
      {
        id: 'since',
        name: t('since'),
        width: 122,
        isExtra: true,
        cell: ({ since }) => day(since),
      },
      {
        id: 'last',
        name: t('lastVisit'),
        width: 122,
        isExtra: true,
        cell: ({ lastVisitOn }) => day(lastVisitOn),
      },
      {
        id: 'next',
        name: t('nextVisit'),
        width: 140,
        cell: ({ state, nextVisitOn }) => <NextVisit on={nextVisitOn} done={state !== 'active'} />,
      },
    ]
  }, [t, words, format, shortOf, titleOf, parkName, open])
}
