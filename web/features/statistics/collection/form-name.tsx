import type { CollectionHead } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import './form-name.css'

/** Code and title; own forms of the zone say so. */
export function FormName({
  collection: { form, title, own },
}: {
  readonly collection: Pick<CollectionHead, 'form' | 'title' | 'own'>
}) {
  const words = useText(statisticsTexts)
  const say = useSay()
  return (
    <span className="form-name">
      <span className="soft">{form}</span> {say(title)}
      {own ? <Chip title={words('ownFormWhy')}>{words('ownForm')}</Chip> : null}
    </span>
  )
}

/** A count that leads to what it counts; a quiet zero leads nowhere. */
export function CountLink({ href, n }: { readonly href: string; readonly n: number }) {
  const format = useFormat()
  return n === 0 ? (
    <span className="faint">0</span>
  ) : (
    <AddressLink href={href}>{format.number(n)}</AddressLink>
  )
}
