import { z } from 'zod'

/** What schemas of schemes and of data share. */
export const text = z.strictObject({ zh: z.string().min(1).max(4_000), en: z.string().min(1).max(4_000) })

/** These become keys of objects: what every object has already (`constructor`) would be found where nothing was given. */
const isFree = (name: string): boolean => !(name in {})

/** Letters of any language, digits, `.`, `_`, `-`. */
export const code = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u)
  .refine(isFree)

/** A column may be named as its table names it; `#` parts a panel's column from its member. */
export const column = z
  .string()
  .max(200)
  .regex(/^[^\s#](?:[^#]*[^\s#])?$/u)
  .refine(isFree)

export const unitCode = z.string().min(1).max(200)
export const group = z.string().min(1).max(100).refine(isFree)

/** Zod's number is finite: NaN and infinities do not pass. */
export const finite = z.number()
export const fraction = finite.min(0).max(1)
