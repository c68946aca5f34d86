/**
 * Where everything lies, in bytes. Sizes are those of the largest model: 256 assets, 252 steps.
 *
 * A "group" is 8 paths in two vectors of 4 lanes, one lane a path: one u32 or f32 of each path, 32 bytes.
 */
export const VECTOR = 16;
export const GROUP = 2 * VECTOR;
export const GROUP_PATHS = 8;
export const MAX_ASSETS = 256;
export const MAX_STEPS = 252;
/** Paths made in one call: their returns stay in the first-level cache. */
export const SLICE_PATHS = 4096;
/** Blocks of 4 normals that one table holds. */
export const MAX_BLOCKS = (MAX_ASSETS * MAX_STEPS) / 4;
/** Normals drawn at once for books of few assets, in blocks. */
export const BATCH_BLOCKS = 16;

/** 10 pairs of u32: the keys of Philox's rounds. */
export const ROUND_KEYS = memory.data(80, VECTOR);
/** MAX_BLOCKS x 4 u32: what the first rounds make of a block's number, whatever the path. */
export const BLOCK_WORDS = memory.data(MAX_BLOCKS * 16, VECTOR);
/** 2 groups of u32: what the first rounds make of the paths' numbers, whatever the block. */
export const PATH_WORDS = memory.data(2 * GROUP, VECTOR);
/** Groups of f32: normals drawn and not yet used, in order. A step's leftover, then a step's or a batch's draws. */
export const NORMALS = memory.data((MAX_ASSETS + 4 * BATCH_BLOCKS) * GROUP, GROUP);
/** Groups of f32: the excess growth of the portfolio (daily) or of each asset (held). */
export const GROWTH = memory.data(MAX_ASSETS * GROUP, VECTOR);

/** f32, written by the host: weights, N. */
export const WEIGHTS = memory.data(MAX_ASSETS * 4, VECTOR);
/** f32, written by the host: mean simple daily returns, N. */
export const MEAN = memory.data(MAX_ASSETS * 4, VECTOR);
/** f32, written by the host: the portfolio's loadings on the normals, N. */
export const LOADINGS = memory.data(MAX_ASSETS * 4, VECTOR);
/**
 * f32, written by the host: the lower triangular factor by bands of 4 rows, a band column by column: the 4 entries of
 * column 0, of column 1, ... up to the band's last row; 0 above the diagonal and below the last asset.
 */
export const FACTOR = memory.data(((MAX_ASSETS * (MAX_ASSETS + 4)) / 2) * 4, VECTOR);
/** f32, read by the host: SLICE_PATHS returns, or normals. */
export const OUTPUT = memory.data(SLICE_PATHS * 4, VECTOR);
