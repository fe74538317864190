import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { exportFilings } from './export-filings.ts'
import { importFilings, listImports, readImport, sendAnnotatedFilings } from './import-filings.ts'
import { sendTemplate } from './template.ts'

/** Filings that enter and leave as files. */
export function transferRoutes(): RegisteredRoute[] {
  return [
    serve(contract.downloadTemplate, (ctx, { params, query, reply }) =>
      sendTemplate(ctx, params, query, reply),
    ),
    serve(contract.exportFilings, (ctx, { params, query, reply }) =>
      exportFilings(ctx, params, query, reply),
    ),
    serve(contract.importFilings, (ctx, { params, query, request }) =>
      importFilings(ctx, params, query, request),
    ),
    serve(contract.listImports, (ctx) => listImports(ctx)),
    serve(contract.readImport, (ctx, { params }) => readImport(ctx, params.jobId)),
    serve(contract.downloadAnnotated, (ctx, { params, reply }) =>
      sendAnnotatedFilings(ctx, params.jobId, reply),
    ),
  ]
}
