import { useEffect, useState } from 'react'

/** The time in milliseconds, refreshed every `everyMs`; for words such as "5 minutes left". */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
