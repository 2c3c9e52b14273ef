/** `npm run pictures`: tries the editor as `npm run test:e2e` does, and takes the pictures of the documentation on the way. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.PICTURES = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'pictures');
process.argv.push('--only', 'editor');
await import('./run.mjs');
