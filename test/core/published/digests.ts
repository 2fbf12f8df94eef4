import type { DigestAlgorithm } from "../../../src/core/index.js";

interface PublishedDigest {
  algorithm: DigestAlgorithm;
  source: string;
  text: string;
  digest: `0x${string}`;
}

const NIST_TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

/** Digests that the makers of the algorithms publish. */
export const PUBLISHED_DIGESTS: readonly PublishedDigest[] = [
  {
    algorithm: "sm3",
    source: "GB/T 32905-2016 appendix A.1",
    text: "abc",
    digest: "0x66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
  },
  {
    algorithm: "sm3",
    source: "GB/T 32905-2016 appendix A.2",
    text: "abcd".repeat(16),
    digest: "0xdebe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
  },
  {
    algorithm: "sha-256",
    source: "NIST example values for FIPS 180-4, SHA-256, one block",
    text: "abc",
    digest: "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  },
  {
    algorithm: "sha-256",
    source: "NIST example values for FIPS 180-4, SHA-256, two blocks",
    text: NIST_TWO_BLOCKS,
    digest: "0x248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  },
  {
    algorithm: "sha3-256",
    source: "NIST example values for FIPS 202, SHA3-256, message of 0 bits",
    text: "",
    digest: "0xa7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
  },
  {
    algorithm: "sha3-256",
    source: "NIST CAVP, SHA3-256 short messages",
    text: "abc",
    digest: "0x3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
  },
  {
    algorithm: "keccak-256",
    source: "Keccak team, ShortMsgKAT_256, message of 0 bits",
    text: "",
    digest: "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
  },
  {
    algorithm: "keccak-256",
    source: "Ethereum, selector of transfer(address,uint256) is its first four bytes: a9059cbb",
    text: "transfer(address,uint256)",
    digest: "0xa9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b",
  },
];
