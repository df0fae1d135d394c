/**
 * The house rules about who may know whom, over the whole resolved graph.
 * eslint-plugin-boundaries says the same in the editor; this says it once more before a landing.
 */
const only = (name, comment, from, toPathNot) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from, pathNot: '[.](test|fixture)[.]ts$' },
	to: { path: '^src/', pathNot: toPathNot }
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-cycles',
			severity: 'error',
			from: { path: '^(src|scripts|tests)/', pathNot: '^src/lib/server/db/generated/' },
			to: { circular: true }
		},
		{
			name: 'no-unresolved',
			comment: 'An import that leads nowhere. Generated modules are made by `npm run generate`.',
			severity: 'error',
			from: {},
			to: {
				couldNotResolve: true,
				pathNot: '(build/index[.]js$|^[$]app/|^[$]env/|^[$]service-worker$|^[.]/[$]types|^@sveltejs/kit)'
			}
		},
		{
			name: 'only-declared-packages',
			comment: 'The bare app of the bench is a Kit app of its own with a package.json without dependencies.',
			severity: 'error',
			from: { pathNot: '^tests/bench/bare/' },
			to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^node_modules/(@types|svelte)/' }
		},
		{
			name: 'product-needs-no-dev-packages',
			comment: 'What runs in production is a dependency, not a devDependency.',
			severity: 'error',
			from: { path: '^src/', pathNot: '[.](test|fixture)[.]ts$' },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] }
		},
		{
			name: 'core-is-pure',
			comment: 'src/lib/domain imports nothing but itself.',
			severity: 'error',
			from: { path: '^src/lib/domain/', pathNot: '[.](test|fixture)[.]ts$' },
			to: { pathNot: '^src/lib/domain/' }
		},
		only('contracts-know-the-core', '', '^src/lib/contracts/', '^src/lib/(contracts|domain)/'),
		only('ui-knows-nothing-of-grants', '', '^src/lib/ui/', '^src/lib/(ui|i18n)/'),
		only('i18n-knows-the-core', '', '^src/lib/i18n/', '^src/lib/(i18n|domain)/'),
		only(
			'features-stay-off-the-server',
			'',
			'^src/lib/features/',
			'^src/lib/(features|contracts|domain|ui|i18n)/'
		),
		{
			name: 'features-are-islands',
			comment: 'The draft engine is the one that all may use; it knows none of them.',
			severity: 'error',
			from: { path: '^src/lib/features/([^/]+)/' },
			to: { path: '^src/lib/features/', pathNot: '^src/lib/features/($1|draft)/' }
		},
		only(
			'use-cases-know-ports-only',
			'Adapters reach a use case as arguments.',
			'^src/lib/server/app/',
			'^src/lib/(server/app|contracts|domain|i18n)/'
		),
		{
			name: 'areas-are-islands',
			comment: 'What several areas decide by is a case, what several do in their transactions is a step.',
			severity: 'error',
			from: { path: '^src/lib/server/app/([^/]+)/', pathNot: '^src/lib/server/app/(cases|steps|mail)/' },
			to: {
				path: '^src/lib/server/app/[^/]+/',
				pathNot:
					'^src/lib/server/app/($1|cases|steps|mail)/|/[a-z-]*ports[.]ts$|^src/lib/server/app/records/issue-(?!result)'
			}
		},
		{
			name: 'cases-know-no-verb',
			severity: 'error',
			from: { path: '^src/lib/server/app/cases/' },
			to: { path: '^src/lib/server/app/[^/]+/', pathNot: '^src/lib/server/app/cases/|/[a-z-]*ports[.]ts$' }
		},
		{
			name: 'steps-know-no-verb',
			severity: 'error',
			from: { path: '^src/lib/server/app/(steps|mail)/' },
			to: {
				path: '^src/lib/server/app/[^/]+/',
				pathNot:
					'^src/lib/server/app/(cases|steps|mail)/|/[a-z-]*ports[.]ts$|^src/lib/server/app/records/issue-(?!result)'
			}
		},
		{
			name: 'prisma-in-db-only',
			severity: 'error',
			from: { path: '^(src|scripts|tests)/', pathNot: '^(src/lib/server/db/|scripts/migration-diff[.]ts)' },
			to: { path: '(node_modules/(@prisma|prisma)/|^src/lib/server/db/generated/)' }
		},
		{
			name: 'routes-stay-off-the-database',
			severity: 'error',
			from: { path: '^src/routes/' },
			to: { path: '^src/lib/server/db/' }
		},
		{
			name: 'nothing-imports-routes',
			severity: 'error',
			from: { pathNot: '^src/routes/' },
			to: { path: '^src/routes/' }
		},
		{
			name: 'nothing-imports-commands',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/cli/' },
			to: { path: '^src/cli/' }
		},
		{
			name: 'product-stays-off-tests',
			severity: 'error',
			from: { path: '^src/', pathNot: '[.](test|fixture)[.]ts$' },
			to: { path: '^(tests|scripts)/|[.](test|fixture)[.]ts$' }
		},
		{
			name: 'server-stays-off-the-browser',
			comment: 'Browser code must not reach server code (Kit refuses too, this says it without a build).',
			severity: 'error',
			from: { path: '^src/lib/(features|ui|contracts|i18n|domain)/' },
			to: { path: '^src/lib/server/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(src/lib/i18n/paraglide/|[.]svelte-kit/|build/)' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
			extensions: ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.json', '.d.ts']
		}
	}
};
