import { openNode, observeRecords } from "../chain/reading.js";
import { composeVerdict, digestStream } from "../core/index.js";
import type { Disclosure, DocumentDigest, Hex, Receipt, Verdict } from "../core/index.js";
import { ClientError } from "./errors.js";

/** A document by its digest, or the document itself: read once, never kept. */
export type DocumentToVerify = DocumentDigest | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** One thing to verify. */
export interface VerifyRequest {
  receipt: Receipt;
  /** Without it, integrity is not asked. */
  document?: DocumentToVerify;
  /** Without it, disclosure is not asked. */
  disclosure?: Disclosure;
}

/** Whom to ask, and what to ask for. */
export interface VerifyOptions {
  /** RPC addresses of nodes of the chain; each is asked, and their answers must agree. */
  nodes: readonly string[];
  /** The platform's Directory on that chain: the one address that a verifier has to know. */
  directory: Hex;
  /** Blocks that must follow the record's block. */
  finalityBlocks: number;
  /** Milliseconds for one question to a node. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** The time that the verdict says it was given at. */
  now?: () => Date;
}

/**
 * Checks a record against the chain. Trusts nothing but the nodes: not the receipt, and not the relayer that gave it.
 * A node that does not answer is a finding (`error`, outcome `undetermined`), not an exception.
 *
 * @throws ClientError `verify-without-nodes` · whatever reading the document throws
 */
export async function verifyRecord(options: VerifyRequest & VerifyOptions): Promise<Verdict> {
  const [verdict] = await verifyRecords([options], options);
  return verdict as Verdict;
}

/**
 * `verifyRecord` for many: what they share is asked once, so thousands need few round trips.
 * @returns one verdict for each request, in their order
 */
export async function verifyRecords(requests: readonly VerifyRequest[], options: VerifyOptions): Promise<Verdict[]> {
  if (options.nodes.length === 0) {
    throw new ClientError({
      code: "verify-without-nodes",
      message: "nodes: none given, the address of at least one node expected",
      field: "nodes",
    });
  }
  const documents: (DocumentDigest | undefined)[] = [];
  for (const { receipt, document } of requests) {
    // One after the other: a thousand open files would not be faster.
    documents.push(document === undefined ? undefined : await digestDocument(receipt, document));
  }
  const nodes = options.nodes.map((url) =>
    openNode(url, {
      ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
      ...(options.signal !== undefined && { signal: options.signal }),
    }),
  );
  try {
    const receipts = requests.map(({ receipt }) => receipt);
    const { observations } = await observeRecords(nodes, options.directory, receipts);
    options.signal?.throwIfAborted();
    const now = (options.now ?? (() => new Date()))();
    return requests.map(({ receipt, disclosure }, i) => {
      const chain = observations[i];
      if (chain === undefined) throw new RangeError(`no observation of receipt ${i}`);
      const document = documents[i];
      return composeVerdict({
        receipt,
        chain,
        finalityBlocks: options.finalityBlocks,
        now,
        ...(document !== undefined && { document }),
        ...(disclosure !== undefined && { disclosure }),
      });
    });
  } finally {
    for (const node of nodes) node.close();
  }
}

async function digestDocument(receipt: Receipt, document: DocumentToVerify): Promise<DocumentDigest> {
  if ("digest" in document) return document;
  const { digestAlgorithm } = receipt.record;
  return { digestAlgorithm, digest: await digestStream(digestAlgorithm, document) };
}
