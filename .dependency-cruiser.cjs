// Directions of dependency, as docs/ARCHITECTURE.md states them. `scripts/boundaries.mjs` runs it and fails if it sees no module.
const typeOnly = ['type-only']
module.exports = {
  forbidden: [
    { name: 'no-circular', comment: 'these files need one another, so neither can be read first: move what both use below them', severity: 'error', from: {}, to: { circular: true } },
    { name: 'lib-is-a-leaf', comment: 'lib knows nothing of the product: pass it what it needs', severity: 'error', from: { path: '^src/lib/', pathNot: '\\.test\\.ts' }, to: { path: '^src/(?!lib/)' } },
    { name: 'ui-knows-no-data', comment: 'a component is given its data: it asks no feature and no database', severity: 'error', from: { path: '^src/ui/' }, to: { path: '^src/(db|features|jobs)/', dependencyTypesNot: typeOnly } },
    { name: 'views-are-pure', comment: 'a view is given its data: reading belongs to its routes', severity: 'error', from: { path: '\\.view\\.tsx$' }, to: { path: '(\\.queries\\.ts$|^src/db/|node_modules/(kysely|pg)/|\\.routes\\.tsx$)', dependencyTypesNot: typeOnly } },
    { name: 'rules-are-pure', comment: 'a rule is a function of its arguments: reading belongs to its caller', severity: 'error', from: { path: '\\.rules\\.ts$' }, to: { pathNot: '(^src/lib/|\\.rules\\.ts$)', dependencyTypesNot: typeOnly } },
    { name: 'acts-know-no-http', comment: 'an act is called with a context and values: HTTP stays in the routes', severity: 'error', from: { path: '^src/features/.+\\.ts$', pathNot: '\\.(routes|view|test)\\.' }, to: { path: 'node_modules/hono/', dependencyTypesNot: typeOnly } },
    { name: 'features-meet-at-the-door', comment: 'a feature is entered by its index.ts', severity: 'error', from: { path: '^src/features/([^/]+)/', pathNot: '\\.(test\\.tsx?|rules\\.ts)$' }, to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' } },
    { name: 'rules-meet-rules', comment: 'a rule may use the rules of another feature, and nothing else of it: a door opens on more than rules', severity: 'error', from: { path: '^src/features/([^/]+)/.+\\.rules\\.ts$' }, to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/($1/|.+\\.rules\\.ts$)', dependencyTypesNot: typeOnly } },
    { name: 'doors-open-on-no-route', comment: 'src/routes.ts mounts the routes of a feature: through its index.ts, whoever asks it would reach every page', severity: 'error', from: { path: '^src/features/[^/]+/index\\.ts$' }, to: { path: '\\.routes\\.tsx?$' } },
    { name: 'inbox-has-one-face', comment: 'how the inbox counts, searches and walks its lists stays behind liste.queries.ts: a filter is a line of filtres.table.ts', severity: 'error', from: { path: '^src/', pathNot: '(^src/features/instruction/liste/(boite|comptes|liste|page|voisins)\\.queries\\.ts$|\\.test\\.tsx?$)' }, to: { path: '^src/features/instruction/liste/(boite|comptes|page|voisins)\\.queries\\.ts$' } },
    { name: 'test-helpers-stay-in-tests', comment: 'the product uses a helper of the tests', severity: 'error', from: { path: '^src/', pathNot: '(\\.(test|spec)\\.tsx?$|^src/test/)' }, to: { path: '^src/test/' } },
    { name: 'reaches-nothing', comment: 'no file uses this one: delete it, or use it', severity: 'error', from: { path: '^src', pathNot: '(\\.(test|spec|d)\\.tsx?$|^src/(main\\.ts|test))', orphan: true }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
