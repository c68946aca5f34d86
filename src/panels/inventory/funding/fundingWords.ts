/** The words of the funding answer. */
import { formatCents, formatDollars } from '../../../charts/format';
import type { CheapestCut, Funding } from '../../../inventory/funding';

export interface FundingSentence {
  before: string;
  /** The number that the sentence is about; absent where the book costs nothing. */
  amount?: string;
  after: string;
}

/** "Holding this $2,117,636 gross book costs | $41.49 | a day ($15,144 a year)." */
export function fundingSentence({
  dailyFunding,
  annualFunding,
  grossExposure,
}: Funding): FundingSentence {
  const book = `Holding this ${formatDollars(grossExposure)} gross book`;
  if (Math.abs(dailyFunding) < 0.005) return { before: `${book} costs nothing`, after: '.' };
  return {
    before: `${book} ${dailyFunding < 0 ? 'costs' : 'earns'}`,
    amount: formatCents(Math.abs(dailyFunding)),
    after: ` a day (${formatDollars(Math.abs(annualFunding))} a year).`,
  };
}

/** Which name to cut to save a dollar a day. */
export function cutSentence(cut: CheapestCut | undefined): string {
  if (!cut) return 'No position alone costs a dollar a day.';
  const shares = cut.shares.toLocaleString('en-US', { maximumFractionDigits: 1 });
  const alike =
    cut.alike.length === 0 ? '' : ` Cutting ${listed(cut.alike)} instead saves as much a dollar.`;
  return `The least to cut to save $1 a day: ${formatDollars(cut.notional)} of ${cut.ticker}, ${shares} shares.${alike}`;
}

/** "A", "A or B", "A, B or C". */
function listed(names: string[]): string {
  const last = names.at(-1)!;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
