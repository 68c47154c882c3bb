import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const recommended = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;
const nodesBase = { 'n8n-nodes-base': n8nNodesBase };

/** Arrows run one way: nodes → core → vendor. core knows nothing of n8n and does no I/O outside ledger/. */
const coreBoundary = (extra = []) => [
	'error',
	{
		patterns: [
			{
				group: ['n8n-workflow', 'n8n-core', '**/nodes/**', '**/credentials/**'],
				message: 'core knows nothing of n8n.',
			},
			...extra,
		],
	},
];
const NO_IO = {
	group: [
		'node:fs*',
		'node:net',
		'node:http*',
		'node:sqlite',
		'node:child_process',
		'node:os',
		'fs',
		'http',
		'https',
	],
	message: 'core does no I/O except in core/ledger.',
};
const NO_LEDGER = {
	group: ['**/ledger', '**/ledger/*'],
	message: 'contact, message, segment and calendar know nothing of the ledger.',
};

export default tseslint.config(
	{
		ignores: [
			'dist/',
			'node_modules/',
			'playground/node_modules/',
			'playground/.n8n-home/',
			'.node24/',
			'.scratch/',
		],
	},
	{
		files: ['**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		plugins: { '@typescript-eslint': tseslint.plugin },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'no-console': 'error',
			'prefer-const': 'error',
			eqeqeq: 'error',
		},
	},
	{ files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
	{
		files: ['core/**/*.ts'],
		ignores: ['core/ledger/**'],
		rules: { 'no-restricted-imports': coreBoundary([NO_IO]) },
	},
	{ files: ['core/ledger/**/*.ts'], rules: { 'no-restricted-imports': coreBoundary() } },
	{
		files: ['core/{contact,message,segment,calendar}/**/*.ts'],
		rules: { 'no-restricted-imports': coreBoundary([NO_IO, NO_LEDGER]) },
	},
	{
		files: ['vendor/**/*.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: ['../core/**', '../nodes/**'] }] },
	},
	{
		...recommended,
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
	},
	{
		files: ['nodes/**/*.node.ts', 'nodes/**/properties.ts'],
		plugins: nodesBase,
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// n8n 2 writes connection types as NodeConnectionTypes.Main; these two rules know the older string form only.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		// typescript-eslint reads package.json as the object the rules look for; a JSON parser would name its nodes otherwise.
		...recommended,
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser },
		plugins: { ...recommended.plugins, ...nodesBase },
		rules: { ...recommended.rules, ...n8nNodesBase.configs.community.rules },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: nodesBase,
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
);
