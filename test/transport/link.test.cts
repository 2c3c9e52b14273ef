import { checkedLink } from '../../nodes/shared/http/link';

/** Which links in a response are read at all. */

const SERVICE = 'https://ws.synchroteam.com/api/v3';
const SANDBOX = 'http://127.0.0.1:4010/api/v3';

test.each([
	'https://files.example.com/photo.jpg?sig=a%2Fb',
	'https://8.8.8.8/photo.jpg',
	'https://[2606:4700::1111]/x',
	'https://files.example.com:8443/x',
])('%s is read', (url) => {
	expect(checkedLink(url, SERVICE)).toBe(url);
	expect(checkedLink(url, SANDBOX)).toBe(url);
});

test.each([
	'http://files.example.com/photo.jpg',
	'ftp://files.example.com/x',
	'file:///etc/passwd',
	'https://user:secret@files.example.com/x',
	'https://files.example.com@evil.example/x',
	'https://localhost/x',
	'https://LOCALHOST./x',
	'https://n8n/x',
	'https://db.internal/x',
	'https://printer.local/x',
	'https://host.docker.internal/x',
	'https://127.0.0.1/x',
	'https://127.1/x',
	'https://2130706433/x',
	'https://0x7f000001/x',
	'https://0177.0.0.1/x',
	'https://0.0.0.0/x',
	'https://10.1.2.3/x',
	'https://100.64.0.1/x',
	'https://169.254.169.254/latest/meta-data',
	'https://172.16.0.1/x',
	'https://192.168.1.1./x',
	'https://224.0.0.1/x',
	'https://256.1.1.1/x',
	'https://[::1]/x',
	'https://[::ffff:127.0.0.1]/x',
	'https://[::ffff:7f00:1]/x',
	'https://[fd00::1]/x',
	'https://[fe80::1]/x',
	'https://[2002:7f00:1::]/x',
	'https://[64:ff9b::7f00:1]/x',
	'https://１２７.0.0.1/x',
	'https://a b.example/x',
	'https://files.example.com\\@127.0.0.1/x',
	'//files.example.com/x',
	'/x',
	'',
	`https://files.example.com/${'a'.repeat(10_000)}`,
])('%s is not read', (url) => {
	expect(checkedLink(url, SERVICE)).toBeUndefined();
	expect(checkedLink(url, SANDBOX)).toBeUndefined();
});

test('plain http to this machine only where the service is on it', () => {
	expect(checkedLink('http://127.0.0.1:9/x', SANDBOX)).toBe('http://127.0.0.1:9/x');
	expect(checkedLink('http://127.0.0.1:9/x', SERVICE)).toBeUndefined();
	expect(checkedLink('http://10.0.0.1/x', SANDBOX)).toBeUndefined();
});

test('a redirect is an address of its own, or one below the same host', () => {
	const from = 'https://files.example.com/a/b?c';
	expect(checkedLink('/d', SERVICE, from)).toBe('https://files.example.com/d');
	expect(checkedLink('//other.example/d', SERVICE, from)).toBe('https://other.example/d');
	expect(checkedLink('//127.0.0.1/d', SERVICE, from)).toBeUndefined();
	expect(checkedLink('http://other.example/d', SERVICE, from)).toBeUndefined();
});
