import type { InstitutionStatus } from "../core/index.js";
import { ChainError } from "./errors.js";

/** The sector of an institution: its number in the contracts, its slug everywhere else, its names for people. */
export interface InstitutionKindEntry {
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
}

/** In the order of the contracts' enum. @custom:source contracts/types/InstitutionKind.sol */
export const INSTITUTION_KINDS = [
  { number: 1, slug: "court", en: "court", zh: "法院" },
  { number: 2, slug: "procuratorate", en: "procuratorate", zh: "检察院" },
  { number: 3, slug: "justice-bureau", en: "justice bureau", zh: "司法局" },
  { number: 4, slug: "mediation-body", en: "mediation body", zh: "调解组织" },
  { number: 5, slug: "arbitration-body", en: "arbitration body", zh: "仲裁机构" },
  { number: 6, slug: "notary-office", en: "notary office", zh: "公证处" },
  { number: 7, slug: "intellectual-property-office", en: "intellectual property office", zh: "知识产权局" },
  { number: 8, slug: "market-regulator", en: "market regulator", zh: "市场监管局" },
  { number: 9, slug: "property-registry", en: "property registry", zh: "不动产登记机构" },
  { number: 10, slug: "transaction-platform", en: "transaction platform", zh: "交易平台" },
  { number: 11, slug: "data-ownership-registry", en: "data ownership registry", zh: "数据确权机构" },
  { number: 12, slug: "data-exchange", en: "data exchange", zh: "数据交易所" },
  { number: 13, slug: "financial-institution", en: "financial institution", zh: "金融机构" },
  { number: 14, slug: "government-department", en: "government department", zh: "政府部门" },
] as const satisfies readonly InstitutionKindEntry[];

export type InstitutionKind = (typeof INSTITUTION_KINDS)[number]["slug"];

/** In the order of the contracts' enum. */
const STATUSES = ["none", "active", "suspended", "retired"] as const satisfies readonly InstitutionStatus[];

/** @throws ChainError `institution-kind-unknown`, naming the known ones */
export function parseInstitutionKind(value: unknown, field = "kind"): InstitutionKind {
  const entry = INSTITUTION_KINDS.find((kind) => kind.slug === value);
  if (entry === undefined) {
    const known = INSTITUTION_KINDS.map((kind) => kind.slug).join(", ");
    throw new ChainError({
      code: "institution-kind-unknown",
      message: `${field}: ${value === undefined ? "nothing" : JSON.stringify(value)} given, one of ${known} expected`,
      field,
    });
  }
  return entry.slug;
}

/** The contracts' number of a kind. */
export function institutionKindNumber(kind: InstitutionKind): number {
  return INSTITUTION_KINDS.findIndex((entry) => entry.slug === kind) + 1;
}

/** @throws ChainError `institution-kind-unknown`: a number that only a newer version knows */
export function institutionKindByNumber(number: number): InstitutionKindEntry & { readonly slug: InstitutionKind } {
  const entry = INSTITUTION_KINDS.find((kind) => kind.number === number);
  if (entry === undefined) {
    throw new ChainError({ code: "institution-kind-unknown", message: `institution kind ${number} is not known here` });
  }
  return entry;
}

/** @throws ChainError `institution-status-unknown`: a number that only a newer version knows */
export function institutionStatusByNumber(number: number): InstitutionStatus {
  const status = STATUSES[number];
  if (status === undefined) {
    throw new ChainError({
      code: "institution-status-unknown",
      message: `institution status ${number} is not known here`,
    });
  }
  return status;
}
