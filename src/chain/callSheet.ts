import type { RpcCall } from "./jsonRpc.js";
import type { CallOutcome, Node } from "./node.js";

/** Calls to make together, each once however often it is added, and their outcomes. */
export class CallSheet {
  readonly #node: Node;
  readonly #calls = new Map<string, RpcCall>();
  readonly #outcomes = new Map<string, CallOutcome>();

  constructor(node: Node) {
    this.#node = node;
  }

  add(call: RpcCall): void {
    const key = keyOf(call);
    if (!this.#calls.has(key)) this.#calls.set(key, call);
  }

  async send(): Promise<void> {
    const outcomes = await this.#node.requestAll([...this.#calls.values()]);
    for (const [i, key] of [...this.#calls.keys()].entries()) this.#outcomes.set(key, outcomes[i] as CallOutcome);
  }

  /** The outcome of a call that was added and sent. */
  outcome(call: RpcCall): CallOutcome {
    const outcome = this.#outcomes.get(keyOf(call));
    if (outcome === undefined) throw new Error(`${call.method} was not asked`);
    return outcome;
  }
}

function keyOf(call: RpcCall): string {
  return `${call.method} ${JSON.stringify(call.params)}`;
}
