import { deflateRawSync, inflateRawSync, crc32 as crcOfZlib } from 'node:zlib';

/** Excel workbooks made of their XML files, and zip archives opened again: for tests of templates. */

/** A cell: a text, a number, or the XML of a cell's inside with its attributes and the number format. */
export type Cell = string | number | { type?: string; inside: string; format?: string } | undefined;

export interface WorkbookOptions {
	/** Texts in a table of their own, as Excel does it; else in the cells. */
	shared?: boolean;
	/** A prefix of the XML names, as some programs write it. */
	prefix?: string;
	/** Rows and cells without their places, as some programs write them. */
	bare?: boolean;
	/** Number of the first row. */
	firstRow?: number;
	/** More sheets, empty, before it (hidden) and after it. */
	hiddenBefore?: boolean;
	after?: string[];
	dates1904?: boolean;
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const letters = (index: number): string =>
	(index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** A workbook with the rows in its first sheet that is not hidden. An `undefined` row is left out, as empty ones are. */
export function workbook(rows: Array<Cell[] | undefined>, options: WorkbookOptions = {}): Buffer {
	const { shared = true, prefix = '', bare = false, firstRow = 1, hiddenBefore = false, after = [] } = options;
	const strings: string[] = [];
	const formats: string[] = [];
	const styleOf = (format?: string) => {
		if (!format) return '';
		if (!formats.includes(format)) formats.push(format);
		return ` s="${formats.indexOf(format) + 1}"`;
	};
	const xmlOf = (cell: Cell, place: string) => {
		const at = bare ? '' : ` r="${place}"`;
		if (cell === undefined) return bare ? `<c${at}/>` : '';
		if (typeof cell === 'number') return `<c${at}><v>${cell}</v></c>`;
		if (typeof cell === 'object')
			return `<c${at}${styleOf(cell.format)}${cell.type ? ` t="${cell.type}"` : ''}>${cell.inside}</c>`;
		if (!shared) return `<c${at} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
		strings.push(cell);
		return `<c${at} t="s"><v>${strings.length - 1}</v></c>`;
	};
	const sheet = rows
		.map((cells, index) => {
			const number = firstRow + index;
			const inside = cells?.map((cell, place) => xmlOf(cell, `${letters(place)}${number}`)).join('');
			return inside === undefined ? '' : `<row${bare ? '' : ` r="${number}"`}>${inside}</row>`;
		})
		.join('');
	const named = [...(hiddenBefore ? ['Lists'] : []), 'Rows', ...after];
	const files: Record<string, string> = {
		'xl/workbook.xml': `<workbook><workbookPr${options.dates1904 ? ' date1904="1"' : ''}/><sheets>${named
			.map((name, index) => {
				const state = name === 'Lists' ? ' state="hidden"' : '';
				return `<sheet name="${name}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
			})
			.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships>${named
			.map(
				(_, index) => `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
			)
			.join('')}</Relationships>`,
		'xl/styles.xml': `<styleSheet><numFmts>${formats
			.map(
				(format, index) =>
					`<numFmt numFmtId="${164 + index}" formatCode="${escaped(format).replaceAll('"', '&quot;')}"/>`,
			)
			.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
			.map((_, index) => `<xf numFmtId="${164 + index}" applyNumberFormat="1"/>`)
			.join('')}</cellXfs></styleSheet>`,
		...(shared && {
			'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
		}),
	};
	named.forEach((name, index) => {
		const data = name === 'Rows' ? sheet : '';
		files[`xl/worksheets/sheet${index + 1}.xml`] =
			`<worksheet><cols><col min="1" max="2"/></cols><sheetData>${data}</sheetData></worksheet>`;
	});
	const withPrefix = (xml: string) => (prefix ? xml.replace(/(<\/?)(?=\w)/g, `$1${prefix}:`) : xml);
	return zip(
		Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, `<?xml version="1.0"?>${withPrefix(xml)}`])),
	);
}

/** A zip archive of texts, compressed as Excel does it. */
export function zip(files: Record<string, string>): Buffer {
	const locals: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [path, text] of Object.entries(files)) {
		const content = Buffer.from(text);
		const packed = deflateRawSync(content);
		const name = Buffer.from(path);
		const facts = Buffer.alloc(26);
		facts.writeUInt16LE(20, 0);
		facts.writeUInt16LE(8, 4);
		facts.writeUInt32LE(crcOfZlib(content), 10);
		facts.writeUInt32LE(packed.length, 14);
		facts.writeUInt32LE(content.length, 18);
		facts.writeUInt16LE(name.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, name, packed]);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, place, name]));
		locals.push(local);
		offset += local.length;
	}
	const entries = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(directory.length, 8);
	end.writeUInt16LE(directory.length, 10);
	end.writeUInt32LE(entries.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, entries, end]);
}

/** The files in an archive that `zip` made; throws where it is none. */
export function unzip(archive: Buffer): Record<string, Buffer> {
	const files: Record<string, Buffer> = {};
	let at = 0;
	while (archive.readUInt32LE(at) === 0x04034b50) {
		const packed = archive.readUInt32LE(at + 18);
		const length = archive.readUInt16LE(at + 26);
		const begin = at + 30 + length;
		const path = archive.subarray(at + 30, begin).toString();
		files[path] = inflateRawSync(archive.subarray(begin, begin + packed));
		at = begin + packed;
	}
	return files;
}
