// `npm run demo`: the nodes in n8n's engine against the sandbox, without a server or an editor.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './prepare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { status } = spawnSync(process.execPath, ['--require', 'tsx/cjs', 'scripts/demo.cts'], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
