/** Where the chain says what happens to it. */
export type EmbeddedChainLog = (level: "info" | "error", message: string) => void;
