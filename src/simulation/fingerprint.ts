/**
 * 64 bits that stand for everything a run reports: two runs with the same fingerprint gave the same numbers.
 * Two FNV-1a hashes (Fowler, Noll & Vo) of the same bytes from different bases. Not a defence against forgery.
 */
const FNV_PRIME = 0x01000193;

/** 16 hexadecimal digits of the doubles' bytes, little-endian. */
export function fingerprintOf(numbers: ArrayLike<number>): string {
  const buffer = new DataView(new ArrayBuffer(8));
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let i = 0; i < numbers.length; i++) {
    buffer.setFloat64(0, numbers[i]! + 0, true); // + 0 turns -0 into 0: they are the same answer
    for (let byte = 0; byte < 8; byte++) {
      const value = buffer.getUint8(byte);
      first = Math.imul(first ^ value, FNV_PRIME);
      second = Math.imul(second ^ (value + byte), FNV_PRIME);
    }
  }
  return [first, second].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
