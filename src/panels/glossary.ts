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
  'Sharpe ratio':
    'Mean return over its standard deviation, scaled to a year. Zero is what luck earns on average; five days of data know it only to about ±14.',
  'z-score':
    'How far the price of y is from what the filter foretold, in standard deviations of such forecasts.',
  'process noise':
    'Delta: the variance that alpha and beta may gain from one bar to the next. Larger lets the hedge ratio move faster, and follow noise.',
  'measurement noise':
    'R: the variance of y about the line alpha + beta x, in squared dollars. Larger trusts each new price less.',
  'condition number':
    'The largest variance of any mix of the assets over the smallest. The higher, the more an optimum rests on noise in the estimates.',
  eigenvalue:
    'The variance of one of the uncorrelated mixes that the assets can be taken apart into. All are positive where the correlations are possible.',
  'KKT residual':
    'How far the weights miss the conditions that every optimum meets (Karush, Kuhn and Tucker). Zero would be exact.',
  'deflated Sharpe ratio':
    'The chance that the true Sharpe ratio of the one chosen is above what the best of so many trials shows by luck alone, given the length, skewness and kurtosis of its returns (Bailey and López de Prado, 2014).',
  'probability of backtest overfitting':
    'How often the best settings of one half of the bars do worse than the median of all settings in the other half, over every way to halve 16 blocks (Bailey, Borwein, López de Prado and Zhu, 2017).',
  likelihood:
    'How probable the observed prices are if the two noises are what is assumed. Only its differences count: a logarithm lower by 3 is twenty times less probable.',
  'Ljung-Box test':
    'Whether a series is correlated with its own past at any of the first lags. A small p-value says that it is.',
  CUSUM:
    'The running sum of the z-scores. If the model holds it stays between two lines in 95 of 100 series; where it leaves them, the hedge ratio drifts in a way the filter does not know.',
} as const;

export type TermId = keyof typeof GLOSSARY;
