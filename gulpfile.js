const { dest, src } = require('gulp');

/** Puts what tsc does not compile (icons, codex files) beside the compiled nodes and credentials. */
function assets() {
	return src(['nodes/**/*.{svg,node.json}', 'icons/*.svg'], { base: '.' }).pipe(dest('dist'));
}

exports.default = assets;
