import { z } from 'zod'

/** A value of a fact or parameter; days as ISO texts. */
export const RuleFactValue = z.union([
  z.number(),
  z.string().max(2_000),
  z.boolean(),
  z.array(z.string().max(500)).max(500),
])
