import { createHash } from "node:crypto";
import { expect } from "chai";
import { digestStream } from "../../src/core/index.js";

const PIECE_BYTES = 1 << 20;
const PIECES = 256;

/** 256 MiB that were never in memory at once: one piece, written anew each time. */
async function* generateDocument(): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < PIECES; index += 1) {
    const piece = new Uint8Array(PIECE_BYTES);
    piece.fill(index);
    yield await Promise.resolve(piece);
  }
}

describe("digestStream, memory", () => {
  it("digests 256 MiB in constant memory", async () => {
    const expected = createHash("sha256");
    for await (const piece of generateDocument()) expected.update(piece);

    const before = process.memoryUsage().rss;
    let highest = before;
    const digest = await digestStream("sha-256", generateDocument(), () => {
      highest = Math.max(highest, process.memoryUsage().rss);
    });
    expect(digest).to.equal(`0x${expected.digest("hex")}`);
    // what the collector has not taken back yet is in it: pieces, not the document
    expect(highest - before).to.be.below((PIECES / 2) * PIECE_BYTES);
  });
});
