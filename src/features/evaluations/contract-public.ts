/** The public record of evaluations: pages without log-in and without script, and what they stand on as files. */
import { z } from 'zod'
import { Uuid, defineRoute } from '../route-contract.ts'

const PublicLanguage = z.object({ language: z.enum(['zh-CN', 'en']).default('zh-CN') })

export const readPublicEvaluations = defineRoute({
  method: 'GET',
  path: '/public/evaluations',
  summary: 'Published evaluations, as a page without script',
  access: 'public',
  query: PublicLanguage.extend({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
  response: 'binary',
})
export const readPublicEvaluation = defineRoute({
  method: 'GET',
  path: '/public/evaluations/:roundId',
  summary: 'One published evaluation: method, result, robustness, decisions, corrections, downloads',
  access: 'public',
  params: z.object({ roundId: Uuid }),
  query: PublicLanguage,
  response: 'binary',
})
export const downloadPublicEvaluation = defineRoute({
  method: 'GET',
  path: '/api/open/evaluations/:roundId/:file',
  summary: 'What a published evaluation stands on: scheme, data, result, or all of it to replay',
  access: 'public',
  params: z.object({
    roundId: Uuid,
    file: z.enum(['scheme.json', 'data.csv', 'result.json', 'package.zip']),
  }),
  response: 'binary',
})
