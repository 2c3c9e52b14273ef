const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	},
];

/** A folder with another n8n-core (the line 2.x); its n8n-workflow is that of the nodes as well. */
const line = process.env.N8N_CORE_FROM;

/** @type {import('jest').Config} */
module.exports = {
	rootDir: '.',
	testEnvironment: '<rootDir>/test/environment.cjs',
	runtime: '<rootDir>/test/runtime.cjs',
	globalSetup: '<rootDir>/test/setup.cjs',
	globalTeardown: '<rootDir>/test/teardown.cjs',
	testMatch: ['<rootDir>/test/**/*.test.cts'],
	moduleFileExtensions: ['cts', 'ts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: { '^.+\\.c?ts$': swc },
	// There are whole installations of n8n.
	modulePathIgnorePatterns: [...(line ? [] : ['<rootDir>/e2e/', '<rootDir>/.cache/']), '<rootDir>/dist/'],
	testTimeout: 30000,
	// By default one core stays free, which is half of a machine with two.
	maxWorkers: '100%',
};
