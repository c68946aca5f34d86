import { failure, type Result } from '../result';
import { parsePair, type Pair } from './pairPrices';

export interface PairFile {
  bytes: ArrayBuffer;
  fileName: string;
}

/** What every host of the lab has, declared here because the pure folders know no DOM. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: ArrayBuffer): string;
}

/**
 * Reads a user's file: UTF-8, or UTF-16 with a byte order mark, then as {@link parsePair}. Another encoding is refused
 * rather than guessed.
 */
export function readPair({ bytes, fileName }: PairFile): Result<Pair> {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return parsePair(new TextDecoder(encoding, { fatal: true }).decode(bytes), fileName);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return failure(
      'badEncoding',
      `${fileName} is not UTF-8 text. Save it as "CSV UTF-8" and load it again.`,
      fileName,
    );
  }
}
