// The two compute passes over a chunk: store every return, or tally it where it was made.
// A simulate_*.wgsl gives PATHS_PER_ROUND and simulateRound.

@group(0) @binding(2) var<storage, read_write> returns: array<f32>; // simple returns over the horizon, in path order

fn firstOffset(workgroup: u32, round: u32) -> u32 {
  return (workgroup * chunk.roundCount + round) * PATHS_PER_ROUND;
}

fn isPath(thread: u32, offset: u32) -> bool {
  return thread < PATHS_PER_ROUND && offset < chunk.pathCount;
}

// Counts the paths of a workgroup that has run to its end.
fn countWritten(thread: u32, workgroup: u32) {
  if (thread == 0u) {
    let end = min(firstOffset(workgroup, chunk.roundCount), chunk.pathCount);
    atomicAdd(&tally.written, end - min(firstOffset(workgroup, 0u), end));
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn store_returns(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) workgroup: vec3u) {
  for (var round = 0u; round < chunk.roundCount; round++) {
    let offset = firstOffset(workgroup.x, round) + thread;
    let value = simulateRound(firstOffset(workgroup.x, round), thread);
    if (isPath(thread, offset)) {
      returns[offset] = value;
    }
  }
  countWritten(thread, workgroup.x);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn tally_returns(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) workgroup: vec3u) {
  for (var round = 0u; round < chunk.roundCount; round++) {
    let offset = firstOffset(workgroup.x, round) + thread;
    let value = simulateRound(firstOffset(workgroup.x, round), thread);
    if (isPath(thread, offset)) {
      tallyReturn(value, offset);
    }
  }
  addWorkgroup(thread);
  countWritten(thread, workgroup.x);
}
