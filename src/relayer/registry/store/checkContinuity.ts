import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { RegistryEvent } from "../../../chain/registryEvents/index.js";
import { fromHex } from "../../../core/index.js";
import { RelayerError } from "../../errors.js";

/**
 * Makes the check that an event can follow what is stored: the contracts number institutions and proposals without a
 * gap, and change only what is there. Where it cannot, a node has left something out before.
 * @returns throws RelayerError `registry-index-incomplete`
 */
export function prepareContinuity(database: DatabaseSync): (contract: number, event: RegistryEvent) => void {
  const lastInstitution = database.prepare(
    "SELECT coalesce(max(institution), 0) AS last FROM institution_registrations WHERE contract = ?",
  );
  const lastProposal = database.prepare(
    "SELECT coalesce(max(proposal), 0) AS last FROM standard_proposals WHERE contract = ?",
  );
  const institution = database.prepare(
    "SELECT 1 FROM institution_registrations WHERE contract = ? AND institution = ?",
  );
  const proposal = database.prepare("SELECT 1 FROM standard_proposals WHERE contract = ? AND proposal = ?");
  const closed = database.prepare("SELECT 1 FROM proposal_ends WHERE contract = ? AND proposal = ?");
  const licence = database.prepare(
    "SELECT 1 FROM credential_states WHERE contract = ? AND licence = ? AND holder_commitment IS NOT NULL",
  );
  const standing = database.prepare(
    "SELECT 1 FROM record_standings WHERE contract = ? AND institution = ? AND leaf = ?",
  );
  const require = (isSo: boolean, fact: string): void => {
    if (isSo) return;
    throw new RelayerError({
      code: "registry-index-incomplete",
      message: `registry index: ${fact}; a node left logs out`,
      retryable: true,
    });
  };
  const has = (statement: typeof licence, ...values: SQLInputValue[]): boolean =>
    statement.get(...values) !== undefined;

  return (contract, event) => {
    switch (event.type) {
      case "institution-registered": {
        const last = Number(lastInstitution.get(contract)?.["last"]);
        const fact = `institution ${event.institutionId} follows institution ${last}`;
        require(event.institutionId === last + 1, fact);
        return;
      }
      case "institution-renamed":
      case "institution-parent-changed":
      case "institution-status-changed":
      case "capabilities-changed": {
        const { institutionId } = event;
        const fact = `institution ${institutionId} was changed and never registered`;
        require(has(institution, contract, institutionId), fact);
        return;
      }
      case "credential-changed": {
        const isIssued = has(licence, contract, fromHex(event.licence));
        const isIssuing = event.holderCommitment !== null;
        const fact = isIssuing ? "was issued twice" : "was changed and never issued";
        require(isIssued !== isIssuing, `credential ${event.licence} ${fact}`);
        return;
      }
      case "holder-key-changed": {
        const fact = `credential ${event.licence} was given a key and never issued`;
        require(has(licence, contract, fromHex(event.licence)), fact);
        return;
      }
      case "standard-proposed": {
        const last = Number(lastProposal.get(contract)?.["last"]);
        require(event.proposalId === last + 1, `proposal ${event.proposalId} follows proposal ${last}`);
        return;
      }
      case "proposal-closed":
      case "standard-activated":
      case "standard-retired": {
        const { proposalId } = event;
        if (proposalId === null) return;
        const isOpen = has(proposal, contract, proposalId) && !has(closed, contract, proposalId);
        require(isOpen, `proposal ${proposalId} was closed and is not open`);
        return;
      }
      case "record-standing-changed": {
        const { institutionId, leaf } = event;
        const fact = `record ${leaf} of institution ${institutionId} was withdrawn or superseded twice`;
        require(!has(standing, contract, institutionId, fromHex(leaf)), fact);
        return;
      }
      // What they refer to is not indexed.
      case "directory-entry-changed":
      case "account-disowned":
        return;
    }
  };
}
