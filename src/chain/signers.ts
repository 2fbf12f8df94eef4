import { randomBytes } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { Wallet } from "ethers";
import type { Transaction, TypedDataDomain, TypedDataField } from "ethers";
import type { Hex } from "../core/index.js";
import { ChainError } from "./errors.js";

/** Whoever signs for one account: a key file here, a hardware module elsewhere. */
export interface Signer {
  /** Lower case. */
  readonly address: Hex;
  /** @returns the serialised signed transaction */
  signTransaction(transaction: Transaction): Promise<Hex>;
}

/** Also signs messages that wallets show field by field. @custom:source EIP-712 */
export interface TypedDataSigner extends Signer {
  /** @returns 65 bytes */
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<Hex>;
}

/**
 * Loads a key file: `{"address":"0x…","privateKey":"0x…"}`, readable by its owner only.
 *
 * @throws ChainError `key-file-missing`, `key-file-readable-by-others`, `key-file-malformed`; no message holds any
 * part of the key
 */
export async function loadSigner(keyFile: string): Promise<TypedDataSigner> {
  const { address, wallet } = await readKeyFile(keyFile);
  return {
    address,
    signTransaction: async (transaction) => (await wallet.signTransaction(transaction)) as Hex,
    signTypedData: async (domain, types, value) => (await wallet.signTypedData(domain, types, value)) as Hex,
  };
}

/** For what needs the key itself: the deployment tools. Same checks as `loadSigner`. */
export async function loadPrivateKey(keyFile: string): Promise<{ address: Hex; privateKey: Hex }> {
  const { address, wallet } = await readKeyFile(keyFile);
  return { address, privateKey: wallet.privateKey as Hex };
}

/**
 * Makes a new key and its file, mode 0600. Never overwrites one.
 * @throws ChainError `key-file-exists`
 */
export async function createKeyFile(path: string): Promise<{ address: Hex }> {
  const wallet = new Wallet(`0x${randomBytes(32).toString("hex")}`);
  const address = wallet.address.toLowerCase() as Hex;
  let file;
  try {
    file = await open(path, "wx", 0o600);
  } catch (cause) {
    if (errnoOf(cause) === "EEXIST") {
      throw new ChainError({ code: "key-file-exists", message: `key file ${path}: exists already`, cause });
    }
    throw cause;
  }
  try {
    await file.writeFile(`${JSON.stringify({ address, privateKey: wallet.privateKey })}\n`);
    // A key that only a crash remembers would lock the institution out.
    await file.sync();
  } finally {
    await file.close();
  }
  return { address };
}

async function readKeyFile(keyFile: string): Promise<{ address: Hex; wallet: Wallet }> {
  const text = await readPrivateText(keyFile);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which may be a key.
    throw malformed(keyFile, "not JSON");
  }
  const { address, privateKey } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof privateKey !== "string" || !/^0x[0-9a-fA-F]{64}$/.test(privateKey)) {
    throw malformed(keyFile, "privateKey: 32 bytes as 0x-prefixed hex expected");
  }
  let wallet: Wallet;
  try {
    wallet = new Wallet(privateKey);
  } catch {
    throw malformed(keyFile, "privateKey: not a key of secp256k1");
  }
  const derived = wallet.address.toLowerCase() as Hex;
  if (typeof address !== "string" || address.toLowerCase() !== derived) {
    throw malformed(
      keyFile,
      `address: ${typeof address === "string" ? address : "nothing"} given, the key's is ${derived}`,
    );
  }
  return { address: derived, wallet };
}

async function readPrivateText(keyFile: string): Promise<string> {
  let file;
  try {
    file = await open(keyFile, "r");
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT") {
      throw new ChainError({ code: "key-file-missing", message: `key file ${keyFile}: does not exist`, cause });
    }
    throw cause;
  }
  try {
    const { mode } = await file.stat();
    // Windows has no such mode: there the folder's access list is what protects the file.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new ChainError({
        code: "key-file-readable-by-others",
        message: `key file ${keyFile}: mode ${(mode & 0o777).toString(8)} lets others at it, 600 expected (chmod 600 ${keyFile})`,
      });
    }
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** Whether there is a file at the path. */
export async function keyFileExists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}

function malformed(keyFile: string, reason: string): ChainError {
  return new ChainError({ code: "key-file-malformed", message: `key file ${keyFile}: ${reason}` });
}

function errnoOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
