import type { ReactNode, SelectHTMLAttributes } from 'react'
import './choice.css'

/** A choice from a short list: the browser's own control, which every keyboard and screen reader knows. */
export function Choice({
  children,
  className = '',
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { readonly children: ReactNode }) {
  return (
    <select className={`choice ${className}`} {...rest}>
      {children}
    </select>
  )
}
