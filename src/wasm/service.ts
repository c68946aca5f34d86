/** The work of one thread of the pool, without the thread. */
import { nowMs } from '../simulation/clock';
import { tallyReturns } from '../simulation/tally';
import { KernelInstance } from './instance';
import type { Answer, Question, Reply } from './protocol';

const ALIVE_EVERY_MS = 1000;

/** Answers questions by `post`, whose second argument lists the buffers to hand over. */
export function createService(
  post: (reply: Reply, transfer: Transferable[]) => void,
): (question: Question) => void {
  let instance: KernelInstance | undefined;
  let lastSignMs = 0;

  const sayAlive = (): void => {
    if (nowMs() - lastSignMs < ALIVE_EVERY_MS) return;
    lastSignMs = nowMs();
    post({ kind: 'alive' }, []);
  };

  const fill = (first: number, returns: Float32Array): number => {
    const start = nowMs();
    lastSignMs = start;
    opened(instance).fill(first, returns, sayAlive);
    return nowMs() - start;
  };

  const answer = (question: Question): [Answer, Transferable[]] => {
    switch (question.kind) {
      case 'start':
        instance = new KernelInstance(question.module);
        return [undefined, []];
      case 'open':
        opened(instance).open(question.model);
        return [undefined, []];
      case 'returns': {
        const { range, shared } = question;
        const returns = shared ? new Float32Array(shared) : new Float32Array(range.count);
        const computeMs = fill(range.first, returns);
        return [{ returns, computeMs }, shared ? [] : [returns.buffer as ArrayBuffer]];
      }
      case 'tally': {
        const { range, plan } = question;
        const returns = new Float32Array(range.count);
        const computeMs = fill(range.first, returns);
        const start = nowMs();
        const tally = tallyReturns(returns, range, plan);
        const reduceMs = nowMs() - start;
        const lists = [tally.bins, tally.keptReturns, tally.keptPaths];
        return [{ tally, computeMs, reduceMs }, lists.map((list) => list.buffer as ArrayBuffer)];
      }
    }
  };

  return (question) => {
    try {
      const [answered, transfer] = answer(question);
      post({ kind: 'answer', answer: answered }, transfer);
    } catch (error) {
      post({ kind: 'failed', message: String(error) }, []);
    }
  };
}

function opened(instance: KernelInstance | undefined): KernelInstance {
  if (!instance) throw new Error('The worker was not started.');
  return instance;
}
