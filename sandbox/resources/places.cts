import { computed, customFields, plain, plains, position, ref, stamp, type Field } from '../fields.cts';
import { contains, equals, since } from '../list.cts';
import type { Account } from '../account.cts';
import { guidOf } from '../account.cts';
import type { Definition } from '../resource.cts';
import type { Row } from '../types.cts';

export const addressParts = [
	'addressStreet',
	'addressComplement',
	'addressZIP',
	'addressCity',
	'addressProvince',
	'addressCountry',
] as const;

/** Address and coordinates, of customers, sites, jobs and recurrences. */
export const addressFields: Record<string, Field> = {
	...plains('address', ...addressParts),
	position: position(),
};

/** A stand-in for geocoding: the same address always lies at the same place, somewhere in France. */
export function geocode(address: string): { latitude: string; longitude: string } {
	const hash = parseInt(guidOf(address).slice(0, 8), 16);
	return {
		latitude: (43.5 + ((hash % 6000) / 6000) * 6).toFixed(6),
		longitude: (-1 + ((Math.floor(hash / 6000) % 8000) / 8000) * 8).toFixed(6),
	};
}

function split(address: string): Partial<Row> {
	const pieces = address.split(',').map((piece) => piece.trim());
	const [, zip, city] = /^(\S*\d\S*)\s+(.+)$/.exec(pieces[1] ?? '') ?? [];
	return {
		addressStreet: pieces[0],
		addressZIP: zip ?? null,
		addressCity: city ?? pieces[1] ?? null,
		addressCountry: pieces.length > 2 ? pieces[pieces.length - 1] : null,
	};
}

function join(parts: Partial<Row>): string {
	const town = [parts.addressZIP, parts.addressCity].filter(Boolean).join(' ');
	return [parts.addressStreet, town, parts.addressProvince, parts.addressCountry].filter(Boolean).join(', ');
}

/** Fills parts from the whole or the whole from the parts, and the position (section "Positions"). */
export function completeAddress(_: Account, patch: Partial<Row>, row: Row | null): void {
	const parts = addressParts.some((name) => patch[name] !== undefined);
	if (patch.address === undefined && !parts) return;
	if (patch.address && !parts) Object.assign(patch, split(patch.address));
	patch.address ??= join({ ...row, ...patch });
	const geocoding = patch.geocoding ?? row?.geocoding ?? true;
	if (patch.position === undefined && geocoding) {
		patch.position = patch.address ? geocode(patch.address) : null;
	}
}

/** The page that the company's customers see. */
export const publicLink = (kind: string): Field =>
	computed((row, account) => `${account.base}/${kind}/${guidOf(`${kind} ${row.id}`)}`);

export const dates = {
	dateCreated: stamp((row) => row.createdAt),
	dateModified: stamp((row) => row.modifiedAt),
};

const contact = plains('contactPhone', 'contactMobile', 'contactEmail', 'contactFax');

/** What customers, sites and equipment have in common. */
const common = {
	filters: {
		changedSince: since('modifiedAt'),
		name: contains('name'),
		email: equals('contactEmail'),
		active: (value: unknown) => (row: Row) => value === 'any' || row.active === value,
	},
	sorts: {
		dateModified: (row: Row) => row.modifiedAt,
		dateCreated: (row: Row) => row.createdAt,
	},
	// Active records only, unless asked for the others.
	listed: (row: Row, { active = true }: Record<string, any>) =>
		row.deletedAt === null && (active === 'any' || row.active === active),
};

export const customers: Definition = {
	...common,
	store: 'customers',
	fields: {
		...plains('myId', 'name'),
		...addressFields,
		...plains('contactFirstName', 'contactLastName'),
		...contact,
		...plains('vatNumber'),
		publicLink: publicLink('Customer'),
		customFieldValues: customFields('customer'),
		tags: plain([]),
		...dates,
		active: plain(true),
	},
	identifiers: { email: (row) => row.contactEmail },
	beforeSave: completeAddress,
	answers: {
		undelete: ['customersDeleted', 'isDeleted'],
		activate: ['customersActivated', 'isActivated'],
		desactivate: ['customersDesactivated', 'isDesactivated'],
	},
};

export const sites: Definition = {
	...common,
	store: 'sites',
	fields: {
		...plains('myId', 'name'),
		...addressFields,
		...plains('contactName', 'contactFirstName', 'contactLastName'),
		...contact,
		publicLink: publicLink('Site'),
		customer: ref('customers'),
		customFieldValues: customFields('site'),
		tags: plain([]),
		...dates,
		active: plain(true),
	},
	links: { customer: 'customers' },
	beforeSave: (account, patch, row) => {
		completeAddress(account, patch, row);
		if (!row) patch.tags ??= tagsOf(account, patch);
	},
	answers: {
		undelete: ['SitesUnDeleted', 'isUnDeleted'],
		activate: ['SitesActivated', 'isActivated'],
		desactivate: ['SitesDesactivated', 'isDesactivated'],
	},
};

export const equipment: Definition = {
	...common,
	store: 'equipment',
	fields: {
		...plains('myId', 'name'),
		publicLink: publicLink('Equipment'),
		customer: ref('customers'),
		site: ref('sites'),
		customFieldValues: customFields('equipment'),
		tags: plain([]),
		...dates,
		active: plain(true),
	},
	links: { customer: 'customers', site: 'sites' },
	beforeSave: (account, patch, row) => {
		followPlaces(account, patch);
		if (!row) patch.tags ??= tagsOf(account, patch);
	},
	answers: {
		undelete: ['EquipmentsUnDeleted', 'isUnDeleted'],
		activate: ['EquipmentsActivated', 'isActivated'],
		desactivate: ['EquipmentsDesactivated', 'isDesactivated'],
	},
};

/** New records inherit the tags of the site, else of the customer. */
export function tagsOf({ stores }: Account, { site, customer }: Partial<Row>): string[] {
	const from = stores.sites.get(site) ?? stores.customers.get(customer);
	return [...(from?.tags ?? [])];
}

/** A piece of equipment implies its site, a site its customer. */
export function followPlaces({ stores }: Account, patch: Partial<Row>): void {
	const machine = stores.equipment.get(patch.equipment);
	if (machine) {
		patch.site ??= machine.site;
		patch.customer ??= machine.customer;
	}
	const site = stores.sites.get(patch.site);
	if (site) patch.customer ??= site.customer;
}
