import { AddressLink } from '../../../app/address-link.tsx'

export function dutyHref(dutyId: string): string {
  return `/ledger/duties/${dutyId}`
}

/** A duty by its title; the whole title shows where it is cut. Titles are Chinese in both languages. */
export function DutyLink({
  duty,
  className,
}: {
  readonly duty: { readonly id: string; readonly title: string }
  readonly className?: string
}) {
  return (
    <AddressLink href={dutyHref(duty.id)} title={duty.title} lang="zh" {...(className ? { className } : {})}>
      {duty.title}
    </AddressLink>
  )
}
