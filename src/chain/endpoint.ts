import { ChainError } from "./errors.js";
import { excerpt } from "./excerpt.js";

/** Where requests go. `url` is for people: credentials are in `authorization` only. */
export interface RpcEndpoint {
  url: string;
  authorization: string | null;
}

/**
 * Splits a node's address from its credentials.
 * @throws ChainError `node-url-unsupported`
 */
export function parseEndpoint(url: string): RpcEndpoint {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new ChainError({ code: "node-url-unsupported", message: `node url ${excerpt(url)}: not a URL`, cause });
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") {
    throw new ChainError({
      code: "node-url-unsupported",
      message: `node url ${parsed.protocol}//${parsed.host}: http: or https: expected`,
    });
  }
  const { username, password } = parsed;
  parsed.username = "";
  parsed.password = "";
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url: parsed.href.replace(/\/$/, ""),
    authorization: username === "" && password === "" ? null : `Basic ${btoa(credentials)}`,
  };
}
