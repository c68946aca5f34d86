/** Installs the packages where they are missing or older than the lockfile. Plain Node: nothing is installed yet. */
import { execSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const INSTALLED = 'node_modules/.package-lock.json';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ASTRA Lab needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const isCurrent =
  existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync('package-lock.json').mtimeMs;
if (!isCurrent) execSync('npm ci --no-audit --no-fund', { stdio: 'inherit' });
