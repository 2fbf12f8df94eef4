import { expect } from "chai";
import { Transaction } from "ethers";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChainError, createKeyFile, keyFileExists, loadSigner, signTransaction } from "../../src/chain/index.js";
import { expectError } from "../support/expectError.js";

const TO = "0x00000000000000000000000000000000000000aa";

describe("signers", () => {
  let folder: string;
  let keyFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lexanchor-keys-"));
    keyFile = join(folder, "key.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("createKeyFile › makes a key that only its owner can read, and loadSigner signs with it", async () => {
    const { address } = await createKeyFile(keyFile);
    expect(address).to.match(/^0x[0-9a-f]{40}$/);
    if (process.platform !== "win32") expect((await stat(keyFile)).mode & 0o777).to.equal(0o600);
    const signer = await loadSigner(keyFile);
    expect(signer.address).to.equal(address);

    for (const fees of [
      { kind: "legacy", gasPrice: 0n } as const,
      { kind: "eip-1559", maxFeePerGas: 9n, maxPriorityFeePerGas: 1n } as const,
    ]) {
      const unsigned = { chainId: 202209, nonce: 7, to: TO, data: "0x1234", gasLimit: 50_000n, fees } as const;
      const signed = await signTransaction(signer, unsigned);
      const parsed = Transaction.from(signed.raw);
      expect(parsed.hash).to.equal(signed.hash);
      expect(parsed.type).to.equal(fees.kind === "legacy" ? 0 : 2);
      expect(parsed.chainId).to.equal(202209n);
      expect(parsed.value).to.equal(0n);
      expect(signed).to.include({ nonce: 7, from: address });
    }
  });

  it("createKeyFile › never overwrites a key", async () => {
    await createKeyFile(keyFile);
    const before = await readFile(keyFile, "utf8");
    expect((await expectError(ChainError, () => createKeyFile(keyFile))).code).to.equal("key-file-exists");
    expect(await readFile(keyFile, "utf8")).to.equal(before);
    expect(await keyFileExists(keyFile)).to.equal(true);
    expect(await keyFileExists(join(folder, "none.json"))).to.equal(false);
  });

  it("loadSigner › refuses a file that others can read or write", async function () {
    if (process.platform === "win32") this.skip();
    await createKeyFile(keyFile);
    for (const mode of [0o640, 0o604, 0o620, 0o660, 0o644]) {
      await chmod(keyFile, mode);
      const error = await expectError(ChainError, () => loadSigner(keyFile));
      expect(error.code).to.equal("key-file-readable-by-others");
      expect(error.message).to.include(`mode ${mode.toString(8)}`);
    }
  });

  it("loadSigner › says that the file does not exist", async () => {
    const error = await expectError(ChainError, () => loadSigner(keyFile));
    expect(error.code).to.equal("key-file-missing");
    expect(error.message).to.include(keyFile);
  });

  it("loadSigner › refuses what is no key file, and never quotes a key", async () => {
    const { address } = await createKeyFile(join(folder, "other.json"));
    const { privateKey } = JSON.parse(await readFile(join(folder, "other.json"), "utf8")) as { privateKey: string };
    const contents = [
      "",
      privateKey,
      "[]",
      "null",
      JSON.stringify({ address }),
      JSON.stringify({ address, privateKey: privateKey.slice(2) }),
      JSON.stringify({ address, privateKey: privateKey.slice(0, -2) }),
      JSON.stringify({ address, privateKey: `0x${"0".repeat(64)}` }),
      JSON.stringify({ address, privateKey: `0x${"f".repeat(64)}` }),
      JSON.stringify({ address: TO, privateKey }),
      JSON.stringify({ privateKey }),
    ];
    for (const content of contents) {
      await writeFile(keyFile, content, { mode: 0o600 });
      const error = await expectError(ChainError, () => loadSigner(keyFile));
      expect(error.code).to.equal("key-file-malformed");
      expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.to.include(privateKey.slice(4, 20));
    }
  });
});
