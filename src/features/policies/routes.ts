import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import { actOnPolicyVersion } from './act-on-version.ts'
import { checkPolicyDefinition } from './check-definition.ts'
import { comparePolicyVersions } from './compare-versions.ts'
import * as contract from './contract.ts'
import { exportCoverage, readCoverage, readCoverageHistory, setCoverage } from './coverage.ts'
import { deletePolicyDraft, draftPolicy, readPolicyChoices, savePolicyDraft } from './drafts.ts'
import { changeParkIndustry, readLayout, readLayoutHistory } from './layout.ts'
import {
  decideLayoutPark,
  listLayoutProposals,
  proposeLayout,
  readLayoutProposal,
} from './layout-proposals.ts'
import { exportPolicies, listPolicies } from './list-policies.ts'
import { listMovable } from './movable.ts'
import {
  actOnPilot,
  addPilotFiles,
  downloadPilotFile,
  listPilots,
  proposePilot,
  readPilot,
} from './pilots.ts'
import { readPolicy } from './read-policy.ts'
import { actOnSandbox, applyForSandbox, listSandbox, observeSandbox, readSandboxEntry } from './sandbox.ts'
import { readSensitivity } from './sensitivity.ts'
import { exportSimulation } from './export-simulation.ts'
import { listSimulations, readSimulation, simulatePolicy } from './simulate.ts'
import { exportRuleTable, importRuleTable } from './tables.ts'
import { tryPolicyDefinition } from './try-definition.ts'

/** The library, its editing, the layout of industries; matching and applications have routes of their own. */
export function policyRoutes(): RegisteredRoute[] {
  return [
    ...libraryRoutes(),
    ...editingRoutes(),
    ...simulationRoutes(),
    ...layoutRoutes(),
    ...coverageRoutes(),
  ]
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
    serve(contract.tryPolicyDefinition, (ctx, { body }) => tryPolicyDefinition(ctx, body)),
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

function simulationRoutes(): RegisteredRoute[] {
  return [
    serve(contract.simulatePolicy, (ctx, { body }) => simulatePolicy(ctx, body)),
    serve(contract.listSimulations, (ctx, { query }) => listSimulations(ctx, query)),
    serve(contract.readSimulation, (ctx, { params }) => readSimulation(ctx, params)),
    serve(contract.exportSimulation, (ctx, { params, reply }) => exportSimulation(ctx, params, reply)),
    serve(contract.listMovable, (ctx, { body }) => listMovable(ctx, body)),
    serve(contract.readSensitivity, (ctx, { body }) => readSensitivity(ctx, body)),
  ]
}

function coverageRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readCoverage, (ctx, { query }) => readCoverage(ctx, query)),
    serve(contract.setCoverage, (ctx, { body }) => setCoverage(ctx, body)),
    serve(contract.readCoverageHistory, (ctx, { query }) => readCoverageHistory(ctx, query)),
    serve(contract.exportCoverage, (ctx, { query, reply }) => exportCoverage(ctx, query, reply)),
    serve(contract.listPilots, (ctx, { query }) => listPilots(ctx, query)),
    serve(contract.readPilot, (ctx, { params }) => readPilot(ctx, params)),
    serve(contract.proposePilot, (ctx, { body }) => proposePilot(ctx, body)),
    serve(contract.actOnPilot, (ctx, { params, body }) => actOnPilot(ctx, params, body)),
    serve(contract.addPilotFiles, (ctx, { params, request }) => addPilotFiles(ctx, params.pilotId, request)),
    serve(contract.downloadPilotFile, (ctx, { params, reply }) =>
      downloadPilotFile(ctx, params.fileId, reply),
    ),
    serve(contract.listSandbox, (ctx, { query }) => listSandbox(ctx, query)),
    serve(contract.readSandboxEntry, (ctx, { params }) => readSandboxEntry(ctx, params)),
    serve(contract.applyForSandbox, (ctx, { body }) => applyForSandbox(ctx, body)),
    serve(contract.actOnSandbox, (ctx, { params, body }) => actOnSandbox(ctx, params, body)),
    serve(contract.observeSandbox, (ctx, { params, body }) => observeSandbox(ctx, params, body)),
  ]
}
