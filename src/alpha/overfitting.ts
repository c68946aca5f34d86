/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: Bailey, Borwein, Lopez de Prado &
 * Zhu, "The probability of backtest overfitting" (Journal of Computational Finance 20, 2017).
 */
import { failure, success, type Result } from '../result';
import { emptyBlockSums, MOST_BLOCKS, sumBlocks, type BlockSums } from './blockSums';

export interface Overfitting {
  /** That the best variant of one half of the blocks is not above the median in the other half. */
  probability: number;
  /** That it loses money there. */
  probabilityOfLoss: number;
  /** Of each split, ln(rank / (1 - rank)) with the relative rank in the other half; 0 at the median. */
  logits: Float64Array;
}

const PROGRESS_EVERY = 16;

/** Of series of returns of the same bars, cut into `splits` blocks, an even number. */
export function probabilityOfBacktestOverfitting(
  barReturns: Float64Array[],
  splits = MOST_BLOCKS,
): Result<Overfitting> {
  const bars = barReturns[0]?.length ?? 0;
  const problem = check(splits, barReturns.length, bars);
  if (problem) return problem;
  const other = barReturns.findIndex(({ length }) => length !== bars);
  if (other >= 0) {
    return bad(`Variant ${other} has ${barReturns[other]!.length} bars, the first has ${bars}.`);
  }
  const sums = emptyBlockSums(barReturns.length, 0, bars, splits);
  for (const [i, returns] of barReturns.entries()) sumBlocks(sums, i, returns);
  const steps = crossValidating(sums);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Yields the share done. Every choice of half the blocks is tried against the others. */
export function* crossValidating(sums: BlockSums): Generator<number, Result<Overfitting>> {
  const variants = sums.sum.length / sums.blocks;
  const problem = check(sums.blocks, variants, sums.edges[sums.blocks]! - sums.edges[0]!);
  if (problem) return problem;
  const inside = new Float64Array(variants);
  const outside = new Float64Array(variants);
  const logits: number[] = [];
  let losses = 0;
  const judge = (chosenBy: Float64Array, judgedBy: Float64Array): void => {
    const best = indexOfLargest(chosenBy);
    const rank = relativeRank(judgedBy, best);
    logits.push(Math.log(rank / (1 - rank)));
    if (judgedBy[best]! < 0) losses++;
  };
  const halves = choicesOfHalf(sums.blocks);
  for (const [i, mask] of halves.entries()) {
    sharpeOfHalves(sums, mask, inside, outside);
    judge(inside, outside);
    judge(outside, inside);
    if (i % PROGRESS_EVERY === 0) yield i / halves.length;
  }
  return success({
    probability: logits.filter((logit) => logit <= 0).length / logits.length,
    probabilityOfLoss: losses / logits.length,
    logits: Float64Array.from(logits),
  });
}

/** Of each variant, the Sharpe ratio a bar over the blocks of the mask, and over the others; 0 where nothing was traded. */
function sharpeOfHalves(
  { blocks, edges, sum, sumSquares }: BlockSums,
  mask: number,
  inside: Float64Array,
  outside: Float64Array,
): void {
  let insideBars = 0;
  for (let b = 0; b < blocks; b++) if ((mask >> b) & 1) insideBars += edges[b + 1]! - edges[b]!;
  const outsideBars = edges[blocks]! - edges[0]! - insideBars;
  for (let v = 0, at = 0; v < inside.length; v++) {
    let [in1, in2, out1, out2] = [0, 0, 0, 0];
    for (let b = 0; b < blocks; b++, at++) {
      if ((mask >> b) & 1) {
        in1 += sum[at]!;
        in2 += sumSquares[at]!;
      } else {
        out1 += sum[at]!;
        out2 += sumSquares[at]!;
      }
    }
    inside[v] = ratio(in1, in2, insideBars);
    outside[v] = ratio(out1, out2, outsideBars);
  }
}

function ratio(sum: number, sumSquares: number, count: number): number {
  const mean = sum / count;
  const variance = sumSquares / count - mean * mean;
  return variance > 0 ? mean / Math.sqrt(variance) : 0;
}

/** Masks of half the blocks, the first block always among them: the other halves are their complements. */
function choicesOfHalf(blocks: number): number[] {
  const masks: number[] = [];
  for (let mask = 1; mask < 1 << blocks; mask += 2) {
    let chosen = 0;
    for (let rest = mask; rest > 0; rest &= rest - 1) chosen++;
    if (chosen === blocks / 2) masks.push(mask);
  }
  return masks;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** The rank among all, equals sharing theirs, over one more than their number: inside (0, 1). */
function relativeRank(values: Float64Array, index: number): number {
  const own = values[index]!;
  let [below, equal] = [0, 0];
  for (const value of values) {
    if (value < own) below++;
    else if (value === own) equal++;
  }
  return (below + (equal + 1) / 2) / (values.length + 1);
}

function check(blocks: number, variants: number, bars: number): Result<never> | undefined {
  if (!(blocks % 2 === 0 && blocks >= 2 && blocks <= MOST_BLOCKS)) {
    return bad(`"splits" must be an even number from 2 to ${MOST_BLOCKS}.`, 'splits');
  }
  if (variants < 2) return bad('Overfitting needs at least two variants to choose from.');
  if (bars >= 2 * blocks) return undefined;
  return bad(`${blocks} blocks need two bars each. Take fewer blocks or more bars.`);
}

function bad(message: string, where = 'barReturns'): Result<never> {
  return failure('badInput', message, where);
}
