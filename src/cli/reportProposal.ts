import type { MinedProposal } from "../chain/index.js";
import type { CliContext, CommonOptions } from "./context.js";

/** What a proposal came to, and what comes next. */
export function reportProposal(context: CliContext, options: CommonOptions, proposal: MinedProposal): void {
  const { proposalId, hash: transactionHash, blockNumber } = proposal;
  const console = context.console(options);
  if (options.json === true) {
    console.print(JSON.stringify({ proposalId, transactionHash, blockNumber }));
    return;
  }
  console.print(`${console.paint.green("proposed")} as proposal ${proposalId} in block ${blockNumber}`);
  console.note(`Once its delay is over, an approver activates it: lexanchor standard activate ${proposalId}`);
}
