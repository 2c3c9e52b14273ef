import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that answers anything, with values of an account, and with the login it was given, wherever one can stand. */

/** Each of them is found by itself: no text that the command writes on its own holds it. */
const values = [
	'Zoltan Quxberg', // a name
	'ZQX-77120-K', // an own ID
	'Fnordstrasse 88b',
	'+33 6 98 70 01 55',
	'zoltan@quxberg.example',
	'quxberghaus',
	'1987-03-29 04:51',
	'29/03/1987 04:51:17',
	'29.03.1987',
	'9d8b7c6a-1f2e-4a5b-8c7d-665544332211',
	'99170443',
];
const numbers = [99170443, 48.8719301];

/** What the account's data hold in every writing that the command could show. */
export const plantedValues = [...values, ...numbers.map(String), 'zoltanquxberg', 'zoltan_quxberg'];

/** A login, in every writing in which it may come back. */
export const writingsOf = (login: string[]): string[] =>
	[...login, `${login[0]}:${login[1]}`].flatMap((each) => {
		const base64 = Buffer.from(each).toString('base64');
		return [each, each.trim(), encodeURIComponent(each), base64, base64.replace(/=+$/, '')];
	});

type Draw = (below: number) => number;

/** Numbers by chance, the same for the same seed (mulberry32). */
export function drawer(seed: number): Draw {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) % below);
	};
}

const keys = ['id', 'myId', 'name', 'dateModified', 'dateCreated', 'scheduledStart', 'actualEnd', 'status', 'login'];
const more = [
	'addressCity',
	'phone',
	'email',
	'customer',
	'activityType',
	'dateStart',
	'dateEnd',
	'isActive',
	'position',
];

export class Planted {
	private draw: Draw = drawer(1);
	private logins: string[] = [];
	readonly server = createServer((request, response) => this.answer(request, response));

	/** @param logins what came with the request comes back as well */
	begin(seed: number, logins: string[]): void {
		this.draw = drawer(seed);
		this.logins = logins;
	}

	async listen(): Promise<string> {
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	private one<T>(of: T[]): T {
		return of[this.draw(of.length)];
	}

	private text = (): string => (this.draw(3) ? this.one(values) : this.one(writingsOf(this.logins)));

	private value = (depth = 0): unknown => {
		switch (this.draw(depth > 2 ? 4 : 7)) {
			case 0:
				return this.one(numbers);
			case 1:
				return this.one([null, true, '', '2026-11-25 09:30', 'created', 'scheduled']);
			case 4:
				return this.row(depth + 1);
			case 5:
				return [this.value(depth + 1), this.value(depth + 1)];
			default:
				return this.text();
		}
	};

	/** A row of known keys, and of some that are themselves values which stand in it. */
	private row = (depth = 0): Record<string, unknown> => {
		const odd = this.text();
		return {
			...Object.fromEntries([...keys, ...more].filter(() => this.draw(3)).map((key) => [key, this.value(depth + 1)])),
			...(this.draw(2) && { [odd]: this.value(3), note: odd }),
			...(this.draw(3) === 0 && { ZoltanQuxberg: 1, zoltan_quxberg: 2, comment: 'Zoltan Quxberg' }),
			// A login is one wherever it stands.
			...(this.draw(4) === 0 && { [this.one(writingsOf(this.logins))]: 1 }),
			...(this.draw(4) === 0 && { unheardOf: this.text() }),
		};
	};

	private body(): unknown {
		const rows = () => Array.from({ length: this.draw(6) }, () => this.row());
		switch (this.draw(5)) {
			case 0:
				return rows();
			case 1:
				return { success: true, data: { results: this.one([null, rows(), this.row()]) } };
			case 2:
				return this.row();
			default:
				return { page: 1, pageSize: 100, records: 1, recordsTotal: this.one([2, 7, 99170443]), data: rows() };
		}
	}

	private answer(request: IncomingMessage, response: ServerResponse): void {
		const back = String(request.headers.authorization ?? '').replace(/^Basic /, '');
		const said = `${this.text()} ${back}`;
		const headers: Record<string, string> = {
			'content-type': 'application/json',
			'x-planted': encodeURIComponent(said),
			'www-authenticate': `Basic realm="${encodeURIComponent(said)}"`,
			'set-cookie': `session=${encodeURIComponent(said)}`,
			...(this.draw(5) === 0 && {
				'x-ratelimit-limit': encodeURIComponent(said),
				'retry-after': encodeURIComponent(said),
			}),
		};
		const reply = (status: number, body: string, extra = {}) =>
			response.writeHead(status, 'Zoltan Quxberg', { ...headers, ...extra }).end(body);
		const page = `<!DOCTYPE html><html><head><title>${said}</title></head><body>${said}</body></html>`;
		const refusal = JSON.stringify({ message: said, error: said, errors: { [said]: [said] } });
		switch (this.draw(14)) {
			case 0:
				return void reply(this.one([200, 403, 404]), page, { 'content-type': 'text/html' });
			case 1:
				return void reply(this.one([400, 401, 403, 404, 422]), refusal);
			case 2:
				return void reply(302, '', {
					location: `https://${encodeURIComponent(said)}.example/${encodeURIComponent(said)}`,
				});
			case 3:
				return void reply(200, JSON.stringify(this.body()).slice(0, -3));
			case 4:
				return void reply(this.one([500, 503]), refusal);
			default:
				return void reply(200, JSON.stringify(this.body()));
		}
	}
}
