/** One sentence for someone who has never met the term. */
export const GLOSSARY = {
  'value at risk':
    'The loss that is exceeded in only a small share of periods: at 99 % confidence, in 1 of 100. It says nothing about how much worse those get.',
  'expected shortfall':
    'The average loss over the periods that lose more than the value at risk: how bad it is when it is bad.',
  interval:
    'The number comes from a sample of simulated paths, so it carries an error: of 100 such intervals, each from a new seed, about 95 contain the true value (fewer where it says so). More paths make it narrower.',
  'standard deviation': 'How far a return typically lies from the mean, in either direction.',
  mean: 'The average of all simulated returns. With no drift it is near zero by construction.',
  'Cholesky factor':
    'The triangular matrix L with L·Lᵀ equal to the covariance; it turns independent random numbers into returns that move together as the assets do.',
  'net asset value':
    'What the book is worth: assets less debts, in dollars. Weights are fractions of it.',
  rebalancing:
    'Daily: the weights are restored every evening. Held: share counts stay as bought on day 0, and the weights drift with prices.',
  seed: 'The number that all random numbers are drawn from: the same seed gives the same paths on every machine and engine.',
  drift:
    'The expected daily return of each asset. Zero is the cautious choice for short horizons; the sample mean of the window is a noisy estimate.',
  gross: 'The sum of all positions without their signs, as a multiple of net asset value.',
  'gross exposure': 'The sum of all positions without their signs, in dollars.',
  'net exposure': 'Long less short positions, in dollars.',
  funding:
    'Interest on the book: what is paid on borrowed money for longs, less what is earned on the proceeds of shorts. Negative is a cost.',
  'base rate':
    'The rate that financing is quoted against: one rate for all days, or the three-month Treasury bill of each day.',
  'short rebate':
    'What a lender of shares pays on the cash from selling them short: the base rate less a spread and the fee for the borrowed shares. It can be negative.',
  'day count':
    'How an annual rate becomes a daily one: actual calendar days over a year of 360 or of 365.',
  net: 'Long less short positions, as a multiple of net asset value.',
  'risk aversion':
    'How much variance counts against mean: the optimizer maximises the mean less this number times the variance. The higher, the smaller the book.',
  'condition number':
    'The largest variance of any mix of the assets over the smallest. The higher, the more an optimum rests on noise in the estimates.',
  eigenvalue:
    'The variance of one of the uncorrelated mixes that the assets can be taken apart into. All are positive where the correlations are possible.',
  'KKT residual':
    'How far the weights miss the conditions that every optimum meets (Karush, Kuhn and Tucker). Zero would be exact.',
} as const;

export type TermId = keyof typeof GLOSSARY;
