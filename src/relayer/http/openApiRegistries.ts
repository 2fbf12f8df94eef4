import { CAPABILITIES, INSTITUTION_KINDS, PRACTICE_SCOPES } from "../../chain/index.js";
import { STANDARD_CATEGORIES } from "../../core/standards/index.js";
import { MAX_INSTITUTIONS } from "./listInstitutions.js";

const TIME = { type: "string", format: "date-time" };
const OPTIONAL_TIME = { type: ["string", "null"], format: "date-time" };
const WORD = { type: "string", pattern: "^0x[0-9a-f]{64}$" };
const OPTIONAL_WORD = { type: ["string", "null"], pattern: "^0x[0-9a-f]{64}$" };
const ADDRESS = { type: "string", pattern: "^0x[0-9a-f]{40}$" };
const ID = { type: "integer", minimum: 1, maximum: 4_294_967_295 };
const OPTIONAL_ID = { ...ID, type: ["integer", "null"] };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Record<string, object>): object => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});
const listOf = (items: object): object => ({ type: "array", items });

export const AT_PARAMETER = {
  name: "at",
  in: "query",
  description: "the time to answer for, in UTC; that of the last block read where it is left out",
  schema: { ...TIME, examples: ["2026-11-23T10:00:00Z"] },
};

export const AFTER_PARAMETER = {
  name: "after",
  in: "query",
  description: `the last id of the page before; a page has at most ${MAX_INSTITUTIONS}`,
  schema: { type: "integer", minimum: 0, maximum: 4_294_967_295, default: 0 },
};

const STATE_PROPERTIES = {
  since: { ...TIME, description: "from when it holds" },
  validFrom: TIME,
  validUntil: { ...TIME, description: "from when it is no longer valid" },
  status: { type: "string", enum: ["active", "suspended", "revoked"] },
  issuer: { ...ID, description: "the bureau that answers for it" },
  scope: listOf({ type: "string", enum: PRACTICE_SCOPES.map(({ slug }) => slug) }),
  jurisdiction: { type: "string", examples: ["CN-11-0105"] },
};

const INSTITUTION_PROPERTIES = {
  id: ID,
  code: { type: "string" },
  name: { type: "string" },
  kind: { type: "string", enum: INSTITUTION_KINDS.map(({ slug }) => slug) },
  jurisdiction: { type: "string", examples: ["CN-11"] },
  parent: { ...OPTIONAL_ID, description: "the institution above it" },
  status: { type: "string", enum: ["active", "suspended", "retired"] },
  statusSince: TIME,
  administrators: { type: "integer", description: "number of accounts that administer it" },
  suspendedThrough: { ...OPTIONAL_ID, description: "while suspended: whose suspension took it along, or itself" },
  suspendedByPlatform: { type: "boolean" },
};

const CONTENT_PROPERTIES = {
  contentHash: { ...OPTIONAL_WORD, description: "SHA-256 of the document that defines it" },
  value: { type: ["string", "null"], description: "a whole number, in the unit of the category" },
  title: { type: "string" },
  source: { type: "string" },
};

/** The schemas of what the index of the registries answers. */
export const REGISTRY_SCHEMAS = {
  AsOf: {
    ...object({ blockNumber: { type: "integer" }, blockHash: WORD, time: TIME }),
    description: "the block up to which the index had read; who wants to be sure asks the chain",
  },
  CredentialState: object(STATE_PROPERTIES),
  Lawyer: object({
    at: TIME,
    licence: { type: "string", description: "the number, normalised" },
    licenceHash: WORD,
    entitled: {
      type: "boolean",
      description: "active and within its validity at the time; says nothing about the standing of the issuer",
    },
    state: { oneOf: [ref("CredentialState"), { type: "null" }], description: "null before the issuing" },
    holderCommitment: WORD,
    holderKey: { ...ADDRESS, type: ["string", "null"] },
    history: listOf({
      ...object({
        ...STATE_PROPERTIES,
        by: { ...ID, description: "the bureau that made the change" },
        reason: object({ code: { type: "integer", description: "docs/standards.md" }, document: OPTIONAL_WORD }),
      }),
      description: "every state, the oldest first",
    }),
    asOf: ref("AsOf"),
  }),
  Institution: object(INSTITUTION_PROPERTIES),
  Institutions: object({
    at: TIME,
    institutions: listOf(ref("Institution")),
    next: { ...OPTIONAL_ID, description: "`after` of the next page; null on the last" },
    asOf: ref("AsOf"),
  }),
  WholeInstitution: object({
    at: TIME,
    ...INSTITUTION_PROPERTIES,
    accounts: listOf(object({ address: ADDRESS, capabilities: listOf({ type: "string", enum: CAPABILITIES }) })),
    statusHistory: listOf(object({ since: TIME, status: INSTITUTION_PROPERTIES.status, reason: { type: "string" } })),
    asOf: ref("AsOf"),
  }),
  StandardVersion: object({ from: TIME, until: OPTIONAL_TIME, ...CONTENT_PROPERTIES }),
  Standards: object({
    at: TIME,
    standards: listOf(
      object({
        id: { type: "integer" },
        category: { type: "string", enum: STANDARD_CATEGORIES.map(({ slug }) => slug) },
        code: { type: "integer" },
        inForce: { oneOf: [ref("StandardVersion"), { type: "null" }], description: "at the time" },
        versions: listOf(ref("StandardVersion")),
      }),
    ),
    openProposals: listOf({
      type: "object",
      required: ["id", "standardId", "isRetirement", "activatableFrom", "from", "proposer"],
      properties: {
        id: { type: "integer" },
        standardId: { type: "integer" },
        isRetirement: { type: "boolean" },
        activatableFrom: TIME,
        from: TIME,
        proposer: ADDRESS,
        ...CONTENT_PROPERTIES,
      },
    }),
    asOf: ref("AsOf"),
  }),
};
