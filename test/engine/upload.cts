import { runNode } from './engine.cts';

/**
 * Runs in a process of its own: attaches a file of so many bytes and tells the most memory that the process ever had.
 * Arguments: address of the service, size of the file.
 */
async function main([url, size]: string[]) {
	const binary = { data: { data: Buffer.alloc(Number(size), 7).toString('base64'), mimeType: 'application/pdf', fileName: 'big.pdf' } };
	const { error } = await runNode({
		parameters: { resource: 'attachment', operation: 'create' }, items: [{ json: {}, binary }],
		credentials: { domain: 'sandbox', apiKey: 'key', timeZone: 'Europe/Paris', baseUrl: url },
	});
	process.stdout.write(JSON.stringify({ error: error?.message, bytes: process.resourceUsage().maxRSS * 1024 }));
	process.exit(0);
}

void main(process.argv.slice(2));
