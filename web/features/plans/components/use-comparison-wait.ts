import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { findingsQuery } from '../queries.ts'

/** Longer than an ordinary comparison takes; a slow one must not keep the cards away. */
const PATIENCE_MS = 800

/**
 * Whether the cards should still wait for the comparison that stands above them: drawn before it, they would be pushed
 * down under the reader's eyes.
 */
export function useComparisonWait(versionId: string): boolean {
  const { isPending } = useQuery(findingsQuery(versionId))
  const [impatient, setImpatient] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setImpatient(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isPending && !impatient
}
