import {
	createServer as createHttpServer,
	request as httpRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';

/** Servers that stand between a node and the sandbox. All listen on 127.0.0.1 and close with `close`. */

/** A certificate of nobody, for 127.0.0.1; it protects nothing. */
const tls = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgh3K1/Tiy8mT7Ld8c
Y5LPn7c8LGTwAPMqtO/g6WSrgG+hRANCAASAIfnRpvBxtP2M4RyEtChOFWSOJ6Gy
zGDHPM/4oDLhT2QBNdYWWKXdn7WNCyfEOlR4clVOtVpi2B995+F+6pZM
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIUHdTtea4ED8suxlFwfT57KPILItEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNTAwMDYyNVoYDzIxMjYxMTAx
MDAwNjI1WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASAIfnRpvBxtP2M4RyEtChOFWSOJ6GyzGDHPM/4oDLhT2QBNdYWWKXd
n7WNCyfEOlR4clVOtVpi2B995+F+6pZMo2QwYjAdBgNVHQ4EFgQUXtJ1PVN80Qp+
dtT92c4GsscM6uwwHwYDVR0jBBgwFoAUXtJ1PVN80Qp+dtT92c4GsscM6uwwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQDYFm7Ur6hXMlgQZsE3hTijy2Upp5UydquJ/rKQHNtMigIhAI1osfBjGSxg0RGQ
7sNzjU4e7QjV4qx6PnhETFkuzIV4
-----END CERTIFICATE-----`,
};

const here = (server: { address(): AddressInfo | string | null }) =>
	`127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Hands a request on. */
function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse) {
	const { hostname, port } = new URL(target);
	const onward = httpRequest(
		{ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
		(answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		},
	);
	onward.on('error', () => outgoing.destroy());
	incoming.pipe(onward);
}

/** The service behind a certificate that nobody signed. */
export async function withCertificate(target: string) {
	const server = createHttpsServer(tls, (incoming, outgoing) => forward(target, incoming, outgoing));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return { url: `https://${here(server)}`, close: () => void server.close() };
}

/** A proxy for plain http, both ways in which clients use one; notes what passed it. */
export async function asProxy() {
	const passed: string[] = [];
	const server = createHttpServer((incoming, outgoing) => {
		const { origin, pathname, search } = new URL(incoming.url ?? '');
		passed.push(`${String(incoming.headers['proxy-authorization'] ?? '')} ${pathname}`.trim());
		incoming.url = pathname + search;
		forward(origin, incoming, outgoing);
	});
	server.on('connect', (incoming: IncomingMessage, socket) => {
		passed.push(`${String(incoming.headers['proxy-authorization'] ?? '')} ${incoming.url}`.trim());
		const [host, port] = String(incoming.url).split(':');
		const onward = connect(Number(port), host, () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		onward.on('error', () => socket.destroy());
		socket.on('error', () => onward.destroy());
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return { address: here(server), passed, close: () => void server.close() };
}
