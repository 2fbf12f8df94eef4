import { toBeHex } from "ethers";

/** Code of a contract that answers every call with these bytes (at most 255), or fails with them. */
export function answeringCode(answer: string, fails: boolean): string {
  const lengthByte = toBeHex((answer.length - 2) / 2, 1).slice(2);
  // codecopy(0, 12, length), then return(0, length) or revert(0, length); the answer follows the 12 bytes of code.
  return `0x60${lengthByte}600c60003960${lengthByte}6000${fails ? "fd" : "f3"}${answer.slice(2)}`;
}
