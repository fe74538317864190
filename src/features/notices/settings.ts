import type { Config } from '#platform/config'

/** What of the configuration decides how notices leave the system. */
export type NoticeSettings = Pick<Config, 'mail' | 'publicUrl' | 'privateWebhooks'>

/** The page of a case as people outside reach it; null when no public address is configured. */
export function caseAddress(settings: Pick<NoticeSettings, 'publicUrl'>, caseId: string): string | null {
  return settings.publicUrl === null ? null : `${settings.publicUrl}/cases/${caseId}`
}
