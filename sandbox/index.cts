import { type Dialect, toDialect } from '../contract/guesses/index.cts';
import { loadContract } from '../contract/load.cts';
import { Account, guidOf } from './account.cts';
import { serveAdmin } from './admin.cts';
import { Clock } from './clock.cts';
import { clockAhead, outSmartError, outSmartLogin, synchroteamError, synchroteamLogin } from './answers.cts';
import { Crm } from './crm.cts';
import { setDialect } from './dialect.cts';
import { Faults } from './faults.cts';
import { listen, read, server, write } from './http.cts';
import { photoBytes, photoType } from './images.cts';
import { Limits, portalLimits, synchroteamLimits } from './limits.cts';
import { move } from './resources/jobLife.cts';
import { report } from './resources/jobReport.cts';
import { handlers, storeNames } from './resources/index.cts';
import { outSmartHandlers } from './resources/outSmart.cts';
import { Routes } from './routes.cts';
import { seed } from './seed/index.cts';
import { Service } from './service.cts';
import { type CallOperation, makeState, type State } from './state.cts';
import type { ApiAnswer, ApiRequest, RequestLog, SandboxOptions, SeedName, ServiceName, Settings } from './types.cts';

export type { Fault, RequestLog, SandboxOptions, SeedName, Settings } from './types.cts';
export { ApiError } from './errors.cts';
export type { State } from './state.cts';

export const credentials = {
	domain: 'sandbox',
	apiKey: '00000000-1111-2222-3333-444444444444',
	portalName: 'DemoPortal',
	username: 'portal@example.com',
	password: 'sandbox-password',
} as const;

/** What a technician's device does with a job. */
export interface DeviceAction {
	status?: string;
	report?: Array<{
		nmCategory: string;
		nmItem: string;
		value?: string;
		iteration?: number;
		comment?: string;
		issue?: string;
	}>;
	photos?: Array<{ fileName: string; comment?: string; iteration?: number }>;
}

export interface Sandbox {
	/** `url` is the address without a path. */
	synchroteam: { url: string; domain: string; apiKey: string };
	outSmart: { url: string; portalName: string; username: string; password: string };
	crm: { url: string };
	/** Every request that the two services saw, in order. */
	requests: RequestLog[];
	state: State;
	clock: Clock;
	faults: Faults;
	/** Can be changed at any time. */
	settings: Settings;
	/** How the account reads what the documents leave open. Can be changed at any time. */
	dialect: Partial<Dialect>;
	/** An operation of the contract without HTTP, limits and log. @throws ApiError */
	call: CallOperation;
	/** A request without a socket, with everything else: log, faults, limits. */
	handle(service: ServiceName, request: Partial<ApiRequest>): Promise<ApiAnswer>;
	/** Lets a technician's device act on a job, named by its id. @throws ApiError */
	device(job: string, action: DeviceAction): void;
	/** Back to the start: records, settings, limits, faults, log, clock and CRM. */
	reset(seed?: SeedName): Promise<void>;
	close(): Promise<void>;
}

let routes: Promise<Record<ServiceName, Routes>> | undefined;

/** The endpoints of both services; read once per process. */
const loadRoutes = () =>
	(routes ??= loadContract().then(({ synchroteam, outSmartPortal }) => ({
		synchroteam: new Routes(synchroteam),
		outSmart: new Routes(outSmartPortal),
	})));

/** Starts both services and "your CRM" on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const settings: Settings = {
		timeZone: options.timeZone ?? 'Europe/Paris',
		rateLimit: options.rateLimit === undefined ? 120 : options.rateLimit,
		quota: options.quota === undefined ? 10_000 : options.quota,
		unknownKeys: options.unknownKeys ?? 'refuse',
		visibilityDelayMs: options.visibilityDelayMs ?? 0,
		repeatsFirstPage: options.repeatsFirstPage ?? false,
		latencyMs: options.latencyMs ?? 0,
	};
	const atStart = { ...settings };
	const dialect = toDialect({ ...options.dialect });
	const dialectAtStart = { ...dialect };
	const clock = new Clock(options.now);
	const faults = new Faults();
	const requests: RequestLog[] = [];
	const account = new Account(clock, settings, dialect, storeNames);
	const limits = new Limits(clock, () => synchroteamLimits(account));
	const crm = new Crm();
	const known = await loadRoutes();
	const all = { ...handlers, ...outSmartHandlers };
	const shared = { account, handlers: all, faults, log: requests };
	const portal = `/portal-new/${credentials.portalName}/`;
	const services: Record<ServiceName, Service> = {
		synchroteam: new Service({
			...shared,
			name: 'synchroteam',
			routes: known.synchroteam,
			user: credentials.domain,
			password: credentials.apiKey,
			limits,
			error: synchroteamError,
			refusedLogin: synchroteamLogin,
			clockAhead,
		}),
		outSmart: new Service({
			...shared,
			name: 'outSmart',
			routes: known.outSmart,
			user: credentials.username,
			password: credentials.password,
			limits: new Limits(clock, () => portalLimits(account)),
			error: outSmartError,
			refusedLogin: outSmartLogin,
			clockAhead: () => 0,
			knows: (path) => path.startsWith(portal),
		}),
	};
	const call: CallOperation = (operationId, { query = {}, body, path = {} } = {}) => {
		const text = body === undefined ? undefined : JSON.stringify(body);
		const owner = operationId in outSmartHandlers ? known.outSmart : known.synchroteam;
		const places = { portalName: credentials.portalName, ...path };
		const request = owner.request(operationId, places, query, text);
		return all[operationId](account, owner.match(request, { unknownKeys: 'refuse', pages: false }).call);
	};
	const apps = [0, 1, 2].map(() => server(options.logger ?? false));
	const [synchroteam, outSmart, crmApp] = apps;
	synchroteam.all('/*', async (request, reply) => write(reply, await services.synchroteam.handle(read(request))));
	outSmart.all('/*', async (request, reply) => write(reply, await services.outSmart.handle(read(request))));
	serveFiles(synchroteam, account);
	crm.serve(crmApp);
	const sandbox: Sandbox = {
		synchroteam: { url: '', domain: credentials.domain, apiKey: credentials.apiKey },
		outSmart: {
			url: '',
			portalName: credentials.portalName,
			username: credentials.username,
			password: credentials.password,
		},
		crm: { url: '' },
		requests,
		state: makeState(account, call, known.synchroteam.operations),
		clock,
		faults,
		settings,
		dialect,
		call,
		handle: (service, request) =>
			services[service].handle({ method: 'GET', path: '/', query: {}, headers: {}, ...request }),
		device: (id, { status, report: values, photos = [] }) => {
			const job = account.stores.jobs.get(id);
			if (!job) throw new Error(`There is no job ${id}`);
			if (values) report(account, job, values);
			if (photos.length > 0) {
				const taken = photos.map(({ fileName, comment = null, iteration = 0 }, at) => ({
					...{ fileName, comment, iteration },
					key: guidOf(`photo ${id} ${job.photos.length + at}`),
				}));
				const patch = { photos: [...job.photos, ...taken], reportChangedAt: clock.now() };
				account.stores.jobs.change(job, patch);
			}
			if (status) move(account, job, status);
		},
		reset: async (name = options.seed ?? 'company') => {
			clock.reset();
			Object.assign(settings, atStart);
			setDialect(dialect, dialectAtStart);
			account.clear();
			seed(account, name);
			limits.reset();
			faults.clear();
			crm.clear();
			requests.length = 0;
		},
		close: async () => void (await Promise.all(apps.map((app) => app.close()))),
	};
	if (options.admin ?? true) serveAdmin(synchroteam, sandbox);
	seed(account, options.seed ?? 'company');
	try {
		sandbox.synchroteam.url = await listen(synchroteam, options.port ?? 0);
		sandbox.outSmart.url = await listen(outSmart, options.outSmartPort ?? 0);
		sandbox.crm.url = await listen(crmApp, options.crmPort ?? 0);
	} catch (thrown) {
		await sandbox.close();
		throw thrown;
	}
	account.base = sandbox.synchroteam.url;
	return sandbox;
}

/** Files lie under addresses of their own that need no credentials, as the links in answers promise. */
function serveFiles(app: ReturnType<typeof server>, account: Account): void {
	app.get<{ Params: { key: string } }>('/app/Attachment/Download/:key', ({ params }, reply) => {
		const file = account.files.get(params.key);
		if (!file) return reply.code(404).send('Not found');
		const name = encodeURIComponent(file.fileName);
		return reply
			.type(file.mimeType)
			.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
			.send(file.bytes);
	});
	app.get<{ Params: { key: string } }>('/app/Photo/Download/:key', ({ params }, reply) => {
		const all = account.stores.jobs.all().flatMap((job) => job.photos);
		const photo = all.find(({ key }) => key === params.key);
		if (!photo) return reply.code(404).send('Not found');
		return reply.type(photoType(photo)).send(photoBytes(photo));
	});
}
