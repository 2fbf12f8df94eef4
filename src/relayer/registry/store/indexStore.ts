import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { ChainLink, RegistryEvent } from "../../../chain/registryEvents/index.js";
import { fromHex, toHex } from "../../../core/index.js";
import type { Hex } from "../../../core/index.js";
import { prepareContinuity } from "./checkContinuity.js";
import { factsOf } from "./factsOf.js";
import type { Fact } from "./factsOf.js";
import { FACT_TABLES } from "./indexSchema.js";

/** A block up to which the index has read. */
export type Position = Pick<ChainLink, "number" | "hash" | "timestamp">;

/** An event, and where it is. */
export interface PlacedEvent {
  readonly block: Position;
  readonly logIndex: number;
  /** The contract that said it, lower case. */
  readonly address: Hex;
  readonly event: RegistryEvent;
}

/** A contract that is listened to. */
export interface ListedContract {
  readonly address: Hex;
  /** The block in which the directory first named it. */
  readonly listedIn: number;
}

/** What was read up to a block. */
export interface Step {
  readonly end: Position;
  /** Blocks to remember by their hashes. */
  readonly links: readonly Position[];
  readonly contracts: readonly ListedContract[];
  readonly events: readonly PlacedEvent[];
}

/** Blocks looked at by `prune`: what is older was pruned before, or is the end of a range, of which there are few. */
const PRUNED_AT_ONCE = 10_000;

/** The index as the reader of the chain sees it. Each change is one transaction, with the position that belongs to it. */
export interface IndexStore {
  /** Says of which chain it is; the index of another one is emptied. */
  requireChain(chainId: number): void;
  /** Null before the first step. */
  position(): Position | null;
  /** The contracts that are listened to, the directory first. */
  contracts(): Hex[];
  /** Hashes of blocks below the number, the highest first. */
  blocksBelow(number: number, limit: number): Position[];
  blockHash(number: number): Hex | null;
  /** @returns false, and nothing done, where the position is not `after` any more: another process has gone on */
  append(after: Position | null, step: Step): boolean;
  /** Takes back all that is above the block; with null, everything. @returns as `append` */
  undo(after: Position, to: Position | null): boolean;
  /** Forgets the hashes of blocks below the number, but for one in a thousand. */
  prune(below: number): void;
}

/** @param directory whose registries these are; the index of another one is emptied */
export function createIndexStore(database: DatabaseSync, directory: Hex): IndexStore {
  const checkContinuity = prepareContinuity(database);
  const readPosition = database.prepare("SELECT block, hash, time FROM position");
  const movePosition = database.prepare("UPDATE position SET block = ?, hash = ?, time = ? WHERE id = 1");
  const readContracts = database.prepare("SELECT id, address FROM contracts ORDER BY id");
  const addContract = database.prepare(
    "INSERT INTO contracts (address, listed_in) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const addBlock = database.prepare("INSERT OR REPLACE INTO blocks (number, hash, time) VALUES (?, ?, ?)");
  const below = database.prepare("SELECT number, hash, time FROM blocks WHERE number < ? ORDER BY number DESC LIMIT ?");
  const oneBlock = database.prepare("SELECT hash FROM blocks WHERE number = ?");
  const pruneBlocks = database.prepare("DELETE FROM blocks WHERE number >= ? AND number < ? AND number % 1000 <> 0");
  const inserts = new Map<string, StatementSync>();

  function position(): Position | null {
    const row = readPosition.get();
    if (row === undefined || row["block"] === null) return null;
    return { number: Number(row["block"]), hash: toHex(row["hash"] as Uint8Array), timestamp: Number(row["time"]) };
  }

  function change(after: Position | null, write: () => void): boolean {
    let isCurrent = false;
    transact(() => {
      isCurrent = position()?.hash === after?.hash;
      if (isCurrent) write();
    });
    return isCurrent;
  }

  function insert({ block, logIndex }: PlacedEvent, contract: number, { table, values }: Fact): void {
    let statement = inserts.get(table);
    if (statement === undefined) {
      const columns = ["block", "log", "time", "contract", ...Object.keys(values)];
      const marks = columns.map(() => "?").join(", ");
      statement = database.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`);
      inserts.set(table, statement);
    }
    const row: SQLInputValue[] = [block.number, logIndex, block.timestamp, contract, ...Object.values(values)];
    statement.run(...row);
  }

  function contractIds(): Map<Hex, number> {
    return new Map(readContracts.all().map((row) => [toHex(row["address"] as Uint8Array), Number(row["id"])]));
  }

  function empty(): void {
    for (const table of [...FACT_TABLES, "blocks", "contracts", "position"]) database.exec(`DELETE FROM ${table}`);
    database.prepare("INSERT INTO position (id, directory) VALUES (1, ?)").run(fromHex(directory));
    addContract.run(fromHex(directory), -1);
  }

  function transact(write: () => void): void {
    database.exec("BEGIN IMMEDIATE");
    try {
      write();
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }

  transact(() => {
    const kept = database.prepare("SELECT directory FROM position").get();
    if (kept === undefined || toHex(kept["directory"] as Uint8Array) !== directory) empty();
  });

  return {
    requireChain(chainId) {
      const known = database.prepare("SELECT chain_id FROM position").get()?.["chain_id"];
      if (known === chainId) return;
      transact(() => {
        if (known != null) empty();
        database.prepare("UPDATE position SET chain_id = ?").run(chainId);
      });
    },
    position,
    contracts: () => [...contractIds().keys()],
    blocksBelow: (number, limit) =>
      below.all(number, limit).map((row) => ({
        number: Number(row["number"]),
        hash: toHex(row["hash"] as Uint8Array),
        timestamp: Number(row["time"]),
      })),
    blockHash(number) {
      const row = oneBlock.get(number);
      return row === undefined ? null : toHex(row["hash"] as Uint8Array);
    },
    append: (after, { end, links, contracts, events }) =>
      change(after, () => {
        for (const { address, listedIn } of contracts) addContract.run(fromHex(address), listedIn);
        const ids = contractIds();
        for (const placed of events) {
          const contract = ids.get(placed.address);
          if (contract === undefined) throw new Error(`an event of ${placed.address}, which is not listened to`);
          checkContinuity(contract, placed.event);
          for (const fact of factsOf(placed.event)) insert(placed, contract, fact);
        }
        for (const { number, hash, timestamp } of links) addBlock.run(number, fromHex(hash), timestamp);
        movePosition.run(end.number, fromHex(end.hash), end.timestamp);
      }),
    undo: (after, to) =>
      change(after, () => {
        if (to === null) {
          empty();
          return;
        }
        for (const table of FACT_TABLES) database.prepare(`DELETE FROM ${table} WHERE block > ?`).run(to.number);
        const unlisted = database.prepare("DELETE FROM contracts WHERE listed_in > ? RETURNING id").all(to.number);
        // What they said before they were listed goes with them, and comes back with their listing.
        for (const { id } of unlisted) {
          for (const table of FACT_TABLES)
            database.prepare(`DELETE FROM ${table} WHERE contract = ?`).run(id as number);
        }
        database.prepare("DELETE FROM blocks WHERE number > ?").run(to.number);
        movePosition.run(to.number, fromHex(to.hash), to.timestamp);
      }),
    prune(number) {
      pruneBlocks.run(number - PRUNED_AT_ONCE, number);
    },
  };
}
