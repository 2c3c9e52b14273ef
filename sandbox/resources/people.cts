import type { Account } from '../account.cts';
import { parseLocal } from '../dates.cts';
import { badRequest } from '../errors.cts';
import { customFields, group, moment, plain, plains, ref, stamp, type Field } from '../fields.cts';
import { shownAs } from '../list.cts';
import { isBlank } from '../references.cts';
import { type Definition, type Handlers, identify, show, standardHandlers } from '../resource.cts';
import type { Row } from '../types.cts';
import { geocode } from './places.cts';

/** Names of teams that exist. */
const teamNames: Field = {
	...plain([]),
	read: (names: string[], { account }) => {
		for (const name of names) {
			if (account.stores.teams.filter((row) => row.name === name).length === 0) {
				throw badRequest(`teams: there is no team "${name}"`);
			}
		}
		return names;
	},
};

export const users: Definition = {
	store: 'users',
	fields: {
		...plains('firstName', 'lastName', 'login', 'phone'),
		profile: plain('technician'),
		email: plain(),
		language: plain('EN'),
		password: { ...plain(), show: () => undefined },
		teams: teamNames,
		skilledTrades: plain([]),
		startLocation: group(plains('fullAddress', 'latitude', 'longitude')),
		lastLocation: {
			empty: () => null,
			show: (stored, row, account) => stored && { ...stored, datetime: moment().show(stored.datetime, row, account) },
		},
		customFieldValues: customFields('user'),
		deleted: stamp((row) => row.deletedAt),
		lastConnection: { ...moment(), read: undefined },
		lastSynchronization: { ...moment(), read: undefined },
		timezone: plain('Romance Standard Time'),
		isSubcontractor: plain(false),
	},
	findDeleted: true,
	beforeSave: (account, patch, row, body) => {
		if (row && account.reads('user-password') === 'needed' && isBlank(body.password))
			throw badRequest('password is needed');
		if (!row && !patch.login) throw badRequest('A new user needs a login');
		const start = patch.startLocation;
		if (start?.fullAddress && !start.latitude) Object.assign(start, geocode(start.fullAddress));
	},
	beforeDelete: (account, row) => {
		if (row === account.owner()) throw badRequest('The owner of the account cannot be deleted');
	},
	listed: shownAs,
	filters: {
		teamId: (id, { stores }) => {
			const name = stores.teams.get(id)?.name;
			return (row) => row.teams.includes(name);
		},
		teamName: (name) => (row) => row.teams.includes(name),
		skilledTrade: (name) => (row) => row.skilledTrades.includes(name),
	},
};

/** Activities show users by first and last name (section "Activities"). */
const person: Field = {
	...ref('users'),
	show: (stored, _, { stores }) => {
		const row = stores.users.get(stored);
		if (!row) return null;
		const { id, login, firstName, lastName } = row;
		return { id, login, firstName, lastName };
	},
};

export const activities: Definition = {
	store: 'activities',
	fields: {
		activityType: ref('activityTypes'),
		note: plain(),
		dateStart: moment(),
		dateEnd: moment(),
		distance: plain(),
		user: person,
		team: ref('teams'),
	},
	links: { user: 'users', team: 'teams', activityType: 'activityTypes' },
	beforeSave: (account, patch, row) => {
		const next = { ...row, ...patch };
		for (const name of ['activityType', 'dateStart', 'dateEnd']) {
			if (next[name] === undefined || next[name] === null) {
				throw badRequest(`An activity needs ${name}`);
			}
		}
		if (next.dateEnd < next.dateStart) throw badRequest('dateEnd lies before dateStart');
		const category = account.stores.activityTypes.get(next.activityType)?.category;
		if (next.team && category !== 'unavail') {
			throw badRequest('Only an absence can be entered for a whole team');
		}
		if (!next.team && !next.user) patch.user = account.owner().id;
	},
	filters: {
		startDate: (value, account, name) => {
			const at = parseLocal(value, zoneOf(account), name);
			return (row) => row.dateEnd >= at;
		},
		endDate: (value, account, name) => {
			const at = parseLocal(value, zoneOf(account), name);
			return (row) => row.dateStart <= at;
		},
		activityType_category: (value: string, account) => {
			const absence = account.reads('unavailability-word');
			const wanted = value === absence ? 'unavail' : value === 'unavail' ? undefined : value;
			return (row) => typeOf(account, row)?.category === wanted;
		},
	},
	sorts: {
		startDate: (row) => row.dateStart,
		endDate: (row) => row.dateEnd,
		activityType_name: (row, account) => typeOf(account, row)?.name,
		user_login: (row, { stores }) => stores.users.get(row.user)?.login,
	},
};

/** In which its filters are read. */
const zoneOf = (account: Account): string => (account.reads('activity-dates-zone') === 'utc' ? 'utc' : account.zone);

const typeOf = ({ stores }: Account, row: Row) => stores.activityTypes.get(row.activityType);

const listActivities = standardHandlers('activity', activities).activity_list;

export const peopleHandlers: Handlers = {
	activity_list: (account, call) => {
		const { startDate, endDate } = call.query;
		if (isBlank(startDate) !== isBlank(endDate)) throw badRequest('startDate and endDate require each other');
		return listActivities(account, call);
	},
	user_details: (account, call) => {
		const shown = show(users, account, identify(users, account, call, true)[0]);
		if (call.query.phoneFormat !== 'intl' || !shown.phone) return shown;
		return { ...shown, phone: String(shown.phone).replace(/^0/, '+33 ') };
	},
};
