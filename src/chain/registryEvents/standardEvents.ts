import type * as Standards from "../../../typechain-types/standards/StandardsRegistry.js";
import { wordOrNull } from "../reason.js";
import type { StandardContent } from "../standards.js";
import { readAccount, readIdOrNull, readText } from "./eventValues.js";
import type { EventDecoder } from "./eventValues.js";

export const STANDARD_EVENTS = {
  StandardProposed: (({ proposalId, standardId, proposer, activatableFrom, from, content }) => ({
    type: "standard-proposed",
    proposalId: Number(proposalId),
    standardId: Number(standardId),
    proposer: readAccount(proposer),
    activatableFrom: Number(activatableFrom),
    from: Number(from),
    content: readContent(content),
  })) satisfies EventDecoder<Standards.StandardProposedEvent.OutputObject>,

  StandardRetirementProposed: (({ proposalId, standardId, proposer, activatableFrom, from }) => ({
    type: "standard-proposed",
    proposalId: Number(proposalId),
    standardId: Number(standardId),
    proposer: readAccount(proposer),
    activatableFrom: Number(activatableFrom),
    from: Number(from),
    content: null,
  })) satisfies EventDecoder<Standards.StandardRetirementProposedEvent.OutputObject>,

  StandardProposalWithdrawn: (({ proposalId }) => ({
    type: "proposal-closed",
    proposalId: Number(proposalId),
    status: "withdrawn",
  })) satisfies EventDecoder<Standards.StandardProposalWithdrawnEvent.OutputObject>,

  StandardProposalRejected: (({ proposalId }) => ({
    type: "proposal-closed",
    proposalId: Number(proposalId),
    status: "rejected",
  })) satisfies EventDecoder<Standards.StandardProposalRejectedEvent.OutputObject>,

  StandardActivated: (({ proposalId, standardId, from, content }) => ({
    type: "standard-activated",
    proposalId: readIdOrNull(proposalId),
    standardId: Number(standardId),
    from: Number(from),
    content: readContent(content),
  })) satisfies EventDecoder<Standards.StandardActivatedEvent.OutputObject>,

  StandardRetired: (({ proposalId, standardId, from }) => ({
    type: "standard-retired",
    proposalId: Number(proposalId),
    standardId: Number(standardId),
    from: Number(from),
  })) satisfies EventDecoder<Standards.StandardRetiredEvent.OutputObject>,
};

function readContent(content: Standards.IStandardsRegistry.ContentStructOutput): StandardContent {
  const { contentHash, value, title, source } = content;
  return {
    contentHash: wordOrNull(contentHash),
    value: value === 0n ? null : value,
    title: readText(title),
    source: readText(source),
  };
}
