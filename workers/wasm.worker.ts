/** One thread of the WASM engine's pool. Protocol: `src/wasm/protocol.ts`. */
import type { Question } from '../src/wasm/protocol';
import { createService } from '../src/wasm/service';

const service = createService((reply, transfer) => self.postMessage(reply, { transfer }));

self.onmessage = (event: MessageEvent<Question>) => service(event.data);
