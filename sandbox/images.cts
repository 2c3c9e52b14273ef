import { deflateSync } from 'node:zlib';
import { type Account, guidOf } from './account.cts';

/** A photo on a job. Its picture is made from its key, so nothing but this is kept. */
export interface Photo {
	key: string;
	fileName: string;
	comment: string | null;
	iteration: number;
}

/** Where the picture can be downloaded without credentials. */
export const photoUrl = (account: Account, photo: Photo): string => `${account.base}/app/Photo/Download/${photo.key}`;

/** The picture: a PNG or JPEG as the file name says, another one for every key. */
export const photoBytes = ({ key, fileName }: Photo): Buffer => (fileName.endsWith('.png') ? png(key) : jpeg(key));

export const photoType = ({ fileName }: Photo): string => (fileName.endsWith('.png') ? 'image/png' : 'image/jpeg');

// 16 by 16 pixels, a gradient.
const gradient = Buffer.from(
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1' +
		'tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk' +
		'pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAwAC/8' +
		'QAFRABAQAAAAAAAAAAAAAAAAAAAgD/xAAVAQEBAAAAAAAAAAAAAAAAAAABAv/EABYRAAMAAAAAAAAAAAAAAAAAAAAC' +
		'A//aAAwDAQACEQMRAD8A0DMDQM4NNagiH//Z',
	'base64',
);

/** A JPEG that carries the text as its comment. */
function jpeg(text: string): Buffer {
	const comment = Buffer.from(text);
	const head = Buffer.from([0xff, 0xfe, 0, 0]);
	head.writeUInt16BE(comment.length + 2, 2);
	return Buffer.concat([gradient.subarray(0, 2), head, comment, gradient.subarray(2)]);
}

/** A PNG of 16 by 16 pixels in a pattern that depends on the text. */
function png(text: string): Buffer {
	const size = 16;
	const seed = Buffer.from(guidOf(text).replace(/-/g, ''), 'hex');
	const rows = Array.from({ length: size }, (_, y) => {
		const row = Buffer.alloc(1 + size * 3);
		for (let x = 0; x < size; x += 1) {
			const at = (x >> 2) + (y >> 2) * 4;
			row.set([seed[at], seed[(at + 5) % 16], seed[(at + 11) % 16]], 1 + x * 3);
		}
		return row;
	});
	const header = Buffer.alloc(13);
	header.writeUInt32BE(size, 0);
	header.writeUInt32BE(size, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type), data]);
	const length = Buffer.alloc(4);
	const sum = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

// zlib.crc32 came with Node 22; the package still runs on 20.
function crc32(data: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of data) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return (crc ^ 0xffffffff) >>> 0;
}
