/** What the pool asks of `workers/wasm.worker.ts`, and what it answers: one answer a question, in order. */
import type { PathRange } from '../simulation/kernel';
import type { PathModel } from '../simulation/model';
import type { Tally, TallyPlan } from '../simulation/tally';

interface Dialogue {
  start: { question: { module: WebAssembly.Module }; answer: undefined };
  open: { question: { model: PathModel }; answer: undefined };
  /** Returns go into `shared` where it is given (4 bytes a path), else into an array that is transferred. */
  returns: {
    question: { range: PathRange; shared?: SharedArrayBuffer };
    answer: { returns: Float32Array; computeMs: number };
  };
  tally: {
    question: { range: PathRange; plan: TallyPlan };
    answer: { tally: Tally; computeMs: number; reduceMs: number };
  };
}

export type Kind = keyof Dialogue;
export type QuestionOf<K extends Kind> = { kind: K } & Dialogue[K]['question'];
export type AnswerOf<K extends Kind> = Dialogue[K]['answer'];
export type Question = { [K in Kind]: QuestionOf<K> }[Kind];
export type Answer = AnswerOf<Kind>;

/** `alive` comes about once a second during long work. */
export type Reply =
  { kind: 'alive' } | { kind: 'answer'; answer: Answer } | { kind: 'failed'; message: string };
