import type { Row, Trial } from "./accessRows.js";
import { onlyAccessManager } from "./accessRows.js";
import type { RoleName } from "./accessScene.js";
import { SOME_STANDARD, outcome } from "./accessScene.js";
import { LAST_DATE, contentOf } from "./standards.js";

function byRole(role: RoleName, args: (trial: Trial) => unknown[]): Row {
  return {
    at: "platform",
    args,
    expected: ({ actor }) =>
      actor.role === role ? "done" : outcome("AccessManagedUnauthorized", actor.wallet.address),
  };
}

const theProposal = ({ scene }: Trial) => [scene.proposalId];

export const STANDARDS_ROWS: Record<string, Row> = {
  "StandardsRegistry.propose(uint40,uint48,(bytes32,uint64,string,string))": byRole("standards committee", () => [
    SOME_STANDARD,
    LAST_DATE,
    contentOf("standard"),
  ]),
  "StandardsRegistry.proposeRetirement(uint40,uint48)": byRole("standards committee", () => [SOME_STANDARD, LAST_DATE]),
  "StandardsRegistry.withdraw(uint256)": byRole("standards committee", theProposal),
  "StandardsRegistry.reject(uint256)": byRole("standards approver", theProposal),
  "StandardsRegistry.activate(uint256)": byRole("standards approver", theProposal),
  "StandardsRegistry.setAuthority(address)": {
    at: "platform",
    args: ({ scene }) => [scene.platform.anchor.target],
    expected: onlyAccessManager,
    nobody: true,
  },
};
