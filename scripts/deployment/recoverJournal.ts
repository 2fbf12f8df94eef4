import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { trackTransaction } from "@nomicfoundation/ignition-core";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { broadcast, readSignedTransaction } from "../../src/chain/index.js";
import type { Node } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { DeployError } from "./deployError.js";
import type { SentTransactions } from "./sentTransactions.js";

/** A line of Ignition's journal, as far as it matters here. */
interface JournalMessage {
  type: string;
  futureId?: string;
  networkInteractionId?: number;
  nonce?: number;
  /** Of `TRANSACTION_CONFIRM`. */
  hash?: string;
}

/**
 * Makes a deployment folder one that Ignition goes on from, whenever it was killed. Ignition itself stops at half a
 * line, at a step that it began without noting what it was to send, and at a transaction that it meant to send without
 * noting that it did.
 *
 * @throws DeployError `deployer-used-elsewhere`
 */
export async function recoverJournal(
  deploymentDir: string,
  node: Node,
  provider: EIP1193Provider,
  sent: SentTransactions,
): Promise<void> {
  await dropHalfAddresses(deploymentDir);
  const messages = await dropBegun(deploymentDir, await readJournal(deploymentDir));
  // Several where steps that do not depend on each other were under way.
  const prepared = findPrepared(messages);
  const raws = await Promise.all(prepared.map(async ({ nonce }) => (await sent.withNonce(nonce ?? -1)).at(-1)));
  const neverSent = prepared.filter((_, i) => raws[i] === undefined);
  if (neverSent.length > 0) {
    // Without these notes Ignition begins with them anew.
    await writeJournal(
      deploymentDir,
      messages.filter((message) => !neverSent.includes(message)),
    );
  }
  for (const raw of raws) if (raw !== undefined) await trackSent(deploymentDir, node, provider, raw);
}

/** Sends a transaction again that Ignition does not know was sent, and notes it. */
async function trackSent(deploymentDir: string, node: Node, provider: EIP1193Provider, raw: Hex): Promise<void> {
  const outcome = await broadcast(node, raw);
  const { hash } = readSignedTransaction(raw);
  const known = await node.request("eth_getTransactionByHash", [hash]);
  if (known === null) {
    throw new DeployError({
      code: "deployer-used-elsewhere",
      message: `transaction ${hash} of this deployment cannot be sent again (${outcome.message}): the deployer's account was used for something else. Deploy with a new account and a new folder`,
    });
  }
  await trackTransaction(deploymentDir, hash, provider);
}

/** A step whose beginning is all that was noted sent nothing: without that note Ignition begins with it anew. */
async function dropBegun(deploymentDir: string, messages: readonly JournalMessage[]): Promise<JournalMessage[]> {
  const kept = messages.filter(
    ({ type, futureId }) =>
      !/^(DEPLOYMENT|CALL)_EXECUTION_STATE_INITIALIZE$/.test(type) ||
      messages.some((other) => other.type === "NETWORK_INTERACTION_REQUEST" && other.futureId === futureId),
  );
  if (kept.length < messages.length) await writeJournal(deploymentDir, kept);
  return kept;
}

/** The transactions that were to be sent, and of which no hash was noted, by their nonces. */
function findPrepared(messages: readonly JournalMessage[]): JournalMessage[] {
  // Of a step the last note: an earlier one may have been taken back.
  const last = new Map<string, JournalMessage>();
  for (const message of messages) {
    if (message.type === "TRANSACTION_PREPARE_SEND") last.set(stepOf(message), message);
  }
  for (const message of messages) {
    // Before it, too: what was dropped is sent again as it was, under the same hash.
    if (message.type === "TRANSACTION_SEND") last.delete(stepOf(message));
  }
  return [...last.values()].sort((a, b) => (a.nonce ?? 0) - (b.nonce ?? 0));
}

function stepOf({ futureId, networkInteractionId }: JournalMessage): string {
  return `${futureId} ${networkInteractionId}`;
}

/** The journal's messages; half a line at its end is dropped, in the file too. */
export async function readJournal(deploymentDir: string): Promise<JournalMessage[]> {
  const text = (await readText(journalFile(deploymentDir))) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  const last = lines.at(-1);
  if (last === undefined || isJson(last)) return lines.map((line) => JSON.parse(line) as JournalMessage);
  const whole = lines.slice(0, -1).map((line) => JSON.parse(line) as JournalMessage);
  await writeJournal(deploymentDir, whole);
  return whole;
}

async function writeJournal(deploymentDir: string, messages: readonly JournalMessage[]): Promise<void> {
  const path = journalFile(deploymentDir);
  const file = await open(`${path}.new`, "w");
  try {
    // As Ignition writes it: each line begins with its line end.
    await file.writeFile(messages.map((message) => `\n${JSON.stringify(message)}`).join(""));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Ignition's list of addresses is for people; half of one, or an empty file, would stop it. */
async function dropHalfAddresses(deploymentDir: string): Promise<void> {
  const path = join(deploymentDir, "deployed_addresses.json");
  const text = await readText(path);
  if (text !== null && !isJson(text)) await rm(path);
}

function journalFile(deploymentDir: string): string {
  return join(deploymentDir, "journal.jsonl");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** null where there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
