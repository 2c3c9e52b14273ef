import fc from 'fast-check';
import { InputError } from '../../nodes/shared/schema/errors';
import { toResponseError } from '../../nodes/shared/http/requestErrors';
import type { HttpResponse } from '../../nodes/shared/http/response';
import type { Field, Identifier, Json, Operation, Resource } from '../../nodes/shared/schema/define';
import type { Session } from '../../nodes/shared/http/session';
import { addressOf } from '../../nodes/shared/http/exchange';
import { toRequest } from '../../nodes/shared/request/toRequest';
import { outSmartPortal } from '../../nodes/OutSmartPortal/service';
import { outSmartResources } from '../../nodes/OutSmartPortal/resources';
import { synchroteam } from '../../nodes/Synchroteam/service';
import { synchroteamResources } from '../../nodes/Synchroteam/resources';
import { withSandbox } from '../engine/cases.cts';
import { locator } from '../engine/engine.cts';

/** Whatever is typed names exactly what it names, or brings a sentence; and no secret comes out again. */

const CASES = Number(process.env.FUZZ_CASES ?? 2000);
const BASE = 'http://127.0.0.1:4010/api';

/** Text with everything that has a meaning somewhere: addresses, expressions, JSON, directions, halves of characters. */
const odd = [
	'/',
	'..',
	'.',
	'../..',
	'%2e%2e',
	'%',
	'&',
	'=',
	'?',
	'#',
	';',
	'+',
	' ',
	'\u0000',
	'\r\n',
	'\ud800',
	'\udc00',
	'\u202e',
	'"',
	"'",
	'\\',
	'<script>',
	'{{ 1 }}',
	'${x}',
	'$&',
	'=1',
	'null',
	'undefined',
	'[object Object]',
	'0',
	'-1',
	'1e3',
	'007',
	'９',
	'@',
	':',
	'//evil.example',
	'é',
	'e\u0301',
	'😀',
	'__proto__',
	'constructor',
];
const text = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }),
	fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
	fc.constantFrom(...odd),
	fc.array(fc.constantFrom(...odd), { maxLength: 5 }).map((parts) => parts.join('')),
	fc.integer({ min: -5, max: 1e9 }).map(String),
);
const zones = { account: 'Europe/Paris', workflow: 'Europe/Paris' };
const all = [...synchroteamResources, ...outSmartResources];
type Place = { resource: Resource; operation: Operation };
const places: Place[] = all.flatMap((resource) =>
	Object.values(resource.operations).map((operation) => ({ resource, operation })),
);

/** What a server reads out of the address. */
function received(address: string) {
	const url = new URL(address);
	return {
		host: url.host,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		count: [...url.searchParams].length,
		hash: url.hash,
	};
}

/** The sentence that came instead; anything else that is thrown is a defect. */
function sentenceOf<T>(make: () => T): T | InputError {
	try {
		return make();
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		expect(error.message).not.toBe('');
		expect(error.advice).not.toBe('');
		return error;
	}
}
const session = { base: BASE } as Session;

test(`locators: ${CASES} of them`, () => {
	const named = places.filter(
		({ operation }) => operation.by?.length && (operation.verb === 'GET' || operation.verb === 'DELETE'),
	);
	const cases = fc
		.constantFrom(...named)
		.chain((place) => fc.tuple(fc.constant(place), fc.constantFrom(...place.operation.by!), text));
	let reached = 0;
	fc.assert(
		fc.property(cases, ([{ resource, operation }, by, given]) => {
			const target = resource.record;
			const value = operation.idIn === 'path' ? given : locator(by, given);
			const request = sentenceOf(() => {
				const made = toRequest(resource, operation, (name) => (name === target.name ? value : undefined), zones);
				return { made, got: received(addressOf(session, made)) };
			});
			if (request instanceof InputError) return;
			reached++;
			const { made, got } = request;
			expect(got.host).toBe('127.0.0.1:4010');
			expect(got.hash).toBe('');
			if (operation.idIn === 'path') {
				expect(got.path.startsWith(`/api${operation.path.split('{')[0]}`)).toBe(true);
				expect(decodeURIComponent(got.path.slice(`/api${operation.path.split('{')[0]}`.length))).toBe(given);
			} else {
				expect(got.path).toBe(`/api${operation.path}`);
				expect(got.count).toBe(Object.keys(made.query).length);
				expect(got.query[by]).toBe(target.by[by] === 'integer' ? String(Number(given)) : given);
			}
		}),
		{ numRuns: CASES, seed: 11 },
	);
	expect(reached).toBeGreaterThan(CASES / 4);
}, 120_000);

test(`filters: ${CASES} of them`, () => {
	const filtered = places.flatMap(({ resource, operation }) =>
		Object.entries(operation.filters ?? {}).map(([key, field]) => ({ resource, operation, key, field })),
	);
	const modesOf = (field: Field): readonly Identifier[] =>
		field.kind === 'reference' ? (field.modes ?? (Object.keys(field.to.by) as Identifier[])) : ['id'];
	const cases = fc
		.constantFrom(...filtered)
		.chain((filter) => fc.tuple(fc.constant(filter), fc.constantFrom(...modesOf(filter.field)), text));
	let reached = 0;
	fc.assert(
		fc.property(cases, ([{ resource, operation, key, field }, by, given]) => {
			const filters = { [key]: field.kind === 'reference' ? locator(by, given) : given };
			const parameters: Record<string, unknown> = { returnAll: true, [`${resource.name}Filters`]: filters };
			const request = sentenceOf(() => {
				const made = toRequest(resource, operation, (name) => parameters[name], zones);
				return { made, got: received(addressOf(session, made)) };
			});
			if (request instanceof InputError) return;
			const { made, got } = request;
			expect(got.host).toBe('127.0.0.1:4010');
			expect(got.path).toBe(`/api${operation.path}`);
			expect(got.query).toEqual(
				Object.fromEntries(Object.entries(made.query).map(([name, value]) => [name, String(value)])),
			);
			const [sent] = Object.values(made.query);
			if (field.kind === 'text' && given.trim() !== '') expect(sent).toBe(given);
			const isLeftOpen = operation.shown?.includes(key) && given.trim() === '';
			if (isLeftOpen) expect(sent).toBeUndefined();
			else if (field.kind === 'reference') expect(sent).toBe(field.to.by[by] === 'integer' ? Number(given) : given);
			if (sent !== undefined) reached++;
		}),
		{ numRuns: CASES, seed: 12 },
	);
	expect(reached).toBeGreaterThan(CASES / 10);
}, 120_000);

test('in the body the identifier stands as it was given', () => {
	const named = places.filter(
		({ operation }) =>
			operation.by?.length &&
			operation.verb === 'POST' &&
			operation.idIn === 'body' &&
			!operation.required &&
			!operation.shape &&
			!operation.wrap &&
			!operation.bodyList,
	);
	const cases = fc
		.constantFrom(...named)
		.chain((place) => fc.tuple(fc.constant(place), fc.constantFrom(...place.operation.by!), text));
	fc.assert(
		fc.property(cases, ([{ resource, operation }, by, given]) => {
			const target = resource.record;
			const parameters: Record<string, unknown> = {
				[target.name]: locator(by, given),
				'options.checkFirst': false,
				[`${resource.name}Fields`]: {},
			};
			const request = sentenceOf(() => toRequest(resource, operation, (name) => parameters[name], zones));
			if (request instanceof InputError) return;
			const sent = JSON.parse(JSON.stringify(request.body)) as Record<string, Json>;
			expect(sent[by]).toBe(target.by[by] === 'integer' ? Number(given) : given);
		}),
		{ numRuns: CASES / 5, seed: 13 },
	);
}, 60_000);

test('secrets that come back in an answer are hidden', () => {
	const secret = fc
		.array(fc.constantFrom(...'abcdefXYZ0123456789!$&+/=%é'), { minLength: 16, maxLength: 40 })
		.map((characters) => characters.join(''));
	fc.assert(
		fc.property(
			secret,
			text,
			text,
			fc.constantFrom(301, 400, 401, 403, 404, 409, 422, 500, 503),
			fc.boolean(),
			(key, before, behind, status, outSmart) => {
				const service = outSmart ? outSmartPortal : synchroteam;
				const basic = Buffer.from(`someone:${key}`).toString('base64');
				const credentials = { apiKey: key, password: key, domain: 'someone' };
				const told = `${before} ${key} Authorization: Basic ${basic} ${encodeURIComponent(key)} ${behind}`;
				const answer: HttpResponse = {
					status,
					headers: {
						location: `https://someone:${encodeURIComponent(key)}@elsewhere.example/?key=${encodeURIComponent(key)}`,
					},
					body: { error: told, message: told, errors: { field: [told] } },
				};
				const caller = { getNode: () => ({ name: 'Node', type: 'test', parameters: {} }) };
				const error = toResponseError(
					{ service, credentials, base: BASE, caller } as unknown as Session,
					{ verb: 'GET', path: '/x', query: {} },
					answer,
					false,
				);
				const everything = [
					error.message,
					error.description,
					...error.messages,
					error.stack,
					...Object.values(error.context),
					...Object.values(error.errorResponse ?? {}),
				]
					.map(String)
					.join('\n');
				for (const hidden of [key, encodeURIComponent(key), basic]) expect(everything).not.toContain(hidden);
			},
		),
		{ numRuns: CASES / 5, seed: 14 },
	);
}, 60_000);

test('names in the sandbox: each reaches every record of that name and no other', async () => {
	const service = await withSandbox();
	try {
		const names = fc.sample(
			text.filter(
				(each) => each.trim() !== '' && !/[\ud800-\udfff]/u.test(each) && each.length < 200 && !each.includes('\u0000'),
			),
			{ numRuns: 250, seed: 15 },
		);
		const kept = names.filter((each) => {
			try {
				service.sandbox.state.customers.create({ name: each });
				return true;
			} catch {
				return false;
			}
		});
		const bearers = new Map<string, number[]>();
		for (const { id, name } of service.sandbox.state.customers.all())
			bearers.set(name as string, [...(bearers.get(name as string) ?? []), id as number]);
		const { items } = await service.run(
			'customer',
			'get',
			{ customer: locator('name', '={{ $json.name }}'), output: 'raw' },
			{ items: kept.map((name) => ({ name })), onError: 'continueRegularOutput' },
		);
		expect(items).toHaveLength(kept.length);
		for (const [index, { json }] of items.entries()) {
			if (json.error) expect(String(json.error)).toMatch(/^(Customer|There is no|The|No) /);
			else expect(bearers.get(kept[index])).toContain(json.id);
		}
		expect(items.filter(({ json }) => !json.error).length).toBeGreaterThan(kept.length * 0.9);
		expect(JSON.stringify(items)).not.toContain(service.credentials.synchroteam.apiKey);
	} finally {
		await service.sandbox.close();
	}
}, 60_000);
