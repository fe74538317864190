/** Who imports whom; each rule says what to do instead. See ARCHITECTURE.md. */
const engines = { level1: '(plan|indicators|rules|cases|space)', level2: '(evaluation|matching|ledger)' }

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one subject or hide a third: move what both need into its own file.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-stands-alone',
      comment:
        'The kernel is what everything speaks; it may need nothing. Put what needs more into an engine.',
      severity: 'error',
      from: { path: '^src/domain/kernel/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/domain/kernel/' },
    },
    {
      name: 'engines-are-pure',
      comment: 'An engine takes values and returns values: load in a use case, then call the engine.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src/(features|platform|main)|web|tests)/|^(node:|fs$|path$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'engines-do-not-import-nodes-modules',
      comment: 'No Node core modules in an engine.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-levels',
      comment:
        'An engine may use engines of a lower level only. Move the shared part down, or pass the result in.',
      severity: 'error',
      from: { path: `^src/domain/${engines.level1}/` },
      to: { path: `^src/domain/(${engines.level1}|${engines.level2})/`, pathNot: '^src/domain/$1/' },
    },
    {
      name: 'platform-knows-no-features',
      comment: 'The platform touches the world for everybody; pass what it needs from main.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src/(features|main)|web)/|^src/domain/(?!kernel/)' },
    },
    {
      name: 'contracts-are-light',
      comment:
        'The web bundles contracts: they may need zod, the domain, route-contract.ts and their own parts (contract-….ts), nothing else.',
      severity: 'error',
      from: { path: '^src/features/([^/]+/contract[^/.]*|route-contract)\\.ts$' },
      to: {
        pathNot:
          '^(src/domain/|src/features/[^/]+/contract-[a-z]+\\.ts$|src/features/route-contract\\.ts$|node_modules/zod/)',
      },
    },
    {
      name: 'features-by-their-index',
      comment: 'Another area is reached by its index: export what you need there.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: {
        path: '^src/features/[^/]+/',
        pathNot: ['^src/features/$1/', '^src/features/[^/]+/(index|contract)\\.ts$'],
      },
    },
    {
      name: 'nobody-imports-main',
      comment: 'main is wiring. What others need belongs to a feature or the platform.',
      severity: 'error',
      from: { pathNot: '^(src/main|tests|scripts)/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'web-sees-contracts-and-engines',
      comment: 'The web may import contracts, route-contract.ts, engines and its own files.',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/',
        pathNot: '^src/(domain/[^/]+/index\\.ts|features/([^/]+/contract|route-contract)\\.ts)$',
      },
    },
    {
      name: 'web-features-apart',
      comment: 'Pages of one area do not import another area’s: move the shared piece to web/ui, or link.',
      severity: 'error',
      from: { path: '^web/features/([^/]+)/' },
      to: { path: '^web/features/', pathNot: '^web/features/$1/' },
    },
    {
      name: 'resolvable',
      comment: 'The module cannot be found: install it or fix the path.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
}
