import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const PYTHON = 'python3';

/** numpyBook.py, kept running: a book (JSON) in, a timing out. Without numpy, every timing says that it is missing. */
export function startNumpy() {
  if (spawnSync(PYTHON, ['-c', 'import numpy']).status !== 0) {
    return { time: async () => ({ missing: 'python3 has no numpy.' }), close: () => {} };
  }
  const child = spawn(PYTHON, ['tests/bench/numpyBook.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    time: async (book) => {
      child.stdin.write(`${book}\n`);
      const { value, done } = await answers.next();
      return done ? { missing: 'numpy ended early.' } : JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
