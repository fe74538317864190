import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { giveConsent, listConsents, withdrawConsent } from './consents.ts'
import * as contract from './contract.ts'
import { readEnterpriseLadder } from './enterprise-ladder.ts'
import { listExpiring } from './expiring.ts'
import { exportEntries, exportStandings } from './export-lists.ts'
import { handOver } from './handover.ts'
import { readLadderParks } from './ladder-parks.ts'
import { readLadder, readLadderRules, recomputeLadder, switchCondition } from './ladder-views.ts'
import { addEntries, changeEntry, leaveLibrary, listEntries, readEntry, suggestEntries } from './library.ts'
import { listMoved, readMovement } from './movement.ts'
import { openRequest } from './open-request.ts'
import { listPacks } from './packs.ts'
import {
  actOnPointsTable,
  deletePointsTable,
  downloadPointsTemplate,
  listPointsTables,
  readPointsTable,
  uploadPointsTable,
} from './points-tables.ts'
import { readEnterprisePoints } from './points.ts'
import { assignPack, endPack, readEnterpriseServices } from './services.ts'
import { downloadSharing, shareByConsent } from './sharings.ts'
import { listStandings } from './standings.ts'
import { listStewards, readStewardPage } from './steward-page.ts'
import { assignSteward, endSteward } from './stewards.ts'
import { addVisit, listVisits, removeVisit } from './visits.ts'

export function cultivationRoutes(): RegisteredRoute[] {
  return [...ladderRoutes(), ...libraryRoutes(), ...serviceRoutes(), ...pointsRoutes(), ...consentRoutes()]
}

function ladderRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readLadder, (ctx, { query }) => readLadder(ctx, query)),
    serve(contract.readLadderParks, (ctx, { query }) => readLadderParks(ctx, query)),
    serve(contract.readLadderRules, (ctx) => readLadderRules(ctx)),
    serve(contract.switchCondition, (ctx, { body }) => switchCondition(ctx, body)),
    serve(contract.listStandings, (ctx, { query }) => listStandings(ctx, query)),
    serve(contract.exportStandings, (ctx, { query, reply }) => exportStandings(ctx, query, reply)),
    serve(contract.readMovement, (ctx, { query }) => readMovement(ctx, query)),
    serve(contract.listMoved, (ctx, { query }) => listMoved(ctx, query)),
    serve(contract.listExpiring, (ctx, { query }) => listExpiring(ctx, query)),
    serve(contract.recomputeLadder, (ctx, { body }) => recomputeLadder(ctx, body)),
    serve(contract.readEnterpriseLadder, (ctx, { params, query }) =>
      readEnterpriseLadder(ctx, params.enterpriseId, query),
    ),
  ]
}

function libraryRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listEntries, (ctx, { query }) => listEntries(ctx, query)),
    serve(contract.exportEntries, (ctx, { query, reply }) => exportEntries(ctx, query, reply)),
    serve(contract.suggestEntries, (ctx, { query }) => suggestEntries(ctx, query)),
    serve(contract.addEntries, (ctx, { body }) => addEntries(ctx, body)),
    serve(contract.readEntry, (ctx, { params }) => readEntry(ctx, params.entryId)),
    serve(contract.changeEntry, (ctx, { params, body }) => changeEntry(ctx, params.entryId, body)),
    serve(contract.leaveLibrary, (ctx, { params, body }) => leaveLibrary(ctx, params.entryId, body)),
  ]
}

function serviceRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readEnterpriseServices, (ctx, { params }) =>
      readEnterpriseServices(ctx, params.enterpriseId),
    ),
    serve(contract.assignSteward, (ctx, { params, body }) => assignSteward(ctx, params.enterpriseId, body)),
    serve(contract.endSteward, (ctx, { params, body }) => endSteward(ctx, params.assignmentId, body)),
    serve(contract.listStewards, (ctx) => listStewards(ctx)),
    serve(contract.handOver, (ctx, { body }) => handOver(ctx, body)),
    serve(contract.readStewardPage, (ctx, { query }) => readStewardPage(ctx, query)),
    serve(contract.listPacks, (ctx) => listPacks(ctx)),
    serve(contract.assignPack, (ctx, { params, body }) => assignPack(ctx, params.enterpriseId, body)),
    serve(contract.endPack, (ctx, { params, body }) => endPack(ctx, params.assignmentId, body)),
    serve(contract.openRequest, (ctx, { params, body }) => openRequest(ctx, params.assignmentId, body)),
    serve(contract.addVisit, (ctx, { params, body }) => addVisit(ctx, params.enterpriseId, body)),
    serve(contract.removeVisit, (ctx, { params }) => removeVisit(ctx, params.visitId)),
    serve(contract.listVisits, (ctx, { query }) => listVisits(ctx, query)),
  ]
}

function pointsRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listPointsTables, (ctx) => listPointsTables(ctx)),
    serve(contract.readPointsTable, (ctx, { params }) => readPointsTable(ctx, params.tableId)),
    serve(contract.downloadPointsTemplate, (ctx, { query, reply }) =>
      downloadPointsTemplate(ctx, query, reply),
    ),
    serve(contract.uploadPointsTable, (ctx, { request }) => uploadPointsTable(ctx, request)),
    serve(contract.actOnPointsTable, (ctx, { params, body }) => actOnPointsTable(ctx, params.tableId, body)),
    serve(contract.deletePointsTable, (ctx, { params }) => deletePointsTable(ctx, params.tableId)),
    serve(contract.readEnterprisePoints, (ctx, { params, query }) =>
      readEnterprisePoints(ctx, params.enterpriseId, query),
    ),
  ]
}

function consentRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listConsents, (ctx, { query }) => listConsents(ctx, query)),
    serve(contract.giveConsent, (ctx, { params, body }) => giveConsent(ctx, params.enterpriseId, body)),
    serve(contract.withdrawConsent, (ctx, { params, body }) => withdrawConsent(ctx, params.consentId, body)),
    serve(contract.shareByConsent, (ctx, { params, body }) => shareByConsent(ctx, params.consentId, body)),
    serve(contract.downloadSharing, (ctx, { params, query, reply }) =>
      downloadSharing(ctx, params.sharingId, query, reply),
    ),
  ]
}
