import { Faker, base, en, fr } from '@faker-js/faker';
import type { Account } from '../account.cts';
import { type Definition, insert } from '../resource.cts';
import { contracts, recurrences } from '../resources/agreements.cts';
import { attachments, tasks, timeline } from '../resources/office.cts';
import { activities, users } from '../resources/people.cts';
import { customers, equipment, geocode, sites } from '../resources/places.cts';
import { partRequests, parts } from '../resources/stock.cts';
import type { Row } from '../types.cts';
import { seedBilling } from './billing.cts';
import { seedJob } from './jobs.cts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const makes = ['Vaillant', 'Viessmann', 'De Dietrich', 'Daikin', 'Atlantic', 'Saunier Duval'];
const kinds = ['boiler', 'heat pump', 'cold room', 'air conditioner', 'ventilation unit', 'water heater'];
const troubles = [
	'No hot water since this morning',
	'Yearly maintenance',
	'Water under the boiler',
	'Display shows a code and the unit stops',
	'Noise in the evening',
	'Replace the circulation pump',
	'Put the new unit into service',
	'Cold room does not go below 6 degrees',
	'Filter change',
	'Check after a power cut',
];
const goods = ['Filter', 'Valve', 'Pump', 'Thermostat', 'Sensor', 'Fan', 'Gasket', 'Pipe', 'Relay', 'Compressor'];

/**
 * A heating and cooling company of believable size: 260 customers, 420 sites, 640 pieces of equipment, 1,240 jobs over
 * half a year, 160 parts, 130 invoices and what belongs to them. The same in every run but for the day.
 */
export function seedCompany(account: Account, today: number): void {
	const faker = new Faker({ locale: [fr, en, base], seed: 20_260_101 });
	const { helpers, number } = faker;
	const pick = <T,>(all: readonly T[]): T => helpers.arrayElement(all);
	const int = (min: number, max: number): number => number.int({ min, max });
	const past = (): number => today - int(30, 380) * DAY + int(8, 18) * HOUR;
	const add = (definition: Definition, values: object): Row => {
		const createdAt = past();
		return insert(definition, account, { createdAt, ...values });
	};
	const address = () => {
		const street = faker.location.streetAddress();
		const zip = faker.location.zipCode();
		const city = faker.location.city();
		const whole = `${street}, ${zip} ${city}, France`;
		return {
			...{ address: whole, addressStreet: street, addressZIP: zip, addressCity: city },
			...{ addressCountry: 'France', position: geocode(whole) },
		};
	};
	const contact = () => {
		const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
		const login = faker.helpers.slugify(`${firstName}.${lastName}`).toLowerCase();
		return {
			...{ contactFirstName: firstName, contactLastName: lastName },
			contactEmail: `${login}@customer.example`,
			contactPhone: faker.phone.number({ style: 'national' }),
			contactMobile: faker.phone.number({ style: 'national' }),
		};
	};
	const tags = () => helpers.arrayElements(['restaurant', 'school', 'housing', 'hotel', 'clinic'], int(0, 2));
	const fieldIds = (objectType: string) =>
		account.stores.customFields.filter((row) => row.objectType === objectType).map(({ id }) => id);
	const [zone, since, key] = fieldIds('customer');
	const [serial, installed, power] = fieldIds('equipment');

	const technicians = Array.from({ length: 14 }, (_, at) => {
		const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()];
		const team = ['North', 'South', 'Cooling'][at % 3];
		const trades = helpers.arrayElements(['Plumber', 'Electrician', 'Refrigeration'], int(1, 2));
		const login = helpers.slugify(`${firstName[0]}${lastName}${at}`).toLowerCase();
		return add(users, {
			...{ firstName, lastName, login, teams: [team], skilledTrades: trades, language: 'FR' },
			...{ email: `${login}@sandbox.example`, phone: faker.phone.number({ style: 'national' }) },
			profile: at < 12 ? 'technician' : 'manager',
			lastConnection: today - int(1, 40) * HOUR,
			lastLocation: { ...geocode(login), datetime: today - int(1, 10) * HOUR },
			isSubcontractor: at === 11,
		});
	});
	const field = technicians.slice(0, 12);

	const clients = Array.from({ length: 260 }, (_, at) =>
		add(customers, {
			...{ name: faker.company.name(), myId: `C-${1001 + at}`, ...address(), ...contact(), tags: tags() },
			vatNumber: `FR${int(10, 99)}${int(100_000_000, 999_999_999)}`,
			customFieldValues: {
				[zone]: pick(['A1', 'A2', 'B1', 'B4']),
				[since]: `20${int(10, 24)}-0${int(1, 9)}-1${int(0, 9)}`,
				[key]: pick(['0', '0', '1']),
			},
			active: at % 20 !== 19,
		}),
	);
	const yards = Array.from({ length: 420 }, (_, at) => {
		const owner = clients[at % clients.length];
		return add(sites, {
			...{ name: `${owner.name} ${owner.addressCity} ${1 + Math.floor(at / 260)}`, myId: `S-${2001 + at}` },
			...{ customer: owner.id, ...address(), ...contact(), tags: owner.tags },
		});
	});
	const machines = Array.from({ length: 640 }, (_, at) => {
		const site = yards[at % yards.length];
		return add(equipment, {
			...{ name: `${pick(makes)} ${pick(kinds)} ${int(100, 999)}`, myId: `E-${3001 + at}` },
			...{ customer: site.customer, site: site.id, tags: site.tags },
			customFieldValues: {
				[serial]: faker.string.alphanumeric({ length: 10, casing: 'upper' }),
				[installed]: `20${int(10, 24)}-0${int(1, 9)}-2${int(0, 8)}`,
				[power]: String(int(2, 60)),
			},
		});
	});

	const groups = ['Heating', 'Cooling', 'Water', 'Electrical', 'Work'].map((name) =>
		add({ store: 'partCategories', fields: {} }, { name }),
	);
	const stock = Array.from({ length: 160 }, (_, at) => {
		const service = at >= 150;
		return add(parts, {
			name: service ? `Work, rate ${at - 149}` : `${goods[at % goods.length]} ${pick(makes)} ${int(10, 99)}`,
			reference: service ? `S-${at - 149}` : `P-${String(at + 1).padStart(4, '0')}`,
			price: service ? `${45 + at - 150}.00` : faker.commerce.price({ min: 2, max: 600 }),
			...{ isTracked: !service, isSerializable: !service && at % 10 === 3, minQuantity: int(2, 10) },
			...{ category: groups[service ? 4 : at % 4].id, tax: 1, type: service ? 'service' : 'part' },
			status: at % 25 === 24 ? 'inactive' : 'active',
		});
	});
	const depots = account.stores.depots.all();
	for (const [index, depot] of depots.entries()) {
		const kept = stock.filter((part, at) => part.isTracked && (index === 0 || at % 4 === index));
		depot.stock = Object.fromEntries(
			kept.map((part) => {
				const quantity = part.isSerializable ? 3 : int(index === 0 ? 5 : 0, index === 0 ? 80 : 6);
				const serials = part.isSerializable
					? Array.from({ length: 3 }, (_, n) => `${part.reference}-${index}${n}`)
					: [];
				return [part.id, { quantity, serials }];
			}),
		);
	}

	const types = account.stores.jobTypes.all();
	const work = Array.from({ length: 1240 }, (_, at) => {
		// From half a year ago to a month ahead; one in thirty has no date yet.
		const day = Math.floor((at / 1240) * 212) - 180;
		const planned = at % 30 !== 29;
		const start = planned ? today + day * DAY + int(7, 16) * HOUR + pick([0, 0.25, 0.5]) * HOUR : null;
		const status = !planned
			? 'created'
			: day >= 0
				? pick(['scheduled', 'scheduled', 'synchronized'])
				: pick(['validated', 'validated', 'validated', 'completed', 'completed', 'cancelled']);
		const machine = machines[at % machines.length];
		const done = status === 'completed' || status === 'validated';
		const use = helpers.arrayElements(stock.slice(0, 150), int(1, 3));
		return seedJob(account, {
			...{ status, start, description: pick(troubles), myId: at % 3 === 0 ? `J-${5001 + at}` : null },
			customer: account.stores.customers.get(machine.customer)!,
			site: account.stores.sites.get(machine.site)!,
			equipment: machine,
			type: pick(types),
			technician: planned ? pick(field) : null,
			hours: int(1, 4),
			createdAt: Math.min(today - HOUR, today + (day - int(3, 20)) * DAY),
			photos: done ? int(0, 3) : 0,
			parts: done
				? use.map(({ id, isSerializable, reference }) => ({
						...{ id, quantity: isSerializable ? 1 : int(1, 4) },
						serialNumbers: isSerializable ? [`${reference}-X${at}`] : null,
					}))
				: [],
		});
	});
	seedBilling(
		account,
		faker,
		work.filter((row) => row.status === 'validated'),
		clients,
		today,
	);

	for (const client of clients.slice(0, 40)) {
		add(contracts, {
			...{ num: account.stores.contracts.next('num'), name: `Full service ${client.name}` },
			...{ customer: client.id, start: '2025-01-01', end: '2028-12-31', hours: 60 * int(10, 80) },
			jobTypes: [{ id: types[1].id, sla: 'Standard' }],
			sla: [{ name: 'Standard', tto: 60, tts: 480, ttr: 2880 }],
		});
	}
	for (const [at, site] of yards.slice(0, 60).entries()) {
		add(recurrences, {
			...{ num: account.stores.recurrences.next('num'), description: 'Yearly maintenance' },
			...{ customer: site.customer, site: site.id, type: types[1].id, createdBy: account.owner().id },
			...{ dateStart: today - int(30, 300) * DAY, frequencyLevel: at % 2 ? 'year' : 'month' },
			isClosed: at % 12 === 11,
		});
	}
	const anybody = () => pick(technicians).id;
	for (const client of clients.slice(0, 80)) {
		const content = pick(['Call back', 'Send the offer', 'Order spare parts', 'Plan the visit']);
		const dateDue = today + int(-10, 20) * DAY + 9 * HOUR;
		const category = pick(['followup', 'email', 'meeting', 'rappel']);
		add(tasks, { content, dateDue, customer: client.id, user: anybody(), category });
		const title = pick(['Asked for an offer', 'Complained about the delay', 'Confirmed the date']);
		add(timeline, { type: pick(['call', 'note', 'email']), title, customer: client.id, user: anybody() });
	}
	for (const row of work.slice(0, 50)) {
		const link = `https://files.example/${row.num}.pdf`;
		add(attachments, { name: `Plan of job ${row.num}`, isExternalLink: true, link, job: row.id });
	}
	for (let at = 0; at < 150; at += 1) {
		const dateStart = today - int(1, 60) * DAY + int(7, 15) * HOUR;
		add(activities, { activityType: int(1, 2), dateStart, dateEnd: dateStart + HOUR, user: pick(field).id });
	}
	for (let at = 0; at < 30; at += 1) {
		const part = stock[at * 4].isSerializable ? stock[0] : stock[at * 4];
		const destination = depots[1 + (at % 3)].id;
		const more = { isUrgent: at % 5 === 0, isComplete: at % 3 === 0 };
		add(partRequests, {
			source: depots[0].id,
			destination,
			user: anybody(),
			part: part.id,
			quantity: int(1, 3),
			...more,
		});
	}
}
