/** A text for people, in both languages of the platform. */
export interface LocalizedText {
  readonly en: string;
  readonly zh: string;
}

/** One of the categories that `StandardsRegistry` keeps apart. @source contracts/types/Standards.sol */
export interface StandardCategoryEntry {
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
}

/** What a record can be. The number is part of the record's encoding. */
export interface RecordKindStandard {
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
  readonly description: LocalizedText;
  readonly source: string;
  /** Versions of the kind's metadata schema, the oldest first. */
  readonly schemaVersions: readonly number[];
}

/** The metadata schema of one record kind. */
export interface SchemaStandard {
  /** Number of the record kind. */
  readonly kind: number;
  readonly version: number;
  /** The schema's `$id`. */
  readonly urn: string;
  /** SHA-256 of the schema file's bytes, 32 bytes. */
  readonly hash: `0x${string}`;
}

export interface DigestAlgorithmStandard {
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
  readonly source: string;
}

/** The longest term of one measure, and since when. */
export interface StatutoryLimitStandard {
  /** The asset class. */
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
  readonly versions: readonly {
    /** Unix seconds from which it is in force. */
    readonly from: number;
    readonly years: number;
    /** 365 days a year: never longer than the law allows, one day shorter where a 29 February lies within. */
    readonly seconds: number;
    readonly source: string;
  }[];
}

/** How long a procedure may wait before it goes on by itself, and since when. */
export interface WindowStandard {
  readonly number: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
  readonly versions: readonly {
    /** Unix seconds from which it is in force. */
    readonly from: number;
    /** Full working days; what falls due does so at 00:00 of the next. */
    readonly workingDays: number;
    readonly source: string;
  }[];
}

/** A function of `LawyerRegistry` or `RecordAnchor` that takes a reason. */
export type ReasonedChange =
  | "issue"
  | "renew"
  | "suspend"
  | "reinstate"
  | "revoke"
  | "transfer"
  | "changeHolderKeys"
  | "withdrawRecord"
  | "supersedeRecord"
  | "disownAccount";

/** Why a credential, a record or an account was changed. 0 is none. @source contracts/types/Reason.sol */
export interface ReasonStandard {
  readonly number: number;
  /** The changes for which it can be given. */
  readonly changes: readonly ReasonedChange[];
  readonly en: string;
  readonly zh: string;
  /** The legal ground, where there is one. */
  readonly source?: string;
}
