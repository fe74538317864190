import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnPolicyVersion } from './act-on-version.ts'
import { checkPolicyDefinition } from './check-definition.ts'
import { comparePolicyVersions } from './compare-versions.ts'
import * as contract from './contract.ts'
import { deletePolicyDraft, draftPolicy, readPolicyChoices, savePolicyDraft } from './drafts.ts'
import { changeParkIndustry, readLayout, readLayoutHistory } from './layout.ts'
import {
  decideLayoutPark,
  listLayoutProposals,
  proposeLayout,
  readLayoutProposal,
} from './layout-proposals.ts'
import { exportPolicies, listPolicies } from './list-policies.ts'
import { readPolicy } from './read-policy.ts'
import { exportRuleTable, importRuleTable } from './tables.ts'

/** The library, its editing, the layout of industries; matching and applications have routes of their own. */
export function policyRoutes(): RegisteredRoute[] {
  return [...libraryRoutes(), ...editingRoutes(), ...layoutRoutes()]
}

function libraryRoutes(): RegisteredRoute[] {
  return [
    serve(contract.listPolicies, (ctx, { query }) => listPolicies(ctx, query)),
    serve(contract.exportPolicies, (ctx, { query, reply }) => exportPolicies(ctx, query, reply)),
    serve(contract.readPolicy, (ctx, { params, query }) => readPolicy(ctx, params, query)),
    serve(contract.comparePolicyVersions, (ctx, { params, query }) =>
      comparePolicyVersions(ctx, params, query),
    ),
  ]
}

function editingRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readPolicyChoices, (ctx) => readPolicyChoices(ctx)),
    serve(contract.draftPolicy, (ctx, { body }) => draftPolicy(ctx, body)),
    serve(contract.savePolicyDraft, (ctx, { params, body }) => savePolicyDraft(ctx, params, body)),
    serve(contract.deletePolicyDraft, (ctx, { params }) => deletePolicyDraft(ctx, params)),
    serve(contract.actOnPolicyVersion, (ctx, { params, body }) => actOnPolicyVersion(ctx, params, body)),
    serve(contract.checkPolicyDefinition, (ctx, { body }) => checkPolicyDefinition(ctx, body)),
    serve(contract.exportRuleTable, (ctx, { body, reply }) => exportRuleTable(ctx, body, reply)),
    serve(contract.importRuleTable, (ctx, { body }) => importRuleTable(ctx, body)),
  ]
}

function layoutRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readLayout, (ctx, { query }) => readLayout(ctx, query)),
    serve(contract.changeParkIndustry, (ctx, { body }) => changeParkIndustry(ctx, body)),
    serve(contract.readLayoutHistory, (ctx, { query }) => readLayoutHistory(ctx, query)),
    serve(contract.proposeLayout, (ctx, { body }) => proposeLayout(ctx, body)),
    serve(contract.listLayoutProposals, (ctx) => listLayoutProposals(ctx)),
    serve(contract.readLayoutProposal, (ctx, { params }) => readLayoutProposal(ctx, params)),
    serve(contract.decideLayoutPark, (ctx, { params, body }) => decideLayoutPark(ctx, params, body)),
  ]
}
