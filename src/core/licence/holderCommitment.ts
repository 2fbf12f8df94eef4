import { keccak256 } from "../digest/keccak256.js";
import { type Hex, fromHex, hexFault, sameHex, toHex } from "../hex.js";
import { LicenceError } from "./licenceError.js";
import { normaliseHolderName } from "./normaliseHolderName.js";

/** What a holder keeps beside their name, so that nobody can find the name by trying: 32 random bytes. */
export function makeHolderSalt(): Hex {
  return toHex(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The commitment to a holder's name: `keccak256(abi.encode(bytes32 salt, string name))`, with the normalised name.
 *
 * @param name as it is written; see `normaliseHolderName`
 * @param salt 32 bytes, random, of this credential alone: without one, a name is found by trying
 * @throws LicenceError `holder-name-malformed`, `holder-salt-malformed`
 * @source contracts/interfaces/ILawyerRegistry.sol `Issuance`
 */
export function commitToHolder(name: string, salt: Hex): Hex {
  const fault = hexFault(salt, 32);
  if (fault !== null) throw new LicenceError({ code: "holder-salt-malformed", field: "salt", fact: fault });
  const text = new TextEncoder().encode(normaliseHolderName(name));
  // Head: the salt, and where the text begins. Tail: its length, and itself, filled up to whole words.
  const encoded = new Uint8Array(96 + 32 * Math.ceil(text.length / 32));
  encoded.set(fromHex(salt), 0);
  encoded[63] = 64;
  new DataView(encoded.buffer).setUint32(92, text.length);
  encoded.set(text, 96);
  return toHex(keccak256(encoded));
}

/** Whether name and salt open a commitment; asks nobody, so that no node sees the name. */
export function opensHolderCommitment(commitment: Hex, name: string, salt: Hex): boolean {
  return sameHex(commitToHolder(name, salt), commitment);
}
