import { expect } from "chai";
import fc from "fast-check";
import {
  DIGEST_ALGORITHM_NAMES,
  RecordError,
  createDigester,
  digestBytes,
  digestStream,
  toHex,
} from "../../src/core/index.js";
import { digestAlgorithm } from "./support/arbitraries.js";

async function* generatePieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

function streamOf<Piece>(pieces: readonly Piece[]): ReadableStream<Piece> {
  const left = [...pieces];
  return new ReadableStream({
    pull: (controller) => {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

describe("digestStream", () => {
  it("equals the digest of the whole, for any pieces", async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(digestAlgorithm, pieces, async (algorithm, given) => {
        const whole = digestBytes(algorithm, join(given));
        expect(await digestStream(algorithm, generatePieces(given))).to.equal(whole);
        expect(await digestStream(algorithm, streamOf(given))).to.equal(whole);
      }),
    );
  });

  it("takes pieces larger than the memory of the WebAssembly module", async () => {
    const bytes = Uint8Array.from({ length: 1_000_003 }, (_, i) => i * 7);
    for (const algorithm of DIGEST_ALGORITHM_NAMES) {
      const pieces = [bytes.subarray(0, 65_537), bytes.subarray(65_537)];
      expect(await digestStream(algorithm, generatePieces(pieces))).to.equal(digestBytes(algorithm, bytes));
    }
  });

  it("takes a Blob's stream, as a page has it", async () => {
    const blob = new Blob(["ab", "c"]);
    expect(await digestStream("sm3", blob.stream())).to.equal(digestBytes("sm3", new TextEncoder().encode("abc")));
  });

  it("says after each piece how many bytes were digested", async () => {
    const told: number[] = [];
    const pieces = [new Uint8Array(3), new Uint8Array(0), new Uint8Array(4)];
    await digestStream("sha-256", generatePieces(pieces), (bytes) => told.push(bytes));
    expect(told).to.deep.equal([3, 3, 7]);
  });

  it("digests several streams at the same time", async () => {
    const documents = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 50 }, () => new Uint8Array(100).fill(i)),
    );
    const digests = await Promise.all(documents.map((pieces) => digestStream("keccak-256", generatePieces(pieces))));
    expect(digests).to.deep.equal(documents.map((pieces) => digestBytes("keccak-256", join(pieces))));
  });

  it("refuses a source of something else than bytes, and says where it begins", async () => {
    const source = streamOf([new Uint8Array(5), "text"]) as ReadableStream<Uint8Array>;
    const error: unknown = await digestStream("sha-256", source).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RecordError);
    expect(error).to.include({
      code: "digest-source-malformed",
      message: "source: what follows byte 5 is a string, a Uint8Array expected",
    });
  });

  it("passes on what the source throws, and tells a stream that the rest is not wanted", async () => {
    const failure = new Error("disk gone");
    const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(failure) });
    expect(await digestStream("sm3", failing).catch((error: unknown) => error)).to.equal(failure);

    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        cancelled = true;
      },
    });
    const stop = new Error("the reader stops");
    const reason: unknown = await digestStream("sm3", endless, () => {
      throw stop;
    }).catch((error: unknown) => error);
    expect(reason).to.equal(stop);
    expect(cancelled).to.be.true;
  });
});

describe("createDigester", () => {
  it("gives digesters that do not disturb each other", async () => {
    const [first, second] = await Promise.all([createDigester("sha3-256"), createDigester("sha3-256")]);
    first.update(new Uint8Array([1]));
    second.update(new Uint8Array([2]));
    first.update(new Uint8Array([3]));
    expect(toHex(first.digest())).to.equal(digestBytes("sha3-256", new Uint8Array([1, 3])));
    expect(toHex(second.digest())).to.equal(digestBytes("sha3-256", new Uint8Array([2])));
  });

  it("refuses an algorithm that it does not know, and names those that it does", async () => {
    const error: unknown = await createDigester("md5" as "sm3").catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RecordError);
    expect(error)
      .to.have.property("message")
      .that.equals("digestAlgorithm: md5 given; known are 1 sha-256, 2 sm3, 3 sha3-256, 4 keccak-256");
  });
});
