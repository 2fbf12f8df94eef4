import type { InstitutionStatus, RecordStatus, Hex } from "../../core/index.js";
import type { InstitutionKind } from "../institutionKinds.js";
import type { CredentialStatus } from "../lawyers.js";
import type { Reason } from "../reason.js";
import type { ProposalStatus, StandardContent } from "../standards.js";

/** What a log of a registry says. Times in Unix seconds; addresses, hashes and leaves in lower case. */
export type RegistryEvent =
  | { readonly type: "directory-entry-changed"; readonly name: string; readonly target: Hex }
  | {
      readonly type: "institution-registered";
      readonly institutionId: number;
      readonly code: string;
      readonly parent: number | null;
      readonly kind: InstitutionKind;
      readonly jurisdiction: string;
      readonly name: string;
    }
  | { readonly type: "institution-renamed"; readonly institutionId: number; readonly name: string }
  | { readonly type: "institution-parent-changed"; readonly institutionId: number; readonly parent: number | null }
  | {
      readonly type: "institution-status-changed";
      readonly institutionId: number;
      readonly status: InstitutionStatus;
      /** Of a suspension: the institution whose suspension took this one along, or itself. */
      readonly through: number | null;
      readonly byPlatform: boolean;
      readonly reason: string;
    }
  | {
      readonly type: "capabilities-changed";
      readonly institutionId: number;
      readonly account: Hex;
      /** The contracts' bit set: the whole of what the account holds from now on. */
      readonly capabilities: number;
    }
  | {
      readonly type: "credential-changed";
      readonly licence: Hex;
      /** The bureau that made the change. */
      readonly by: number;
      readonly status: CredentialStatus;
      readonly issuer: number;
      readonly jurisdiction: string;
      readonly validFrom: number;
      readonly validUntil: number;
      /** The contracts' bit set. */
      readonly scope: number;
      /** Only of the issuing. */
      readonly holderCommitment: Hex | null;
      readonly reason: Reason;
    }
  | {
      readonly type: "holder-key-changed";
      readonly licence: Hex;
      readonly by: number;
      readonly key: Hex | null;
      readonly reason: Reason;
    }
  | {
      readonly type: "standard-proposed";
      readonly proposalId: number;
      readonly standardId: number;
      readonly proposer: Hex;
      readonly activatableFrom: number;
      readonly from: number;
      /** Null for a retirement. */
      readonly content: StandardContent | null;
    }
  | { readonly type: "proposal-closed"; readonly proposalId: number; readonly status: ProposalStatus }
  | {
      readonly type: "standard-activated";
      /** Null for a standard that the registry began with. */
      readonly proposalId: number | null;
      readonly standardId: number;
      readonly from: number;
      readonly content: StandardContent;
    }
  | {
      readonly type: "standard-retired";
      readonly proposalId: number;
      readonly standardId: number;
      readonly from: number;
    }
  | {
      readonly type: "record-standing-changed";
      readonly institutionId: number;
      readonly leaf: Hex;
      readonly status: RecordStatus;
      /** Leaf of the record in its place. */
      readonly successor: Hex | null;
      readonly account: Hex;
      readonly reason: Reason;
    }
  | {
      readonly type: "account-disowned";
      readonly institutionId: number;
      readonly account: Hex;
      readonly since: number;
      readonly administrator: Hex;
      readonly reason: Reason;
    };

/** A block as the one after it names it. */
export interface ChainLink {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
}
