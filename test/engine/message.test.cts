import { locator } from './engine.cts';
import { testTable } from './table.cts';

const jean = expect.objectContaining({ id: 2, login: 'jean' });

testTable('message', [
	{
		operation: 'send',
		by: 'login',
		parameters: {
			title: '={{ $json.title }}',
			message: 'Come home',
			priority: 'high',
			users: { values: [{ id: locator('id', ''), login: 'jean' }] },
		},
		items: [{ title: 'one' }, { title: 'two' }],
		sends: ['one', 'two'].map((title) => [
			'POST /message/send',
			{},
			{ title, message: 'Come home', priority: 'high', users: [{ login: 'jean' }] },
		]),
		gives: [{ title: 'one', priority: 'high', users: [jean] }, { title: 'two' }],
	},
	{
		operation: 'send',
		by: 'the list and ID',
		parameters: {
			message: 'x',
			users: {
				values: [
					{ id: locator('list', 2), login: '' },
					{ id: locator('id', '3'), login: '' },
				],
			},
		},
		sends: [['POST /message/send', {}, { message: 'x', users: [{ id: 2 }, { id: 3 }] }]],
		gives: [{ message: 'x', users: [jean, expect.objectContaining({ login: 'marie' })] }],
	},
	{
		operation: 'send',
		by: 'an array by expression',
		parameters: { message: 'x', options: { usersJson: '={{ $json.users }}' } },
		items: [{ users: [{ login: 'jean' }] }],
		sends: [['POST /message/send', {}, { message: 'x', users: [{ login: 'jean' }] }]],
		gives: [{ users: [jean] }],
	},
	{
		operation: 'send',
		by: 'nobody',
		parameters: { message: 'x' },
		sends: [],
		error: 'Recipients is empty',
	},
]);
