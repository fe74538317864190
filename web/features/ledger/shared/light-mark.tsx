import type { Light } from '#domain/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

export const LIGHT_TONES = {
  green: 'good',
  yellow: 'warn',
  red: 'bad',
  grey: 'neutral',
} as const satisfies Record<Light, Tone>
export const LIGHT_SHAPES = { green: '●', yellow: '▲', red: '■', grey: '○' } as const satisfies Record<
  Light,
  string
>

/** ● 正常 ▲ 预警 ■ 滞后 ○ 不计: shape and word, colour in addition; a small ✎ where somebody set it by hand. */
export function LightMark({
  light,
  overridden = false,
}: {
  readonly light: Light
  readonly overridden?: boolean
}) {
  const t = useText(ledgerTexts)
  return (
    <>
      <StatusMark tone={LIGHT_TONES[light]}>{t(`light.${light}`)}</StatusMark>
      {overridden ? (
        <span className="soft small" title={t('overriddenWhy')}>
          {' '}
          ✎<span className="unseen">{t('overridden')}</span>
        </span>
      ) : null}
    </>
  )
}

/** The shape alone, for cells without room; the word is its title and is read out. */
export function LightSign({ light }: { readonly light: Light }) {
  const t = useText(ledgerTexts)
  const word = t(`light.${light}`)
  return (
    <span className={`mark mark-${LIGHT_TONES[light]}`} role="img" aria-label={word} title={word}>
      {LIGHT_SHAPES[light]}
    </span>
  )
}
