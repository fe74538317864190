import { sendAttachment, type RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { addAbsence, endAbsence, listAbsences } from './absences.ts'
import { commandCase, commandCases, openCase, readCase } from './commands.ts'
import * as contract from './contract.ts'
import { addFiles, sendFile } from './files.ts'
import { drawUpLetter, type Letter } from './letters.ts'
import { listCases, readBoard } from './list-cases.ts'
import { listEvents } from './list-events.ts'
import { migrateCase } from './migrate-case.ts'
import { listParties } from './parties.ts'
import { changeSetting, listProcedures, readProcedure } from './read-procedures.ts'
import { drawUpCircular, readStatistics } from './statistics.ts'
import type { FastifyReply } from 'fastify'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function procedureRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listProcedures, (ctx) => listProcedures(ctx)),
    serve(contract.readProcedure, (ctx, { params, query }) => readProcedure(ctx, params.code, query.version)),
    serve(contract.changeSetting, (ctx, { params, body }) =>
      changeSetting(ctx, params.code, params.setting, body),
    ),
    serve(contract.listCases, (ctx, { query }) => listCases(ctx, query)),
    serve(contract.readBoard, (ctx, { query }) => readBoard(ctx, query)),
    serve(contract.readStatistics, (ctx, { query }) => readStatistics(ctx, query)),
    serve(contract.readCircular, async (ctx, { query, reply }) =>
      sendLetter(reply, await drawUpCircular(ctx, query)),
    ),
    serve(contract.commandCases, (ctx, { body }) => commandCases(ctx, body)),
    serve(contract.openCase, (ctx, { body }) => openCase(ctx, body)),
    serve(contract.readCase, (ctx, { params }) => readCase(ctx, params.caseId)),
    serve(contract.commandCase, (ctx, { params, body }) =>
      commandCase(ctx, params.caseId, body.version, body.command),
    ),
    serve(contract.listCaseEvents, async (ctx, { params }) => ({
      events: await listEvents(ctx, params.caseId),
    })),
    serve(contract.addCaseFiles, (ctx, { params, request }) => addFiles(ctx, params.caseId, request)),
    serve(contract.readCaseFile, (ctx, { params, reply }) =>
      sendFile(ctx, params.caseId, params.digest, reply),
    ),
    serve(contract.readCaseLetter, async (ctx, { params, reply }) =>
      sendLetter(reply, await drawUpLetter(ctx, params.caseId, params.letter)),
    ),
    serve(contract.migrateCase, (ctx, { params, body }) => migrateCase(ctx, params.caseId, body)),
    serve(contract.listParties, (ctx, { query }) => listParties(ctx, query)),
    serve(contract.listAbsences, async (ctx) => ({ absences: await listAbsences(ctx) })),
    serve(contract.addAbsence, (ctx, { body }) => addAbsence(ctx, body)),
    serve(contract.endAbsence, (ctx, { params }) => endAbsence(ctx, params.absenceId)),
  ]
}

function sendLetter(reply: FastifyReply, { fileName, bytes }: Letter): unknown {
  return sendAttachment(reply, Buffer.from(bytes), fileName, DOCX)
}
