/** The arguments of a custom error by name: numbers where they are safe, decimal strings above, hex as it is. */
export interface RevertArguments {
  readonly [name: string]: string | number | boolean;
}

/** What a contract refused, and why. */
export interface Revert {
  /** The custom error's name; `Error` for a text, `Panic` for a fault in the contract itself. */
  readonly name: string;
  readonly args: RevertArguments;
  /** One English sentence without its full stop: `batch 42 of institution 7 is already anchored`. */
  readonly message: string;
}
