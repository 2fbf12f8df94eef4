import { RecordError } from "./recordError.js";

export interface RecordKind {
  /** As in the record's encoding. */
  readonly number: number;
  /** As on the command line and in page addresses. */
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
}

/** The kinds known today. Numbers are part of the record's encoding: append, never change. */
export const RECORD_KINDS: readonly RecordKind[] = [
  { number: 1, slug: "electronic-evidence", en: "electronic evidence", zh: "电子证据" },
  { number: 2, slug: "electronic-archive", en: "electronic archive", zh: "电子档案" },
  { number: 3, slug: "enforcement-control", en: "enforcement investigation and control", zh: "执行查控" },
  { number: 4, slug: "complaint-petition", en: "complaint or petition", zh: "信访材料" },
  { number: 5, slug: "operation-log", en: "operation log", zh: "操作日志" },
  { number: 6, slug: "mediation-record", en: "mediation record", zh: "调解记录" },
  { number: 7, slug: "case-filing", en: "case filing", zh: "立案材料" },
  { number: 8, slug: "litigation-document", en: "litigation document", zh: "诉讼文书" },
  { number: 9, slug: "judicial-instrument", en: "judicial instrument", zh: "裁判文书" },
  { number: 10, slug: "service-receipt", en: "service receipt", zh: "送达回证" },
  { number: 11, slug: "lawyer-appearance", en: "lawyer appearance", zh: "律师出庭" },
  { number: 20, slug: "intellectual-property-right", en: "intellectual property right", zh: "知识产权" },
  { number: 21, slug: "market-registration", en: "market registration", zh: "市场主体登记" },
  { number: 22, slug: "property-registration", en: "property registration", zh: "不动产登记" },
  { number: 23, slug: "transaction", en: "transaction", zh: "交易" },
  { number: 24, slug: "data-ownership", en: "data ownership", zh: "数据权属" },
  { number: 25, slug: "data-trade", en: "data trade", zh: "数据交易" },
  { number: 26, slug: "financial-record", en: "financial record", zh: "金融记录" },
  { number: 27, slug: "government-record", en: "government record", zh: "政务记录" },
];

/** @throws RecordError `record-kind-unknown`, naming the known ones */
export function recordKindByNumber(number: number, field = "kind"): RecordKind {
  return RECORD_KINDS.find((kind) => kind.number === number) ?? refuseUnknownKind(String(number), field);
}

/** @throws RecordError `record-kind-unknown`, naming the known ones */
export function recordKindBySlug(slug: string, field = "kind"): RecordKind {
  return RECORD_KINDS.find((kind) => kind.slug === slug) ?? refuseUnknownKind(`"${slug.slice(0, 40)}"`, field);
}

function refuseUnknownKind(given: string, field: string): never {
  const known = RECORD_KINDS.map(({ number, slug }) => `${number} ${slug}`).join(", ");
  throw new RecordError({
    code: "record-kind-unknown",
    field,
    fact: `unknown kind ${given}; known are ${known}`,
  });
}
