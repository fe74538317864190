import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyReply } from 'fastify'
import { sendAttachment, type RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { exportAnnualList, type ExportedFile } from './annual-export.ts'
import { changeAnnualList, makeAnnualLists, readAnnualList } from './annual-lists.ts'
import { writeLedgerCircular } from './circulars.ts'
import * as contract from './contract.ts'
import { addCoverage, endCoverage } from './coverage.ts'
import { writeInspectionCircular } from './inspection-circular.ts'
import { actOnInspection, addInspection, listInspections, readInspection } from './inspections.ts'
import { readActionMatrix, readAnnualMatrix, readCarrierMatrix } from './matrices.ts'
import { decideProposals, listProposals } from './proposals.ts'
import { requestRegisterImport, sendAnnotated } from './register-job.ts'
import { writeRegisterTemplate } from './register-template.ts'
import { superviseDuty } from './supervise.ts'
import { readTakeUp } from './take-up.ts'

/** Coverage, annual items, the register of actions, supervision, inspections. */
export function oversightRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readActionMatrix, (ctx, { query }) => readActionMatrix(ctx, query)),
    serve(contract.readCarrierMatrix, (ctx, { query }) => readCarrierMatrix(ctx, query)),
    serve(contract.addCoverage, (ctx, { body }) => addCoverage(ctx, body)),
    serve(contract.endCoverage, (ctx, { params, body }) => endCoverage(ctx, params.entryId, body)),
    serve(contract.readTakeUp, (ctx, { query }) => readTakeUp(ctx, query)),
    serve(contract.readAnnualMatrix, (ctx, { query }) => readAnnualMatrix(ctx, query)),
    serve(contract.makeAnnualLists, (ctx, { params, body }) =>
      makeAnnualLists(ctx, params.year, body.bodies),
    ),
    serve(contract.readAnnualList, (ctx, { params }) => readAnnualList(ctx, params.listId)),
    serve(contract.changeAnnualList, (ctx, { params, body }) => changeAnnualList(ctx, params.listId, body)),
    serve(contract.exportAnnualList, async (ctx, { params, query, reply }) =>
      send(reply, await exportAnnualList(ctx, params.listId, query.format, query.language)),
    ),
    serve(contract.readRegisterTemplate, async (ctx, { query, reply }) =>
      send(reply, await writeRegisterTemplate(ctx, query.language)),
    ),
    serve(contract.importRegister, (ctx, { query, request }) => requestRegisterImport(ctx, query, request)),
    serve(contract.readAnnotated, (ctx, { params, reply }) => sendAnnotated(ctx, params.jobId, reply)),
    serve(contract.listProposals, (ctx, { query }) => listProposals(ctx, query)),
    serve(contract.decideProposals, (ctx, { body }) => decideProposals(ctx, body)),
    serve(contract.superviseDuty, (ctx, { params, body }) => superviseDuty(ctx, params.dutyId, body)),
    serve(contract.readLedgerCircular, async (ctx, { query, reply }) =>
      send(reply, await writeLedgerCircular(ctx, query)),
    ),
    serve(contract.listInspections, (ctx) => listInspections(ctx)),
    serve(contract.addInspection, (ctx, { body }) => addInspection(ctx, body)),
    serve(contract.readInspection, (ctx, { params }) => readInspection(ctx, params.inspectionId)),
    serve(contract.actOnInspection, (ctx, { params, body }) =>
      actOnInspection(ctx, params.inspectionId, body),
    ),
    serve(contract.readInspectionCircular, async (ctx, { params, reply }) =>
      send(reply, await writeInspectionCircular(ctx, params.inspectionId)),
    ),
  ]
}

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Small files, held in memory, so that what fails on the way is answered as a fault and not as half a file. */
async function send(reply: FastifyReply, { fileName, content }: ExportedFile): Promise<unknown> {
  const bytes = content instanceof Readable ? await buffer(content) : Buffer.from(content)
  const type = fileName.endsWith('.docx') ? MEDIA_TYPES.docx : MEDIA_TYPES.xlsx
  return sendAttachment(reply, bytes, fileName.replace(/[\\/:*?"<>|\r\n]/g, ' '), type, bytes.length)
}
