import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const SCRIPT = 'tests/bench/inventory/peers.py';
const INTERPRETERS = [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter(Boolean);

/** The first interpreter ($PYTHON, python3, the system's) that has the package, and its version; undefined where none has. */
export function findPeer(name) {
  for (const interpreter of INTERPRETERS) {
    const { status, stdout } = spawnSync(interpreter, [SCRIPT, 'versions'], { encoding: 'utf8' });
    const version = status === 0 ? JSON.parse(stdout)[name] : undefined;
    if (version !== undefined) return { interpreter, version };
  }
  return undefined;
}

/** peers.py, kept running: a question in, an answer out. */
export function startPeer(interpreter) {
  const child = spawn(interpreter, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${interpreter} ended early.`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
