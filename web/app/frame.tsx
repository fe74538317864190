import { Link, Outlet } from '@tanstack/react-router'
import { Bell } from '../features/notices/bell.tsx'
import { JobsMenu } from '../features/work/jobs-menu.tsx'
import { SearchButton } from '../features/work/search-dialog.tsx'
import { commonTexts } from '../text/common.ts'
import { frameTexts } from '../text/frame.ts'
import { useText } from '../text/index.ts'
import { useFormat } from '../ui/format.ts'
import { Chip } from '../ui/marks.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { PersonMenu } from './person-menu.tsx'
import { useAbility, useIsBusiness, useSession } from './session.ts'
import './frame.css'

/** What stands around every page once somebody is logged in. */
export function Frame() {
  const t = useText(frameTexts)
  const common = useText(commonTexts)
  return (
    <div className="frame">
      <a className="frame-skip" href="#content">
        {t('skip')}
      </a>
      <header className="frame-top no-print">
        <Link to="/" className="frame-product">
          {common('product')}
        </Link>
        <Scope />
        <div className="frame-tools">
          {useAbility('documents.read') ? <SearchButton /> : null}
          {useAbility('documents.import') ? <JobsMenu /> : null}
          {useIsBusiness() ? <Bell /> : null}
          <PersonMenu />
          <LanguageSwitch />
        </div>
      </header>
      <Navigation />
      <main id="content" className="frame-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

/** Whose view this is: the zone with all parks, or one organisation's part of it. */
function Scope() {
  const t = useText(frameTexts)
  const format = useFormat()
  const { zone, user, roles, demo } = useSession()
  const all = roles.includes('zone_office') || roles.includes('leader')
  const part = all ? t('allParks') : user.organisation?.shortName
  const name = format.language === 'en' ? zone.nameEn : zone.shortName
  return (
    <>
      <span className="frame-scope" title={part ? `${name} · ${part}` : name}>
        <span className="frame-zone">{name}</span>
        {part ? <span className="frame-part">· {part}</span> : null}
      </span>
      {demo ? <Chip title={t('demoWhy')}>{t('demo')}</Chip> : null}
    </>
  )
}
