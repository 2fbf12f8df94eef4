import { makeKey } from "./deployTestPlatform.js";

export interface CourtEntry {
  code: string;
  name: string;
  kind: "court";
  jurisdiction: string;
  parent: string | null;
  accounts: { address: string; capabilities: string[] }[];
}

/** 153 courts: 1 at the top, 8 below it, 18 below each of these. */
export function makeCourts(): CourtEntry[] {
  const administrator = makeKey().address;
  const court = (code: string, name: string, jurisdiction: string, parent: string | null): CourtEntry => ({
    code,
    name,
    kind: "court",
    jurisdiction,
    parent,
    accounts: [{ address: administrator, capabilities: ["administer", "relay"] }],
  });
  const top = court("GY", "高级人民法院", "CN-31", null);
  const middle = Array.from({ length: 8 }, (_, i) => court(`ZY-${i}`, `第${i}中级人民法院`, `CN-31-0${i}`, "GY"));
  const below = middle.flatMap(({ code, jurisdiction }, i) =>
    Array.from({ length: 18 }, (_, j) =>
      court(`${code}-${j}`, `第${i}中院第${j}人民法院`, `${jurisdiction}-${j}`, code),
    ),
  );
  return [...below, ...middle, top];
}
