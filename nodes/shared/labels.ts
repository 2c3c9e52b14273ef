import type { Mode } from './define';

const labels: Record<Mode, string> = {
	list: 'From List',
	id: 'ID',
	myId: 'Own ID',
	num: 'Number',
	name: 'Name',
	email: 'Email',
	reference: 'Reference',
	login: 'Login',
};

/** What the panel calls an identifier of the API, e.g. "Own ID" for `myId`. */
export const labelOf = (mode: string): string => labels[mode as Mode] ?? mode;
