import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { addEnterprise, changeEnterprise } from './change-enterprise.ts'
import * as contract from './contract.ts'
import { dismissDuplicate, listDuplicates } from './duplicates.ts'
import {
  applyEnterpriseImport,
  listEnterpriseImports,
  readEnterpriseImport,
  sendAnnotatedEnterprises,
  sendEnterpriseTemplate,
  uploadEnterprises,
} from './import-enterprises.ts'
import { addRecord, decideRecord, readRecordHistory, reviseRecord } from './keep-records.ts'
import { exportEnterprises, listClassifications, listEnterprises } from './list-enterprises.ts'
import { exportRecords, listRecordKinds, listRecords } from './list-records.ts'
import { listMergers, mergeEnterprises, previewMerge, undoMerger } from './merge-enterprises.ts'
import { readEnterprise } from './read-enterprise.ts'
import { readProfile } from './read-profile.ts'
import { addRecordFiles, removeRecordFile, sendRecordFile } from './record-files.ts'
import { searchEnterprises } from './search-enterprises.ts'

export function enterpriseRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listEnterprises, (ctx, { query }) => listEnterprises(ctx, query)),
    serve(contract.exportEnterprises, (ctx, { query, reply }) => exportEnterprises(ctx, query, reply)),
    serve(contract.searchEnterprises, (ctx, { query }) => searchEnterprises(ctx, query)),
    serve(contract.readEnterprise, (ctx, { params, query }) =>
      readEnterprise(ctx, params.enterpriseId, query),
    ),
    serve(contract.readProfile, (ctx, { params, query }) => readProfile(ctx, params.enterpriseId, query)),
    serve(contract.changeEnterprise, (ctx, { params, body }) =>
      changeEnterprise(ctx, params.enterpriseId, body),
    ),
    serve(contract.addEnterprise, (ctx, { body }) => addEnterprise(ctx, body)),
    serve(contract.listClassifications, (ctx) => listClassifications(ctx)),
    serve(contract.listRecordKinds, () => listRecordKinds()),
    serve(contract.listRecords, (ctx, { query }) => listRecords(ctx, query)),
    serve(contract.exportRecords, (ctx, { query, reply }) => exportRecords(ctx, query, reply)),
    serve(contract.addRecord, (ctx, { params, body }) => addRecord(ctx, params.enterpriseId, body)),
    serve(contract.reviseRecord, (ctx, { params, body }) => reviseRecord(ctx, params.recordId, body)),
    serve(contract.decideRecord, (ctx, { params, body }) => decideRecord(ctx, params.recordId, body)),
    serve(contract.readRecordHistory, (ctx, { params }) => readRecordHistory(ctx, params.recordId)),
    serve(contract.addRecordFiles, (ctx, { params, request }) =>
      addRecordFiles(ctx, params.enterpriseId, request),
    ),
    serve(contract.removeRecordFile, (ctx, { params }) => removeRecordFile(ctx, params.fileId)),
    serve(contract.downloadRecordFile, (ctx, { params, reply }) => sendRecordFile(ctx, params.fileId, reply)),
    serve(contract.listDuplicates, (ctx, { query }) => listDuplicates(ctx, query)),
    serve(contract.dismissDuplicate, (ctx, { body }) => dismissDuplicate(ctx, body)),
    serve(contract.previewMerge, (ctx, { params, query }) => previewMerge(ctx, params.enterpriseId, query)),
    serve(contract.mergeEnterprises, (ctx, { params, body }) =>
      mergeEnterprises(ctx, params.enterpriseId, body),
    ),
    serve(contract.listMergers, (ctx, { query }) => listMergers(ctx, query)),
    serve(contract.undoMerger, (ctx, { params, body }) => undoMerger(ctx, params.mergerId, body)),
    serve(contract.downloadEnterpriseTemplate, (ctx, { query, reply }) =>
      sendEnterpriseTemplate(ctx, query, reply),
    ),
    serve(contract.uploadEnterprises, (ctx, { query, request }) => uploadEnterprises(ctx, query, request)),
    serve(contract.applyEnterpriseImport, (ctx, { params, body }) =>
      applyEnterpriseImport(ctx, params.jobId, body),
    ),
    serve(contract.readEnterpriseImport, (ctx, { params, query }) =>
      readEnterpriseImport(ctx, params.jobId, query),
    ),
    serve(contract.listEnterpriseImports, (ctx) => listEnterpriseImports(ctx)),
    serve(contract.downloadAnnotatedEnterprises, (ctx, { params, reply }) =>
      sendAnnotatedEnterprises(ctx, params.jobId, reply),
    ),
  ]
}
