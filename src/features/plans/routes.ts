import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { changeDocument, listDocuments, readDocumentWithVersions } from './documents.ts'
import { requestImport } from './import-job.ts'
import { itemHistory } from './item-history.ts'
import { publishPlan } from './publish-plan.ts'
import { readFindings } from './read-findings.ts'
import { listPlans, readPlan } from './read-plan.ts'
import { readVersion } from './read-version.ts'
import { receiveUpload } from './receive-upload.ts'
import { addItem, decideItems, editItem, mergeItems, splitItem, undoChange } from './review-items.ts'

export function planRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listDocuments, (ctx, { query }) => listDocuments(ctx, query)),
    serve(contract.importDocuments, async (ctx, { request }) =>
      requestImport(ctx, await receiveUpload(ctx, request)),
    ),
    serve(contract.readDocument, (ctx, { params }) => readDocumentWithVersions(ctx, params.documentId)),
    serve(contract.changeDocument, (ctx, { params, body }) => changeDocument(ctx, params.documentId, body)),
    serve(contract.readVersion, (ctx, { params }) => readVersion(ctx, params.versionId)),
    serve(contract.downloadVersion, async (ctx, { params, reply }) => {
      const version = await ctx.read((tx) =>
        tx
          .selectFrom('documentVersion')
          .select(['digest', 'fileName', sql<string>`media_type`.as('mediaType')])
          .where('id', '=', params.versionId)
          .executeTakeFirst(),
      )
      if (version === undefined) return refuse('plans.not_found')
      const { stream, sizeBytes } = await ctx.files.openStream(version.digest)
      void reply
        .type('application/octet-stream')
        .header('content-length', sizeBytes)
        // Always a download: an uploaded page must never run in our origin.
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(version.fileName)}`)
      return reply.send(stream)
    }),
    serve(contract.decideItems, (ctx, { params, body }) => decideItems(ctx, params.versionId, body)),
    serve(contract.editItem, (ctx, { params, body }) => editItem(ctx, params.versionId, params.itemId, body)),
    serve(contract.addItem, (ctx, { params, body }) => addItem(ctx, params.versionId, body)),
    serve(contract.splitItem, (ctx, { params, body }) =>
      splitItem(ctx, params.versionId, params.itemId, body),
    ),
    serve(contract.mergeItems, (ctx, { params, body }) => mergeItems(ctx, params.versionId, body)),
    serve(contract.undoChange, (ctx, { params }) => undoChange(ctx, params.versionId)),
    serve(contract.readItemHistory, (ctx, { params }) => itemHistory(ctx, params.versionId, params.itemId)),
    serve(contract.readFindings, (ctx, { params }) => readFindings(ctx, params.versionId)),
    serve(contract.publishPlan, (ctx, { params, body }) => publishPlan(ctx, params.versionId, body)),
    serve(contract.listPlans, (ctx) => listPlans(ctx)),
    serve(contract.readPlan, (ctx, { params }) => readPlan(ctx, params.planId)),
  ]
}
