/** How much of a study is done unasked. */

/** Series up to here are studied as soon as the section is in view: a few seconds of one core. Bars. */
export const SHORT_SERIES_BARS = 10_000;
