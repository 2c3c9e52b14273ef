/**
 * A plain text table, columns as wide as their widest cell; numbers stand right.
 * @param {string[]} head
 * @param {unknown[][]} rows empty cells for null and undefined
 * @returns {string} without a line break at the end
 */
export function table(head, rows) {
	const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
	const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
	const numeric = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
	const shown = cells.map((row) =>
		row
			.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
			.join('  ')
			.trimEnd(),
	);
	const rule = widths.map((width) => '─'.repeat(width)).join('  ');
	return [...(head.some(Boolean) ? [shown[0], rule] : []), ...shown.slice(1)].map((text) => `  ${text}`).join('\n');
}
