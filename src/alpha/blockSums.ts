/** Returns of variants of a strategy, summed over consecutive blocks of bars: all that the method reads of them. */
export interface BlockSums {
  blocks: number;
  /** The first bar of each block, and behind the last one the end. */
  edges: number[];
  /** Variants x blocks. */
  sum: Float64Array;
  sumSquares: Float64Array;
}

/** 16 blocks make 12,870 splits. */
export const MOST_BLOCKS = 16;

/** Room for the sums of `variants` series of returns, of which the bars from `first` up to `end` count. */
export function emptyBlockSums(
  variants: number,
  first: number,
  end: number,
  blocks = MOST_BLOCKS,
): BlockSums {
  const size = variants * blocks;
  return {
    blocks,
    edges: Array.from({ length: blocks + 1 }, (_, b) =>
      Math.floor(first + ((end - first) * b) / blocks),
    ),
    sum: new Float64Array(size),
    sumSquares: new Float64Array(size),
  };
}

/** Writes the sums of one variant. */
export function sumBlocks(sums: BlockSums, variant: number, barReturn: Float64Array): void {
  for (let b = 0; b < sums.blocks; b++) {
    let [sum, sumSquares] = [0, 0];
    for (let t = sums.edges[b]!; t < sums.edges[b + 1]!; t++) {
      sum += barReturn[t]!;
      sumSquares += barReturn[t]! * barReturn[t]!;
    }
    sums.sum[variant * sums.blocks + b] = sum;
    sums.sumSquares[variant * sums.blocks + b] = sumSquares;
  }
}
