import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnDuties, actOnDuty } from './act-on-duty.ts'
import { addDuty, splitDuty } from './add-duty.ts'
import { changeLedgerRule, readLedgerRules } from './change-rules.ts'
import { compareDates } from './compare-dates.ts'
import * as contract from './contract.ts'
import { addDutyFiles, removeDutyFile, sendDutyFile } from './files.ts'
import { readLedgerFrame } from './frame.ts'
import { linkDuties, setAddressees, unlinkDuties } from './links.ts'
import { countDuties, listDuties } from './list-duties.ts'
import { oversightRoutes } from './oversight-routes.ts'
import { suggestParts } from './suggest-parts.ts'
import { previewPlanDuties, takePlanDuties } from './take-plan.ts'
import { readDuty } from './view-duty.ts'
import { viewRoutes } from './view-routes.ts'

export function ledgerRoutes(): RegisteredRoute[] {
  return [...dutyRoutes(), ...viewRoutes(), ...oversightRoutes()]
}

function dutyRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listDuties, (ctx, { query }) => listDuties(ctx, query)),
    serve(contract.countDuties, (ctx, { query }) => countDuties(ctx, query)),
    serve(contract.readLedgerFrame, (ctx) => readLedgerFrame(ctx)),
    serve(contract.readDuty, (ctx, { params }) => readDuty(ctx, params.dutyId)),
    serve(contract.actOnDuty, (ctx, { params, body }) => actOnDuty(ctx, params.dutyId, body)),
    serve(contract.actOnDuties, (ctx, { body }) => actOnDuties(ctx, body)),
    serve(contract.addDuty, (ctx, { body }) => addDuty(ctx, body)),
    serve(contract.splitDuty, (ctx, { params, body }) => splitDuty(ctx, params.dutyId, body)),
    serve(contract.suggestParts, (ctx, { params }) => suggestParts(ctx, params.dutyId)),
    serve(contract.previewPlanDuties, (ctx, { params }) => previewPlanDuties(ctx, params.planId)),
    serve(contract.takePlanDuties, (ctx, { params, body }) => takePlanDuties(ctx, params.planId, body)),
    serve(contract.linkDuties, (ctx, { params, body }) => linkDuties(ctx, params.dutyId, body)),
    serve(contract.unlinkDuties, (ctx, { params }) => unlinkDuties(ctx, params.dutyId, params)),
    serve(contract.setAddressees, (ctx, { params, body }) => setAddressees(ctx, params.dutyId, body.parks)),
    serve(contract.addDutyFiles, (ctx, { params, request }) => addDutyFiles(ctx, params.dutyId, request)),
    serve(contract.removeDutyFile, (ctx, { params }) => removeDutyFile(ctx, params.dutyId, params.fileId)),
    serve(contract.readDutyFile, (ctx, { params, reply }) =>
      sendDutyFile(ctx, params.dutyId, params.fileId, reply),
    ),
    serve(contract.compareDates, (ctx, { query }) => compareDates(ctx, query)),
    serve(contract.readLedgerRules, (ctx) => readLedgerRules(ctx)),
    serve(contract.changeLedgerRule, (ctx, { params, body }) => changeLedgerRule(ctx, params.setting, body)),
  ]
}
