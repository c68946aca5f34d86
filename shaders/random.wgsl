// Philox4x32-10 and standard normals. Twins: src/math/philox.ts and src/math/normals.ts, which is the specification.
//
// Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); Box & Muller (1958).
// The integers are the twin's, bit for bit. The normals use our own polynomials, because WGSL bounds its log, sin and
// cos only loosely (sin and cos: 2^-11), and are within NORMAL_BOUND of the twin's doubles.

const PHILOX_MULTIPLIERS = vec2u(0xd2511f53u, 0xcd9e8d57u);
const PHILOX_WEYL = vec2u(0x9e3779b9u, 0xbb67ae85u);
const PHILOX_ROUNDS = 10u;

// Low, high word of the 64-bit product, which WGSL does not have: by 16-bit halves, with a carry out of the sum of the
// two middle products, and one out of the low word. A sum that wrapped is less than its terms.
fn multiply(a: u32, b: u32) -> vec2u {
  let low = a * b;
  let aHigh = a >> 16u;
  let bHigh = b >> 16u;
  let first = aHigh * (b & 0xffffu);
  let middle = first + (a & 0xffffu) * bHigh;
  let carries = select(0u, 0x10000u, middle < first) + select(0u, 1u, low < middle * 0x10000u);
  return vec2u(low, aHigh * bHigh + (middle >> 16u) + carries);
}

fn philoxRound(words: vec4u, key: vec2u) -> vec4u {
  let x = multiply(PHILOX_MULTIPLIERS.x, words.x);
  let z = multiply(PHILOX_MULTIPLIERS.y, words.z);
  return vec4u(z.y ^ words.y ^ key.x, z.x, x.y ^ words.w ^ key.y, x.x);
}

// What rounds 0 and 1 make of the path alone: the same for all of its blocks.
struct PathWords {
  word1: u32, // after round 0
  product: vec2u, // of word 0 in round 1
}

fn pathWords(path: vec2u, key: vec2u) -> PathWords {
  let product = multiply(PHILOX_MULTIPLIERS.y, path.y);
  return PathWords(product.x, multiply(PHILOX_MULTIPLIERS.x, product.y ^ path.x ^ key.x));
}

// 128 random bits of the 128-bit counter (block, path, stream) under a 64-bit key.
fn philox(block: u32, path: PathWords, stream: u32, key: vec2u) -> vec4u {
  let x = multiply(PHILOX_MULTIPLIERS.x, block); // in round 0
  let z = multiply(PHILOX_MULTIPLIERS.y, x.y ^ stream ^ key.y); // in round 1
  var roundKey = key + PHILOX_WEYL;
  var words = vec4u(z.y ^ path.word1 ^ roundKey.x, z.x, path.product.y ^ x.x ^ roundKey.y, path.product.x);
  for (var round = 2u; round < PHILOX_ROUNDS; round++) {
    roundKey += PHILOX_WEYL;
    words = philoxRound(words, roundKey);
  }
  return words;
}

const ONE_BITS = 0x3f800000u;
const TWO_BITS = 0x40000000u;
const SQRT_HALF_BITS = 0x3f3504f3u;
const SIGN_BIT = 0x80000000u;

// Minus twice the natural logarithm of the uniform behind a radius (radiusUniform of the twin). The bits of a word go
// straight into a mantissa, so the uniform is exact: (2 m + 1) 2^-24, times 2^-9 for the words under 2^23.
// Polynomial: Cephes logf (Moshier, 1992).
fn squaredRadius(word: vec2u) -> vec2f {
  let isSmall = word < vec2u(0x800000u);
  let mantissa = select(word >> vec2u(9u), word, isSmall);
  let uniform24 = bitcast<vec2f>(mantissa | vec2u(ONE_BITS)) - vec2f(0x0.ffffffp0f);
  // uniform24 = (1 + x) 2^exponent with 1 + x in [sqrt(1/2), sqrt(2)).
  let shifted = bitcast<vec2u>(uniform24) - vec2u(SQRT_HALF_BITS);
  let exponent = vec2f((bitcast<vec2i>(shifted) >> vec2u(23u)) - select(vec2i(0), vec2i(9), isSmall));
  let x = bitcast<vec2f>((shifted & vec2u(0x7fffffu)) + vec2u(SQRT_HALF_BITS)) - vec2f(1.0);
  var tail = fma(x, vec2f(7.0376836292e-2), vec2f(-1.1514610310e-1));
  tail = fma(tail, x, vec2f(1.1676998740e-1));
  tail = fma(tail, x, vec2f(-1.2420140846e-1));
  tail = fma(tail, x, vec2f(1.4249322787e-1));
  tail = fma(tail, x, vec2f(-1.6668057665e-1));
  tail = fma(tail, x, vec2f(2.0000714765e-1));
  tail = fma(tail, x, vec2f(-2.4999993993e-1));
  tail = fma(tail, x, vec2f(3.3333331174e-1));
  let square = x * x;
  let small = fma(exponent, vec2f(-2.12194440e-4), tail * x * square) - 0.5 * square;
  return -2.0 * fma(exponent, vec2f(0.693359375), x + small);
}

// Cephes sinf and cosf on |x| <= pi/4.
fn sinReduced(x: vec2f) -> vec2f {
  let square = x * x;
  let tail = fma(fma(square, vec2f(-1.9515295891e-4), vec2f(8.3321608736e-3)), square, vec2f(-1.6666654611e-1));
  return fma(tail * square, x, x);
}

fn cosReduced(x: vec2f) -> vec2f {
  let square = x * x;
  let tail = fma(fma(square, vec2f(2.443315711809948e-5), vec2f(-1.388731625493765e-3)), square, vec2f(4.166664568298827e-2));
  return fma(tail * square, square, fma(square, vec2f(-0.5), vec2f(1.0)));
}

const QUARTER_PI = 0.78539816339744831f;

// Four normals of four words: lanes 0 and 1 of words 0 and 1, lanes 2 and 3 of words 2 and 3 (boxMuller of the twin).
fn normalsOfWords(words: vec4u) -> vec4f {
  let radius = sqrt(squaredRadius(words.xz));
  let turn = words.yw;
  // 23 bits in [-1, 1 - 2^-22], and half a step, so that zero is left out.
  let fraction = bitcast<vec2f>(((turn >> vec2u(7u)) & vec2u(0x7fffffu)) | vec2u(TWO_BITS)) - vec2f(3.0);
  let angle = fma(fraction, vec2f(QUARTER_PI), vec2f(QUARTER_PI * 0x1p-23f));
  let sine = radius * sinReduced(angle);
  let cosine = radius * cosReduced(angle);
  // The top two bits are the quadrant.
  let swapped = (turn & vec2u(0x40000000u)) != vec2u(0u);
  let first = bitcast<vec2u>(select(cosine, sine, swapped)) ^ ((turn ^ (turn << vec2u(1u))) & vec2u(SIGN_BIT));
  let second = bitcast<vec2u>(select(sine, cosine, swapped)) ^ (turn & vec2u(SIGN_BIT));
  return bitcast<vec4f>(vec4u(first.x, second.x, first.y, second.y));
}

// Normals 4 block to 4 block + 3 of a path. The stream of the shocks, the fourth word of the counter, is 0.
fn pathNormals(block: u32, path: PathWords, key: vec2u) -> vec4f {
  return normalsOfWords(philox(block, path, 0u, key));
}
