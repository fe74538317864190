/** Stored with every extraction; raised with a line in CHANGELOG.md under "Results change" when rules read differently. */
export const ENGINE_VERSION = '1'
