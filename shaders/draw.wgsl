// The random numbers by themselves, for scripts and tests.

struct Block {
  counter: vec4u, // block, path low, path high, stream
  key: vec2u, // seed low, high
}

@group(0) @binding(0) var<storage, read> blocks: array<Block>;
@group(0) @binding(1) var<storage, read_write> wordsOut: array<vec4u>;

// Four words of each counter.
@compute @workgroup_size(64)
fn draw_words(@builtin(global_invocation_id) thread: vec3u) {
  if (thread.x < arrayLength(&blocks)) {
    let block = blocks[thread.x];
    wordsOut[thread.x] = philox(block.counter.x, pathWords(block.counter.yz, block.key), block.counter.w, block.key);
  }
}

@group(0) @binding(0) var<storage, read> wordsIn: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> normalsOut: array<vec4f>;

// Four normals of each four words.
@compute @workgroup_size(64)
fn draw_normals(@builtin(global_invocation_id) thread: vec3u) {
  if (thread.x < arrayLength(&wordsIn)) {
    normalsOut[thread.x] = normalsOfWords(wordsIn[thread.x]);
  }
}
