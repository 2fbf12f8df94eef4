import { expect } from "chai";

/**
 * Runs an action that must fail with an error of this class.
 * @returns the error, for what else is expected of it
 */
export async function expectError<T extends Error>(
  kind: abstract new (...args: never[]) => T,
  action: () => unknown,
): Promise<T> {
  try {
    await action();
  } catch (error) {
    expect(error).to.be.instanceOf(kind);
    return error as T;
  }
  throw new Error(`no ${kind.name}`);
}
