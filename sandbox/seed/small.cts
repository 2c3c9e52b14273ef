import type { Account } from '../account.cts';
import { type Definition, insert } from '../resource.cts';
import { contracts, recurrences } from '../resources/agreements.cts';
import { invoices, quotations, sums } from '../resources/billing.cts';
import { tasks, timeline } from '../resources/office.cts';
import { activities, users } from '../resources/people.cts';
import { customers, equipment, geocode, sites } from '../resources/places.cts';
import { partRequests, parts } from '../resources/stock.cts';
import type { Row } from '../types.cts';
import { seedJob } from './jobs.cts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const people = [
	['Jean', 'Dupont', 'jean', ['North'], ['Plumber']],
	['Marie', 'Leroy', 'marie', ['South', 'Cooling'], ['Electrician']],
	['Paul', 'Bernard', 'paul', ['South'], ['Plumber', 'Electrician']],
] as const;

const places = [
	['Boulangerie Martin', '12 rue de la Paix', '75002', 'Paris'],
	['Hôtel du Parc', '3 avenue Foch', '69006', 'Lyon'],
	['Garage Moreau', '48 route de Nantes', '35000', 'Rennes'],
	['École Jules Ferry', '7 place de la République', '59000', 'Lille'],
	['Clinique Saint-Luc', '21 boulevard Carnot', '31000', 'Toulouse'],
] as const;

const goods = [
	['P-100', 'Filter 20 cm', '12.50', false],
	['P-200', 'Valve 1/2"', '24.90', false],
	['P-300', 'Circulation pump', '189.00', true],
	['P-400', 'Thermostat', '79.00', true],
	['S-100', 'Working hour', '65.00', false],
] as const;

/** About five records of each kind, always the same but for the day. */
export function seedSmall(account: Account, today: number): void {
	const at = today - 30 * DAY;
	const add = (definition: Definition, values: object): Row =>
		insert(definition, account, { createdAt: at, ...values });
	const technicians = people.map(([firstName, lastName, login, teams, skilledTrades], index) =>
		add(users, {
			...{ firstName, lastName, login, teams: [...teams], skilledTrades: [...skilledTrades] },
			email: `${login}@sandbox.example`,
			phone: `06 12 00 00 0${index + 1}`,
			language: 'FR',
		}),
	);
	const clients = places.map(([name, addressStreet, addressZIP, addressCity], index) => {
		const address = `${addressStreet}, ${addressZIP} ${addressCity}, France`;
		const where = { address, addressStreet, addressZIP, addressCity, addressCountry: 'France' };
		const contact = {
			contactFirstName: 'Camille',
			contactLastName: `Petit${index + 1}`,
			contactEmail: `contact${index + 1}@customer.example`,
			contactPhone: `01 40 00 00 0${index + 1}`,
		};
		const more = { ...where, ...contact, position: geocode(address), tags: ['sandbox'] };
		const stamps = { createdAt: at + index * HOUR, modifiedAt: at + index * HOUR };
		return add(customers, { name, myId: `C-${index + 1}`, ...more, ...stamps });
	});
	const yards = clients.map(({ id, name, ...client }, index) =>
		add(sites, {
			...{ name: `${name}, main building`, myId: `S-${index + 1}`, customer: id, tags: ['sandbox'] },
			...pick(client, 'address', 'addressStreet', 'addressZIP', 'addressCity', 'addressCountry', 'position'),
			contactLastName: client.contactLastName,
			contactPhone: client.contactPhone,
		}),
	);
	const machines = yards.map((site, index) =>
		add(equipment, {
			name: `Boiler ${index + 1}`,
			myId: `E-${index + 1}`,
			customer: site.customer,
			site: site.id,
			tags: ['sandbox'],
		}),
	);
	const spare = insert({ store: 'partCategories', fields: {} }, account, { name: 'Spare parts', createdAt: at });
	const stock = goods.map(([reference, name, price, isSerializable]) =>
		add(parts, {
			...{ reference, name, price, isSerializable, isTracked: !reference.startsWith('S'), tax: 1 },
			type: reference.startsWith('S') ? 'service' : 'part',
			category: spare.id,
			minQuantity: 5,
		}),
	);
	const [main, van] = account.stores.depots.all();
	main.stock = {
		[stock[0].id]: { quantity: 40, serials: [] },
		[stock[1].id]: { quantity: 25, serials: [] },
		[stock[2].id]: { quantity: 2, serials: ['PU-001', 'PU-002'] },
	};
	van.stock = { [stock[0].id]: { quantity: 3, serials: [] } };
	const types = account.stores.jobTypes.all();
	const plans: Array<[string, number | null, number]> = [
		['created', null, 0],
		['scheduled', today + 9 * HOUR, 0],
		['synchronized', today + 33 * HOUR, 0],
		['completed', today - 39 * HOUR, 2],
		['validated', today - 63 * HOUR, 1],
	];
	const work = plans.map(([status, start, photos], index) =>
		seedJob(account, {
			...{ status, start, photos, customer: clients[index], site: yards[index], equipment: machines[index] },
			description: `Visit ${index + 1}`,
			myId: `J-${index + 1}`,
			type: types[index % types.length],
			technician: start === null ? null : technicians[index % technicians.length],
			createdAt: today - (5 - index) * DAY - 2 * DAY,
			parts: photos > 0 ? [{ id: stock[0].id, quantity: photos, serialNumbers: null }] : [],
		}),
	);
	const lines = [
		{
			...{ description: 'Filter 20 cm', partReference: 'P-100', quantity: '2', unitPrice: '12.50' },
			...{ discountPercent: '0', subTotal: '25.00', taxRate: '20.00', taxAmt: '5.00', total: '30.00' },
		},
	];
	for (const [index, status] of ['draft', 'new', 'sent', 'paid'].entries()) {
		const num = index + 1;
		const paid = status === 'paid' ? { paidAt: today - DAY, paymentDate: today - DAY } : {};
		const job = { customer: clients[index].id, site: yards[index].id, job: work[index].id };
		const text = { num, reference: `${num}_Invoice`, description: `Visit ${num}`, status };
		add(invoices, { ...text, ...job, ...paid, lines, ...sums(lines) });
	}
	const quote = { num: 1, reference: '1_Quotation', description: 'New boiler', customer: clients[0].id };
	add(quotations, { ...quote, status: 'sent', lines, ...sums(lines) });
	add(contracts, {
		...{ num: account.stores.contracts.next('num'), name: 'Full service', customer: clients[0].id },
		...{ start: '2024-01-01', end: '2030-12-31', hours: 2400 },
		equipment: [{ id: machines[0].id }],
		jobTypes: [{ id: types[1].id, sla: 'Standard' }],
		sla: [{ name: 'Standard', tto: 60, tts: 240, ttr: 480 }],
	});
	add(recurrences, {
		...{ num: 1, description: 'Yearly maintenance', customer: clients[1].id, site: yards[1].id },
		...{ type: types[1].id, dateStart: today - 20 * DAY, frequencyLevel: 'year', days: '2' },
		createdBy: account.owner().id,
	});
	const user = technicians[0].id;
	add(tasks, { content: 'Call back about the offer', dateDue: today + 2 * DAY, customer: clients[0].id, user });
	add(timeline, { type: 'call', title: 'Asked for an offer', customer: clients[0].id, user });
	add(activities, { activityType: 1, dateStart: today - 15 * HOUR, dateEnd: today - 14 * HOUR, user });
	add(partRequests, { source: main.id, destination: van.id, user, part: stock[0].id, quantity: 5 });
}

const pick = (row: Record<string, any>, ...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, row[name]]));
