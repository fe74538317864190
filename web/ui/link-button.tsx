import type { AnchorHTMLAttributes } from 'react'
import { AddressLink } from '../app/address-link.tsx'
import './link-button.css'

/** A link to another page that stands among buttons and looks like one. */
export function LinkButton({
  className = '',
  ...rest
}: { readonly href: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <AddressLink className={`link-button ${className}`} {...rest} />
}
