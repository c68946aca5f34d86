/** What the user may do to the groups whose weight is limited. */
import { GROUP_NAME } from '../../../lab/optimizerLink';
import type { GroupLimit } from '../../../lab/optimizerSettings';
import { failure, success, type Result } from '../../../result';

/** A name that no other group has and that a link can carry. */
export function readGroupName(text: string, others: GroupLimit[]): Result<string> {
  const name = text.trim();
  if (!GROUP_NAME.test(name)) {
    const plain = 'Write 1 to 40 letters, digits, spaces, points, ampersands or dashes.';
    return failure('badName', plain, 'name');
  }
  return others.some((group) => group.name === name)
    ? failure('sameName', `There is a group ${name} already: choose another name.`, 'name')
    : success(name);
}

/** Tickers between spaces or commas, each once; those that no prices are at hand for are named. */
export function readTickers(text: string, available: string[]): Result<string[]> {
  const tickers = [...new Set(text.toUpperCase().split(/[\s,]+/))].filter((each) => each !== '');
  const unknown = tickers.filter((ticker) => !available.includes(ticker));
  return unknown.length === 0
    ? success(tickers)
    : failure('unknownTicker', `No prices of ${unknown.join(', ')} are at hand.`, 'tickers');
}

/** "Group 1", or the first number that is free. */
export function newGroup(groups: GroupLimit[]): GroupLimit {
  const isFree = (name: string): boolean => groups.every((group) => group.name !== name);
  let number = 1;
  while (!isFree(`Group ${number}`)) number++;
  return { name: `Group ${number}`, tickers: [], minimum: -0.5, maximum: 0.5 };
}

/** A group without tickers is one that somebody is about to fill. */
export function isShown({ tickers }: GroupLimit, book: string[]): boolean {
  return tickers.length === 0 || tickers.some((ticker) => book.includes(ticker));
}
