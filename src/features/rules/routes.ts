import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { declareFact, decideDeclaration, listDeclarations } from './declarations.ts'
import { addFactFiles, downloadFactFile } from './fact-files.ts'
import { setParameter } from './parameters.ts'
import { readEnterpriseFacts, readRuleBook } from './read-facts.ts'

export function ruleRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readRuleBook, (ctx) => readRuleBook(ctx)),
    serve(contract.setParameter, (ctx, { params, body }) => setParameter(ctx, params, body)),
    serve(contract.readEnterpriseFacts, (ctx, { params, query }) => readEnterpriseFacts(ctx, params, query)),
    serve(contract.declareFact, (ctx, { params, body }) => declareFact(ctx, params, body)),
    serve(contract.addFactFiles, (ctx, { params, request }) =>
      addFactFiles(ctx, params.enterpriseId, request),
    ),
    serve(contract.downloadFactFile, (ctx, { params, reply }) => downloadFactFile(ctx, params.fileId, reply)),
    serve(contract.listDeclarations, (ctx, { query }) => listDeclarations(ctx, query)),
    serve(contract.decideDeclaration, (ctx, { params, body }) => decideDeclaration(ctx, params, body)),
  ]
}
