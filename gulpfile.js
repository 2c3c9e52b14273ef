const { execFileSync } = require('node:child_process');
const { existsSync, readdirSync, rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

/** Takes compiled files out of dist whose source was renamed or deleted; they would be published. */
async function stale() {
	for (const file of readdirSync('dist', { recursive: true })) {
		if (file.endsWith('.js') && !existsSync(file.replace(/\.js$/, '.ts'))) rmSync(`dist/${file}`);
	}
}

/** Puts what tsc does not compile (icons, codex files) beside the compiled nodes and credentials. */
function assets() {
	return src(['nodes/**/*.{svg,node.json}', 'icons/*.svg'], { base: '.' }).pipe(dest('dist'));
}

/** Writes what n8n 2 shows of an operation before it has run. */
async function schemas() {
	execFileSync(process.execPath, ['--require', 'tsx/cjs', 'scripts/schemas.cts'], { cwd: __dirname, stdio: 'inherit' });
}

exports.default = series(stale, assets, schemas);
