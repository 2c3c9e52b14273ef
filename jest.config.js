const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	},
];

/** @type {import('jest').Config} */
module.exports = {
	rootDir: '.',
	testEnvironment: 'node',
	globalSetup: '<rootDir>/test/setup.cjs',
	globalTeardown: '<rootDir>/test/teardown.cjs',
	testMatch: ['<rootDir>/test/**/*.test.cts'],
	moduleFileExtensions: ['cts', 'ts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.c?ts$': swc,
		// ES modules only; jest loads those under Node 24, not before.
		'/node_modules/@apidevtools/.+\\.js$': swc,
	},
	transformIgnorePatterns: ['/node_modules/(?!@apidevtools/)'],
	// The e2e folders hold whole n8n installations.
	modulePathIgnorePatterns: ['<rootDir>/e2e/', '<rootDir>/dist/', '<rootDir>/.cache/'],
	testTimeout: 30000,
	// n8n-core leaves timers open that nobody can reach.
	forceExit: true,
};
