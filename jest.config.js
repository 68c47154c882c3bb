/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/playground/node_modules/',
		'<rootDir>/.scratch/',
	],
	globalSetup: '<rootDir>/test/servers/set-up.ts',
	globalTeardown: '<rootDir>/test/servers/tear-down.ts',
	setupFiles: ['<rootDir>/test/setup.ts'],
	testTimeout: 60_000,
};
