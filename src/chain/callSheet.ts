import type { RpcCall } from "./jsonRpc.js";
import type { CallOutcome, Node } from "./node.js";

/** Gives the outcome of a call, once its sheet was sent. */
export type PendingOutcome = () => CallOutcome;

/** Calls to make together; the same call is made once, however often it is added. */
export class CallSheet {
  readonly #node: Node;
  readonly #places = new Map<string, number>();
  readonly #calls: RpcCall[] = [];
  #outcomes: CallOutcome[] = [];

  constructor(node: Node) {
    this.#node = node;
  }

  add(call: RpcCall): PendingOutcome {
    const key = `${call.method} ${JSON.stringify(call.params)}`;
    const place = this.#places.get(key) ?? this.#calls.push(call) - 1;
    this.#places.set(key, place);
    return () => {
      const outcome = this.#outcomes[place];
      if (outcome === undefined) throw new Error(`${call.method}: the sheet was not sent`);
      return outcome;
    };
  }

  /** @throws NodeUnreachableError where the node cannot be asked */
  async send(): Promise<void> {
    if (this.#calls.length > 0) this.#outcomes = await this.#node.requestAll(this.#calls);
  }
}

/** What a call was answered with; throws what it failed with. */
export function resultOf(outcome: CallOutcome): unknown {
  if ("error" in outcome) throw outcome.error;
  return outcome.result;
}
