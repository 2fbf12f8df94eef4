/**
 * What became of a broadcast:
 * `accepted` the node took it · `already-known` the node has exactly this transaction, waiting or in a block ·
 * `nonce-used` another transaction with its nonce is in a block (or this one is: ask `transactionOutcome`) ·
 * `nonce-taken` another transaction with its nonce waits, and this one pays too little to replace it ·
 * `underpriced` it pays less than the node takes · `insufficient-funds` the account cannot pay for it ·
 * `refused` anything else, in the node's words.
 */
export interface BroadcastOutcome {
  readonly kind:
    "accepted" | "already-known" | "nonce-used" | "nonce-taken" | "underpriced" | "insufficient-funds" | "refused";
  /** The node's words; empty where it accepted. */
  readonly message: string;
}

/**
 * How geth, Besu, anvil and Nethermind word their refusals.
 * @custom:source go-ethereum core/txpool/errors.go and core/error.go; Besu RpcErrorType; anvil
 * InvalidTransactionError; Nethermind AcceptTxResult
 */
export function classifyRefusal(message: string): BroadcastOutcome {
  const says = (pattern: RegExp): boolean => pattern.test(message);
  if (says(/already known|known transaction|already ?imported|alreadyknown/i))
    return { kind: "already-known", message };
  if (says(/replacement transaction underpriced|gas price too low to replace|replacement.*not allowed/i)) {
    return { kind: "nonce-taken", message };
  }
  if (says(/nonce (?:is )?too low|nonce below|oldnonce|nonce has already been used/i)) {
    return { kind: "nonce-used", message };
  }
  if (says(/insufficient funds|upfront cost exceeds|insufficientfunds/i))
    return { kind: "insufficient-funds", message };
  if (says(/underpriced|gas ?price.*(?:below|too low)|max fee per gas less than|feetoolow/i)) {
    return { kind: "underpriced", message };
  }
  return { kind: "refused", message };
}
