import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

/** A link to an address inside the application that the server gave as text (`href` of entries, hits and figures). */
export function AddressLink({
  href,
  onClick,
  ...rest
}: { readonly href: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const router = useRouter()
  function open(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    event.preventDefault()
    router.history.push(href)
  }
  return <a href={href} onClick={open} {...rest} />
}
