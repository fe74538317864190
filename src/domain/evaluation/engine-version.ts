/** Raised whenever the same scheme and data may give other numbers; every run keeps the one that computed it. */
export const EVALUATION_ENGINE_VERSION = '1'
