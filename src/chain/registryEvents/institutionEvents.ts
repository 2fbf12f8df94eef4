import type * as Directory from "../../../typechain-types/directory/Directory.js";
import type * as Institutions from "../../../typechain-types/institutions/InstitutionRegistry.js";
import { institutionKindByNumber } from "../institutionKinds.js";
import { decodeShortText } from "../shortText.js";
import { readAccount, readIdOrNull, readText } from "./eventValues.js";
import type { EventDecoder } from "./eventValues.js";

export const INSTITUTION_EVENTS = {
  DirectoryEntryChanged: (({ name, target }) => ({
    type: "directory-entry-changed",
    name: decodeShortText(name),
    target: readAccount(target),
  })) satisfies EventDecoder<Directory.DirectoryEntryChangedEvent.OutputObject>,

  InstitutionRegistered: (({ institutionId, code, parent, kind, jurisdiction, name }) => ({
    type: "institution-registered",
    institutionId: Number(institutionId),
    code: decodeShortText(code),
    parent: readIdOrNull(parent),
    kind: institutionKindByNumber(Number(kind)).slug,
    jurisdiction: decodeShortText(jurisdiction),
    name: readText(name),
  })) satisfies EventDecoder<Institutions.InstitutionRegisteredEvent.OutputObject>,

  InstitutionRenamed: (({ institutionId, name }) => ({
    type: "institution-renamed",
    institutionId: Number(institutionId),
    name: readText(name),
  })) satisfies EventDecoder<Institutions.InstitutionRenamedEvent.OutputObject>,

  InstitutionParentChanged: (({ institutionId, parent }) => ({
    type: "institution-parent-changed",
    institutionId: Number(institutionId),
    parent: readIdOrNull(parent),
  })) satisfies EventDecoder<Institutions.InstitutionParentChangedEvent.OutputObject>,

  InstitutionSuspended: (({ institutionId, through, byPlatform, reason }) => ({
    type: "institution-status-changed",
    institutionId: Number(institutionId),
    status: "suspended",
    through: Number(through),
    byPlatform,
    reason: readText(reason),
  })) satisfies EventDecoder<Institutions.InstitutionSuspendedEvent.OutputObject>,

  InstitutionReinstated: (({ institutionId, reason }) => ({
    type: "institution-status-changed",
    institutionId: Number(institutionId),
    status: "active",
    through: null,
    byPlatform: false,
    reason: readText(reason),
  })) satisfies EventDecoder<Institutions.InstitutionReinstatedEvent.OutputObject>,

  InstitutionRetired: (({ institutionId, reason }) => ({
    type: "institution-status-changed",
    institutionId: Number(institutionId),
    status: "retired",
    through: null,
    byPlatform: false,
    reason: readText(reason),
  })) satisfies EventDecoder<Institutions.InstitutionRetiredEvent.OutputObject>,

  CapabilitiesChanged: (({ institutionId, account, capabilities }) => ({
    type: "capabilities-changed",
    institutionId: Number(institutionId),
    account: readAccount(account),
    capabilities: Number(capabilities),
  })) satisfies EventDecoder<Institutions.CapabilitiesChangedEvent.OutputObject>,
};
