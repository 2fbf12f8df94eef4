export {
  DEFAULT_BATCH_MAX_AGE_MS,
  DEFAULT_BATCH_MAX_RECORDS,
  DEFAULT_POLL_INTERVAL_MS,
  type RelayerConfig,
  parseRelayerConfig,
} from "./config.js";
export { type Relayer, type RelayerOptions, createRelayer } from "./createRelayer.js";
export { RelayerError, type RelayerErrorCode } from "./errors.js";
export { type Log, type LogFields, createJsonLog } from "./log.js";
export type { RelayerStep, StepObserver } from "./steps.js";
export { type IssuedToken, issueToken, isTokenValid, listTokens, revokeToken } from "./tokens.js";
export type { StoredToken } from "./queue/queue.js";
export { runRelayer } from "./main.js";
