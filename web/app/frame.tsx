import { Outlet } from '@tanstack/react-router'
import './frame.css'

export function Frame() {
  return (
    <main id="content" className="frame-main" tabIndex={-1}>
      <Outlet />
    </main>
  )
}
