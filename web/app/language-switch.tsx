import { frameTexts } from '../text/frame.ts'
import { setLanguage, useLanguage, useText } from '../text/index.ts'
import type { Language } from '../text/index.ts'
import './language-switch.css'

const NAMES: readonly (readonly [Language, string, string])[] = [
  ['zh-CN', '中', '中文'],
  ['en', 'EN', 'English'],
]

export function LanguageSwitch() {
  const language = useLanguage()
  const t = useText(frameTexts)
  return (
    <div className="language-switch" role="group" aria-label={t('language')}>
      {NAMES.map(([each, short, full]) => (
        <button
          key={each}
          type="button"
          lang={each}
          title={full}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
        >
          {short}
        </button>
      ))}
    </div>
  )
}
