import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { parseSearch, stringifySearch } from './address.ts'
import { Frame } from './frame.tsx'
import { FailedPage, MissingPage } from './failed-page.tsx'
import { loadPage } from './load-page.ts'
import { queryClient } from './query-client.ts'
import { sessionQuery } from './session.ts'
import { Loading } from '../ui/states.tsx'

/** Every page's search parameters are plain strings; a page reads and changes its own with `useAddress`. */
const validateSearch = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]))

const root = createRootRoute({ validateSearch })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  // So that the page stands still once it is drawn; without an answer it is drawn all the same and says so.
  loader: () => queryClient.prefetchQuery(sessionQuery),
  component: lazyRouteComponent(
    loadPage(() => import('../features/access/sign-in-page.tsx')),
    'SignInPage',
  ),
})

/** Everything below needs somebody who is logged in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const { session } = await queryClient.ensureQueryData(sessionQuery)
    if (!session) redirect({ to: '/login', search: nextOf(location.href), throw: true })
    else if (session.user.mustChangePassword && location.pathname !== '/password')
      redirect({ to: '/password', search: nextOf(location.href), throw: true })
  },
})

/** Where to go on after logging in; nothing for the home page, to keep the address short. */
function nextOf(href: string): Record<string, string> {
  return href === '/' ? {} : { next: href }
}

const password = createRoute({
  getParentRoute: () => signedIn,
  path: '/password',
  component: lazyRouteComponent(
    loadPage(() => import('../features/access/password-page.tsx')),
    'PasswordPage',
  ),
})

const frame = createRoute({ getParentRoute: () => signedIn, id: 'frame', component: Frame })

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(
    loadPage(() => import('../features/work/home-page.tsx')),
    'HomePage',
  ),
})
const library = createRoute({
  getParentRoute: () => frame,
  path: '/plans',
  component: lazyRouteComponent(
    loadPage(() => import('../features/plans/library-page.tsx')),
    'LibraryPage',
  ),
})
const readingRoom = createRoute({
  getParentRoute: () => frame,
  path: '/plans/documents/$versionId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/plans/reading-room-page.tsx')),
    'ReadingRoomPage',
  ),
})
const plan = createRoute({
  getParentRoute: () => frame,
  path: '/plans/$planId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/plans/plan-page.tsx')),
    'PlanPage',
  ),
})
const overview = createRoute({
  getParentRoute: () => frame,
  path: '/overview',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/overview/overview-page.tsx')),
    'OverviewPage',
  ),
})
const ledger = createRoute({
  getParentRoute: () => frame,
  path: '/ledger',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/list/ledger-page.tsx')),
    'LedgerPage',
  ),
})
const takePlan = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/take/$planId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/take/take-page.tsx')),
    'TakePage',
  ),
})
const compareLedger = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/compare',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/compare/compare-page.tsx')),
    'ComparePage',
  ),
})
const cases = createRoute({
  getParentRoute: () => frame,
  path: '/cases',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/lists/case-list-page.tsx')),
    'CaseListPage',
  ),
})
const board = createRoute({
  getParentRoute: () => frame,
  path: '/cases/board',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/lists/board-page.tsx')),
    'BoardPage',
  ),
})
const statistics = createRoute({
  getParentRoute: () => frame,
  path: '/cases/statistics',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/lists/statistics-page.tsx')),
    'StatisticsPage',
  ),
})
const startCase = createRoute({
  getParentRoute: () => frame,
  path: '/cases/new/$procedure',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/case/start-page.tsx')),
    'StartPage',
  ),
})
const oneCase = createRoute({
  getParentRoute: () => frame,
  path: '/cases/$caseId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/case/case-page.tsx')),
    'CasePage',
  ),
})
const matrix = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/matrix',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/matrix-page.tsx')),
    'MatrixPage',
  ),
})
const annualList = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/annual/$listId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/annual-list-page.tsx')),
    'AnnualListPage',
  ),
})
const importRegister = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/import',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/import-page.tsx')),
    'ImportPage',
  ),
})
const supervision = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/supervision',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/supervision-page.tsx')),
    'SupervisionPage',
  ),
})
const inspections = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/inspections',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/inspections-page.tsx')),
    'InspectionsPage',
  ),
})
const inspection = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/inspections/$inspectionId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/inspection-page.tsx')),
    'InspectionPage',
  ),
})
const ledgerRules = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/rules',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/oversight/rules-page.tsx')),
    'RulesPage',
  ),
})
const newDuty = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/duties/new',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/duty/new-duty-page.tsx')),
    'NewDutyPage',
  ),
})
const duty = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/duties/$dutyId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/duty/duty-page.tsx')),
    'DutyPage',
  ),
})
const targets = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/targets',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/targets/targets-page.tsx')),
    'TargetsPage',
  ),
})
const target = createRoute({
  getParentRoute: () => frame,
  path: '/ledger/targets/$targetId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/ledger/targets/target-page.tsx')),
    'TargetPage',
  ),
})
const procedures = createRoute({
  getParentRoute: () => frame,
  path: '/procedures',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/procedure/procedures-page.tsx')),
    'ProceduresPage',
  ),
})
const procedure = createRoute({
  getParentRoute: () => frame,
  path: '/procedures/$code',
  component: lazyRouteComponent(
    loadPage(() => import('../features/procedures/procedure/procedure-page.tsx')),
    'ProcedurePage',
  ),
})
const collections = createRoute({
  getParentRoute: () => frame,
  path: '/statistics',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/collections-page.tsx')),
    'CollectionsPage',
  ),
})
const collection = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/collections/$form/$period',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/collection-page.tsx')),
    'CollectionPage',
  ),
})
const filingImports = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/imports',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/imports-page.tsx')),
    'ImportsPage',
  ),
})
const filingImport = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/imports/$jobId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/import-result-page.tsx')),
    'ImportResultPage',
  ),
})
const statisticsForms = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/forms',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/forms-page.tsx')),
    'FormsPage',
  ),
})
const statisticsForm = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/forms/$form',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/collection/form-page.tsx')),
    'FormPage',
  ),
})
const explore = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/explore',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/explore/explore-page.tsx')),
    'ExplorePage',
  ),
})
const indicators = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/indicators',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/explore/indicators-page.tsx')),
    'IndicatorsPage',
  ),
})
const enterprises = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/enterprises-page.tsx')),
    'EnterprisesPage',
  ),
})
const declarations = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises/declarations',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/declarations-page.tsx')),
    'DeclarationsPage',
  ),
})
const enterpriseImports = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises/imports',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/imports/imports-page.tsx')),
    'ImportsPage',
  ),
})
const enterpriseImport = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises/imports/$jobId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/imports/import-result-page.tsx')),
    'ImportResultPage',
  ),
})
const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises/duplicates',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/duplicates/duplicates-page.tsx')),
    'DuplicatesPage',
  ),
})
const enterprise = createRoute({
  getParentRoute: () => frame,
  path: '/enterprises/$enterpriseId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/enterprises/enterprise-page.tsx')),
    'EnterprisePage',
  ),
})
const cultivationStewards = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/stewards',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/stewards/stewards-page.tsx')),
    'StewardsPage',
  ),
})
const myFirms = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/stewards/mine',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/stewards/steward-firms-page.tsx')),
    'MyFirmsPage',
  ),
})
const stewardFirms = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/stewards/$userId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/stewards/steward-firms-page.tsx')),
    'StewardPage',
  ),
})
const serviceVisits = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/visits',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/visits/visits-page.tsx')),
    'VisitsPage',
  ),
})
const servicePacks = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/packs',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/packs/packs-page.tsx')),
    'PacksPage',
  ),
})
const pointsTables = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/points',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/points/points-page.tsx')),
    'PointsPage',
  ),
})
const pointsTable = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/points/$tableId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/points/points-table-page.tsx')),
    'PointsTablePage',
  ),
})
const consents = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/consents',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/consents/consents-page.tsx')),
    'ConsentsPage',
  ),
})
const policies = createRoute({
  getParentRoute: () => frame,
  path: '/policies',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/library/policies-page.tsx')),
    'PoliciesPage',
  ),
})
const policyVersion = createRoute({
  getParentRoute: () => frame,
  path: '/policies/$policyId/versions/$versionId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/editor/version-page.tsx')),
    'VersionPage',
  ),
})
const policy = createRoute({
  getParentRoute: () => frame,
  path: '/policies/$policyId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/policy/policy-page.tsx')),
    'PolicyPage',
  ),
})
const policyParameters = createRoute({
  getParentRoute: () => frame,
  path: '/policies/parameters',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/parameters/parameters-page.tsx')),
    'ParametersPage',
  ),
})
const applications = createRoute({
  getParentRoute: () => frame,
  path: '/policies/applications',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/applications/applications-page.tsx')),
    'ApplicationsPage',
  ),
})
const application = createRoute({
  getParentRoute: () => frame,
  path: '/policies/applications/$applicationId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/applications/application-page.tsx')),
    'ApplicationPage',
  ),
})
const directLists = createRoute({
  getParentRoute: () => frame,
  path: '/policies/direct',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/direct/direct-page.tsx')),
    'DirectPage',
  ),
})
const directList = createRoute({
  getParentRoute: () => frame,
  path: '/policies/direct/$listId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/direct/direct-list-page.tsx')),
    'DirectListPage',
  ),
})
const sandbox = createRoute({
  getParentRoute: () => frame,
  path: '/policies/sandbox',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/sandbox/sandbox-page.tsx')),
    'SandboxPage',
  ),
})
const sandboxEntry = createRoute({
  getParentRoute: () => frame,
  path: '/policies/sandbox/$entryId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/sandbox/sandbox-entry-page.tsx')),
    'SandboxEntryPage',
  ),
})
const policyCoverage = createRoute({
  getParentRoute: () => frame,
  path: '/policies/coverage',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/coverage/coverage-page.tsx')),
    'CoveragePage',
  ),
})
const pilots = createRoute({
  getParentRoute: () => frame,
  path: '/policies/pilots',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/pilots/pilots-page.tsx')),
    'PilotsPage',
  ),
})
const pilot = createRoute({
  getParentRoute: () => frame,
  path: '/policies/pilots/$pilotId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/pilots/pilot-page.tsx')),
    'PilotPage',
  ),
})
const cultivation = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/ladder/ladder-page.tsx')),
    'LadderPage',
  ),
})
const simulations = createRoute({
  getParentRoute: () => frame,
  path: '/policies/simulations',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/simulations/simulations-page.tsx')),
    'SimulationsPage',
  ),
})
const newSimulation = createRoute({
  getParentRoute: () => frame,
  path: '/policies/simulations/new',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/simulations/new-simulation-page.tsx')),
    'NewSimulationPage',
  ),
})
const simulationCurve = createRoute({
  getParentRoute: () => frame,
  path: '/policies/simulations/curve',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/simulations/curve-page.tsx')),
    'CurvePage',
  ),
})
const simulation = createRoute({
  getParentRoute: () => frame,
  path: '/policies/simulations/$simulationId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/simulations/simulation-page.tsx')),
    'SimulationPage',
  ),
})
const potential = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/potential',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/ladder/potential-page.tsx')),
    'PotentialPage',
  ),
})
const standings = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/standings',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/ladder/standings-page.tsx')),
    'StandingsPage',
  ),
})
const movement = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/movement',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/movement/movement-page.tsx')),
    'MovementPage',
  ),
})
const expiring = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/expiring',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/movement/expiring-page.tsx')),
    'ExpiringPage',
  ),
})
const cultivationLibrary = createRoute({
  getParentRoute: () => frame,
  path: '/cultivation/library',
  component: lazyRouteComponent(
    loadPage(() => import('../features/cultivation/library/library-page.tsx')),
    'LibraryPage',
  ),
})
const layout = createRoute({
  getParentRoute: () => frame,
  path: '/policies/layout',
  component: lazyRouteComponent(
    loadPage(() => import('../features/policies/layout/layout-page.tsx')),
    'LayoutPage',
  ),
})
const notices = createRoute({
  getParentRoute: () => frame,
  path: '/notices',
  component: lazyRouteComponent(
    loadPage(() => import('../features/notices/notices-page.tsx')),
    'NoticesPage',
  ),
})
const mySettings = createRoute({
  getParentRoute: () => frame,
  path: '/my-settings',
  component: lazyRouteComponent(
    loadPage(() => import('../features/notices/my-settings-page.tsx')),
    'MySettingsPage',
  ),
})
const organisations = createRoute({
  getParentRoute: () => frame,
  path: '/organisations',
  // Addresses that the server gives (search, figures) name the organisation as a parameter.
  beforeLoad: ({ search: { organisation: organisationId, ...search } }) => {
    if (organisationId)
      redirect({
        to: '/organisations/$organisationId',
        params: { organisationId },
        search,
        replace: true,
        throw: true,
      })
  },
  component: lazyRouteComponent(
    loadPage(() => import('../features/registry/organisations-page.tsx')),
    'OrganisationsPage',
  ),
})
const organisation = createRoute({
  getParentRoute: () => frame,
  path: '/organisations/$organisationId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/registry/organisations-page.tsx')),
    'OrganisationsPage',
  ),
})
const map = createRoute({
  getParentRoute: () => frame,
  path: '/map',
  component: lazyRouteComponent(
    loadPage(() => import('../features/registry/map-page.tsx')),
    'MapPage',
  ),
})
const users = createRoute({
  getParentRoute: () => frame,
  path: '/admin/users',
  component: lazyRouteComponent(
    loadPage(() => import('../features/access/users-page.tsx')),
    'UsersPage',
  ),
})
const roles = createRoute({
  getParentRoute: () => frame,
  path: '/admin/roles',
  component: lazyRouteComponent(
    loadPage(() => import('../features/access/roles-page.tsx')),
    'RolesPage',
  ),
})
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/admin/audit',
  component: lazyRouteComponent(
    loadPage(() => import('../features/access/audit-page.tsx')),
    'AuditPage',
  ),
})
const webhooks = createRoute({
  getParentRoute: () => frame,
  path: '/admin/webhooks',
  component: lazyRouteComponent(
    loadPage(() => import('../features/notices/webhooks-page.tsx')),
    'WebhooksPage',
  ),
})
const filingSheet = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/filings/$unitId/$form/$period',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/sheet/filing-sheet-page.tsx')),
    'FilingSheetPage',
  ),
})
const bulletins = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/bulletins',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/bulletins/bulletins-page.tsx')),
    'BulletinsPage',
  ),
})
const bulletin = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/bulletins/$releaseId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/bulletins/bulletin-page.tsx')),
    'BulletinPage',
  ),
})
const publishedFigures = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/published',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/bulletins/published-page.tsx')),
    'PublishedPage',
  ),
})
const warnings = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/warnings',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/warnings/warnings-page.tsx')),
    'WarningsPage',
  ),
})
const warningRules = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/warnings/rules',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/warnings/rules-page.tsx')),
    'WarningRulesPage',
  ),
})
const warningRule = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/warnings/rules/$code',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/warnings/rule-page.tsx')),
    'WarningRulePage',
  ),
})
const warning = createRoute({
  getParentRoute: () => frame,
  path: '/statistics/warnings/$alertId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/statistics/warnings/alert-page.tsx')),
    'AlertPage',
  ),
})
const evaluations = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/rounds/rounds-page.tsx')),
    'RoundsPage',
  ),
})
const evaluationRound = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/rounds/$roundId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/rounds/round-page.tsx')),
    'RoundPage',
  ),
})
const evaluationOwn = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/rounds/$roundId/own',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/rounds/own-page.tsx')),
    'OwnPage',
  ),
})
const evaluationFacts = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/facts',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/facts/facts-page.tsx')),
    'FactsPage',
  ),
})
const evaluationWorkspace = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/workspace',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/workspace/workspace-page.tsx')),
    'WorkspacePage',
  ),
})
const evaluationRuns = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/runs',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/run/runs-page.tsx')),
    'RunsPage',
  ),
})
const evaluationRun = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/runs/$runId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/run/run-page.tsx')),
    'RunPage',
  ),
})
const evaluationSchemes = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/schemes',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/schemes/schemes-page.tsx')),
    'SchemesPage',
  ),
})
const evaluationScheme = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/schemes/$schemeId',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/schemes/scheme-page.tsx')),
    'SchemePage',
  ),
})
const compareSchemes = createRoute({
  getParentRoute: () => frame,
  path: '/evaluations/schemes/$schemeId/compare',
  component: lazyRouteComponent(
    loadPage(() => import('../features/evaluations/schemes/compare-page.tsx')),
    'CompareSchemesPage',
  ),
})
/** Any other address: the frame stays around what says so. */
const missing = createRoute({ getParentRoute: () => frame, path: '$', component: MissingPage })

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      password,
      frame.addChildren([
        home,
        library,
        readingRoom,
        plan,
        overview,
        ledger,
        takePlan,
        compareLedger,
        cases,
        board,
        statistics,
        startCase,
        oneCase,
        matrix,
        annualList,
        importRegister,
        supervision,
        inspections,
        inspection,
        ledgerRules,
        newDuty,
        duty,
        targets,
        target,
        procedures,
        procedure,
        collections,
        collection,
        filingImports,
        filingImport,
        statisticsForms,
        statisticsForm,
        explore,
        indicators,
        enterprises,
        declarations,
        enterpriseImports,
        enterpriseImport,
        duplicates,
        enterprise,
        cultivationStewards,
        myFirms,
        stewardFirms,
        serviceVisits,
        servicePacks,
        pointsTables,
        pointsTable,
        consents,
        policies,
        policy,
        policyVersion,
        directLists,
        directList,
        policyCoverage,
        sandbox,
        sandboxEntry,
        pilots,
        pilot,
        applications,
        application,
        policyParameters,
        layout,
        simulations,
        newSimulation,
        simulationCurve,
        simulation,
        cultivation,
        potential,
        standings,
        movement,
        expiring,
        cultivationLibrary,
        notices,
        mySettings,
        organisations,
        organisation,
        map,
        users,
        roles,
        audit,
        webhooks,
        filingSheet,
        warnings,
        warningRules,
        warningRule,
        warning,
        bulletins,
        bulletin,
        publishedFigures,
        evaluations,
        evaluationRound,
        evaluationOwn,
        evaluationFacts,
        evaluationWorkspace,
        evaluationRuns,
        evaluationSchemes,
        evaluationScheme,
        compareSchemes,
        evaluationRun,
        missing,
      ]),
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPendingComponent: Loading,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: MissingPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
