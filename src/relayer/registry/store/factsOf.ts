import type { SQLInputValue } from "node:sqlite";
import type { RegistryEvent } from "../../../chain/registryEvents/index.js";
import { fromHex } from "../../../core/index.js";
import type { Hex } from "../../../core/index.js";
import type { FactTable } from "./indexSchema.js";

/** A row of a table of facts, without its place. */
export interface Fact {
  readonly table: FactTable;
  readonly values: Readonly<Record<string, SQLInputValue>>;
}

/** The rows that keep what an event says. */
export function factsOf(event: RegistryEvent): Fact[] {
  switch (event.type) {
    case "directory-entry-changed":
      return [{ table: "directory_entries", values: { name: event.name, target: bytes(event.target) } }];
    case "institution-registered": {
      const { institutionId: institution, code, kind, jurisdiction, name, parent } = event;
      return [
        { table: "institution_registrations", values: { institution, code, kind, jurisdiction } },
        { table: "institution_names", values: { institution, name } },
        { table: "institution_parents", values: { institution, parent } },
        {
          table: "institution_statuses",
          values: { institution, status: "active", through: null, by_platform: 0, reason: "" },
        },
      ];
    }
    case "institution-renamed":
      return [{ table: "institution_names", values: { institution: event.institutionId, name: event.name } }];
    case "institution-parent-changed":
      return [{ table: "institution_parents", values: { institution: event.institutionId, parent: event.parent } }];
    case "institution-status-changed": {
      const { institutionId: institution, status, through, byPlatform, reason } = event;
      return [
        {
          table: "institution_statuses",
          values: { institution, status, through, by_platform: Number(byPlatform), reason },
        },
      ];
    }
    case "capabilities-changed": {
      const { institutionId: institution, account, capabilities } = event;
      return [{ table: "institution_capabilities", values: { institution, account: bytes(account), capabilities } }];
    }
    case "credential-changed": {
      const { licence, by, status, issuer, jurisdiction, validFrom, validUntil, scope, holderCommitment } = event;
      return [
        {
          table: "credential_states",
          values: {
            licence: bytes(licence),
            by_institution: by,
            status,
            issuer,
            jurisdiction,
            valid_from: validFrom,
            valid_until: validUntil,
            scope,
            holder_commitment: holderCommitment && bytes(holderCommitment),
            ...reasonOf(event),
          },
        },
      ];
    }
    case "holder-key-changed": {
      const { licence, by, key } = event;
      const values = { licence: bytes(licence), by_institution: by, key: key && bytes(key), ...reasonOf(event) };
      return [{ table: "holder_keys", values }];
    }
    case "standard-proposed": {
      const { proposalId: proposal, standardId: standard, proposer, activatableFrom, from, content } = event;
      return [
        {
          table: "standard_proposals",
          values: {
            proposal,
            standard,
            proposer: bytes(proposer),
            is_retirement: Number(content === null),
            activatable_from: activatableFrom,
            starts: from,
            ...contentOf(content),
          },
        },
      ];
    }
    case "proposal-closed":
      return [{ table: "proposal_ends", values: { proposal: event.proposalId, status: event.status } }];
    case "standard-activated":
    case "standard-retired": {
      const { proposalId: proposal, standardId: standard, from } = event;
      const content = event.type === "standard-activated" ? event.content : null;
      const change: Fact = {
        table: "standard_changes",
        values: { standard, proposal, is_retirement: Number(content === null), starts: from, ...contentOf(content) },
      };
      if (proposal === null) return [change];
      return [change, { table: "proposal_ends", values: { proposal, status: "activated" } }];
    }
    case "record-standing-changed": {
      const { institutionId: institution, leaf, status, successor, account } = event;
      return [
        {
          table: "record_standings",
          values: {
            institution,
            leaf: bytes(leaf),
            status,
            successor: successor && bytes(successor),
            account: bytes(account),
            ...reasonOf(event),
          },
        },
      ];
    }
    case "account-disowned": {
      const { institutionId: institution, account, since, administrator } = event;
      return [
        {
          table: "disowned_accounts",
          values: {
            institution,
            account: bytes(account),
            since,
            administrator: bytes(administrator),
            ...reasonOf(event),
          },
        },
      ];
    }
  }
}

type Content = Extract<RegistryEvent, { readonly type: "standard-activated" }>["content"];
type Reasoned = Extract<RegistryEvent, { readonly type: "account-disowned" }>;

const bytes = (hex: Hex): Uint8Array => fromHex(hex);

function reasonOf({ reason }: Pick<Reasoned, "reason">): Fact["values"] {
  return { reason_code: reason.code, reason_document: reason.document && bytes(reason.document) };
}

function contentOf(content: Content | null): Fact["values"] {
  return {
    content_hash: content?.contentHash == null ? null : bytes(content.contentHash),
    // As text: it may be larger than an integer of SQLite.
    value: content?.value?.toString() ?? null,
    title: content?.title ?? null,
    source: content?.source ?? null,
  };
}
