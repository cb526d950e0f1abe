// Directions of dependency, as docs/ARCHITECTURE.md states them. `scripts/boundaries.mjs` runs it and fails if it sees no module.
const typeOnly = ['type-only']
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'lib-is-a-leaf', severity: 'error', from: { path: '^src/lib/', pathNot: '\\.test\\.ts' }, to: { path: '^src/(?!lib/)' } },
    { name: 'ui-knows-no-data', severity: 'error', from: { path: '^src/ui/' }, to: { path: '^src/(db|features|jobs)/', dependencyTypesNot: typeOnly } },
    { name: 'views-are-pure', severity: 'error', from: { path: '\\.view\\.tsx$' }, to: { path: '(\\.queries\\.ts$|^src/db/|node_modules/(kysely|pg)/|\\.routes\\.tsx$)', dependencyTypesNot: typeOnly } },
    { name: 'rules-are-pure', severity: 'error', from: { path: '\\.rules\\.ts$' }, to: { pathNot: '(^src/lib/|\\.rules\\.ts$)', dependencyTypesNot: typeOnly } },
    { name: 'acts-know-no-http', severity: 'error', from: { path: '^src/features/.+\\.ts$', pathNot: '\\.(routes|view|test)\\.' }, to: { path: 'node_modules/hono/', dependencyTypesNot: typeOnly } },
    { name: 'features-meet-at-the-door', severity: 'error', from: { path: '^src/features/([^/]+)/', pathNot: '\\.test\\.tsx?$' }, to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' } },
    { name: 'test-helpers-stay-in-tests', severity: 'error', from: { path: '^src/', pathNot: '(\\.(test|spec)\\.tsx?$|^src/test/)' }, to: { path: '^src/test/' } },
    { name: 'reaches-nothing', severity: 'error', from: { path: '^src', pathNot: '(\\.(test|spec|d)\\.tsx?$|^src/(main\\.ts|test))', orphan: true }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
