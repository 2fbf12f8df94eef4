import fc from "fast-check";

type Path = (string | number)[];

/** The places of all values in a JSON value, itself included. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** The places of the values that hold no others. */
export function leafPathsOf(value: unknown): Path[] {
  return pathsOf(value).filter((path) => typeof valueAt(value, path) !== "object" || valueAt(value, path) === null);
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, key) => (parent as { [name: string]: unknown })[key], value);
}

/** A copy with another value at one place. */
export function replaceAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = structuredClone(value) as { [name: string]: unknown };
  copy[key] = replaceAt(copy[key], rest, replacement);
  return copy;
}

function removeAt(value: unknown, path: Path): unknown {
  const copy = structuredClone(value);
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (key !== undefined) Reflect.deleteProperty(parent as object, key);
  return copy;
}

function addAt(value: unknown, path: Path, name: string, added: unknown): unknown {
  const at = valueAt(value, path);
  if (Array.isArray(at)) return replaceAt(value, path, [...(at as unknown[]), added]);
  if (typeof at === "object" && at !== null) return replaceAt(value, path, { ...at, [name]: added });
  return replaceAt(value, path, [at, added]);
}

/** Values that a field may be tested with: near misses of hexadecimal, numbers, times and names. */
const suspicious = fc.oneof(
  fc.constantFrom<unknown>(
    "",
    "0x",
    "0X00",
    `0x${"0".repeat(64)}`,
    `0x${"0".repeat(63)}`,
    `0x${"g".repeat(64)}`,
    `0x${"0".repeat(40)}`,
    0,
    -0,
    -1,
    1,
    0.5,
    255,
    65_535,
    65_536,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    1e308,
    Number.NaN,
    Infinity,
    null,
    true,
    false,
    [],
    {},
    "sha-256",
    "sm3",
    "SM3",
    "1970-01-01T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "\ud800",
    "__proto__",
  ),
  fc.jsonValue(),
  fc.integer(),
  fc.uint8Array({ minLength: 30, maxLength: 34 }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`),
);

/** One to three changes to one of some valid values: something replaced, removed or added, at any depth. */
export function mutated(valid: readonly unknown[]): fc.Arbitrary<unknown> {
  const change = fc.record({
    kind: fc.constantFrom("replace", "remove", "add"),
    place: fc.nat(),
    name: fc.oneof(fc.constantFrom("__proto__", "constructor", "type", "note", "toString"), fc.string()),
    value: suspicious,
  });
  return fc.tuple(fc.constantFrom(...valid), fc.array(change, { minLength: 1, maxLength: 3 })).map(([start, changes]) =>
    changes.reduce<unknown>((value, { kind, place, name, value: replacement }) => {
      const paths = pathsOf(value);
      const path = paths[place % paths.length] ?? [];
      if (kind === "add") return addAt(value, path, name, replacement);
      return kind === "remove" && path.length > 0 ? removeAt(value, path) : replaceAt(value, path, replacement);
    }, structuredClone(start)),
  );
}

/** A text that was JSON, with a few characters replaced, removed, doubled or inserted. */
export function garbled(valid: readonly unknown[]): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(),
    length: fc.nat(3),
    text: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('"', "{", "}", "\\", ",", ":", "0")),
  });
  return fc
    .tuple(
      fc.constantFrom(...valid.map((value) => JSON.stringify(value))),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
    )
    .map(([start, edits]) =>
      edits.reduce((text, { at, length, text: inserted }) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + inserted + text.slice(place + length);
      }, start),
    );
}
