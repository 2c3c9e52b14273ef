import { locator, runNode } from './engine.cts';

/**
 * Runs in a process of its own: attaches a file of so many bytes, or downloads the photos of a job, and tells the most
 * memory that the process ever had. Arguments: address of the service, what to do, size of the file.
 */
async function main([url, action, size]: string[]) {
	const credentials = { domain: 'sandbox', apiKey: 'key', timeZone: 'Europe/Paris', baseUrl: url };
	const file = () => ({
		data: { data: Buffer.alloc(Number(size), 7).toString('base64'), mimeType: 'application/pdf', fileName: 'big.pdf' },
	});
	const { error, items } =
		action === 'upload'
			? await runNode({
					parameters: { resource: 'attachment', operation: 'create', attachTo: 'general' },
					items: [{ json: {}, binary: file() }],
					credentials,
				})
			: await runNode({
					parameters: { resource: 'job', operation: 'getPhotos', job: locator('num', 1), download: true },
					credentials,
				});
	process.stdout.write(
		JSON.stringify({
			error: error?.message,
			length: items[0]?.binary?.data.data.length,
			peak: process.resourceUsage().maxRSS * 1024,
		}),
	);
	process.exit(0);
}

void main(process.argv.slice(2));
