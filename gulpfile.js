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

exports.default = series(stale, assets);
