import { readFileSync } from "node:fs";
import { DIGEST_ALGORITHM_NAMES, MAX_REFERENCE_LENGTH, RECORD_KINDS } from "../../core/index.js";
import { MAX_RECORDS } from "../intake/parseIntake.js";
import { AFTER_PARAMETER, AT_PARAMETER, REGISTRY_SCHEMAS } from "./openApiRegistries.js";
import { PROBLEMS } from "./problem.js";
import type { ProblemCode } from "./problem.js";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const WORD = { type: "string", pattern: "^0x[0-9a-fA-F]{64}$" } as const;
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ content: { "application/json": { schema } } });
const ID_PARAMETER = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } };
const STATE = { type: "string", enum: ["received", "batched", "submitted", "anchored", "final", "rejected"] };

const RECORD_PROPERTIES = {
  kind: { type: "integer", enum: RECORD_KINDS.map(({ number }) => number), description: describeKinds() },
  schema: { type: "integer", minimum: 1, maximum: 65_535, description: "version of the metadata schema of that kind" },
  digestAlgorithm: { type: "string", enum: DIGEST_ALGORITHM_NAMES },
  digest: { ...WORD, description: "digest of the document's bytes as they are" },
  metadataRoot: { ...WORD, description: "commitment to the metadata; 64 zeros where there is none" },
} as const;
const INSTITUTION_ID = { type: "integer", minimum: 1, maximum: 4_294_967_295 };
const RECORD_FIELDS = Object.keys(RECORD_PROPERTIES);

/** One answer for each status, naming the problem codes that it can carry. */
function problems(...codes: ProblemCode[]): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    ]),
  );
}

function describeKinds(): string {
  return RECORD_KINDS.map(({ number, en, zh }) => `${number} ${en} ${zh}`).join(", ");
}

/** What `/openapi.json` answers: every route, its answers and its problems. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Lexanchor relayer",
    version,
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    description:
      "Takes in records of institutions and anchors them on the chain. Verification asks the chain, never this API.",
  },
  paths: {
    "/v1/records": {
      post: {
        operationId: "submitRecords",
        summary: "Hand in 1 to 10,000 records of one institution, all or none",
        description:
          "The same reference with the same content gives the same id again; with other content, nothing of the request is stored.",
        security: [{ token: [] }],
        requestBody: { required: true, ...json(ref("Intake")) },
        responses: {
          202: { description: "Stored durably, in the order of the request", ...json(ref("Accepted")) },
          ...problems(
            "body-malformed",
            "records-malformed",
            "token-missing",
            "token-refused",
            "institution-refused",
            "reference-conflict",
            "body-too-large",
            "body-not-json",
            "stopping",
            "internal",
          ),
        },
      },
      get: {
        operationId: "searchRecords",
        summary: "Find the records of a document by its digest",
        parameters: [{ name: "digest", in: "query", required: true, schema: WORD }],
        responses: {
          200: {
            description: "The oldest first, at most 100; none is an empty list",
            ...json({
              type: "object",
              required: ["records"],
              properties: { records: { type: "array", items: ref("StoredRecord") } },
            }),
          },
          ...problems("query-malformed"),
        },
      },
    },
    "/v1/records/{id}": {
      get: {
        operationId: "readRecord",
        summary: "Where a record is on its way",
        parameters: [ID_PARAMETER],
        responses: {
          200: { description: "The record", ...json(ref("StoredRecord")) },
          ...problems("record-unknown"),
        },
      },
    },
    "/v1/records/{id}/receipt": {
      get: {
        operationId: "readReceipt",
        summary: "The receipt of a final record",
        parameters: [ID_PARAMETER],
        responses: {
          200: { description: "The receipt, as docs/receipt.md specifies it", ...json({ type: "object" }) },
          ...problems("record-unknown", "receipt-not-yet", "receipt-never"),
        },
      },
    },
    "/v1/lawyers/{licence}": {
      get: {
        operationId: "readLawyer",
        summary: "Whether the holder of a licence was entitled to practise at a time",
        parameters: [
          {
            name: "licence",
            in: "path",
            required: true,
            description: "the licence number; spaces, hyphens and full-width digits are taken as they are pasted",
            schema: { type: "string" },
          },
          AT_PARAMETER,
        ],
        responses: {
          200: { description: "What the registry held at the time", ...json(ref("Lawyer")) },
          ...problems("query-malformed", "licence-unknown", "time-not-reached", "registry-not-read"),
        },
      },
    },
    "/v1/institutions": {
      get: {
        operationId: "listInstitutions",
        summary: "Every institution registered by a time, in the order of their ids",
        parameters: [AT_PARAMETER, AFTER_PARAMETER],
        responses: {
          200: { description: "A page of them", ...json(ref("Institutions")) },
          ...problems("query-malformed", "time-not-reached", "registry-not-read"),
        },
      },
    },
    "/v1/institutions/{idOrCode}": {
      get: {
        operationId: "readInstitution",
        summary: "An institution as it was at a time, its accounts and every change of its standing",
        parameters: [
          {
            name: "idOrCode",
            in: "path",
            required: true,
            description: "digits are an id first, and a code where no institution has the id",
            schema: { type: "string" },
          },
          AT_PARAMETER,
        ],
        responses: {
          200: { description: "The institution", ...json(ref("WholeInstitution")) },
          ...problems("query-malformed", "institution-unknown", "time-not-reached", "registry-not-read"),
        },
      },
    },
    "/v1/standards": {
      get: {
        operationId: "listStandards",
        summary:
          "Every standard, the version in force at a time, past or to come as far as is decided, and what is proposed",
        parameters: [AT_PARAMETER],
        responses: {
          200: { description: "In the order of their first activation", ...json(ref("Standards")) },
          ...problems("query-malformed", "registry-not-read"),
        },
      },
    },
    "/health/live": {
      get: { operationId: "readLive", responses: { 200: { description: "The process answers" } } },
    },
    "/health/ready": {
      get: {
        operationId: "readReady",
        responses: {
          200: { description: "It reaches the chain" },
          503: { description: "It does not; records are taken in and kept" },
        },
      },
    },
    "/metrics": { get: { operationId: "readMetrics", responses: { 200: { description: "Prometheus text" } } } },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer", description: "bound to one institution" } },
    schemas: {
      ...REGISTRY_SCHEMAS,
      Intake: {
        type: "object",
        additionalProperties: false,
        required: ["institutionId", "records"],
        properties: {
          institutionId: INSTITUTION_ID,
          records: {
            type: "array",
            minItems: 1,
            maxItems: MAX_RECORDS,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["reference", ...RECORD_FIELDS],
              properties: {
                reference: {
                  type: "string",
                  minLength: 1,
                  maxLength: MAX_REFERENCE_LENGTH,
                  description: "the caller's own id, unique within the institution; shown to nobody else",
                },
                ...RECORD_PROPERTIES,
              },
            },
          },
        },
      },
      Accepted: {
        type: "object",
        required: ["records"],
        properties: {
          records: {
            type: "array",
            items: {
              type: "object",
              required: ["id", "reference", "state"],
              properties: { id: { type: "string", format: "uuid" }, reference: { type: "string" }, state: STATE },
            },
          },
        },
      },
      StoredRecord: {
        type: "object",
        required: ["id", "state", "institutionId", ...RECORD_FIELDS, "receivedAt"],
        properties: {
          id: { type: "string", format: "uuid" },
          state: STATE,
          institutionId: INSTITUTION_ID,
          ...RECORD_PROPERTIES,
          receivedAt: { type: "string", format: "date-time" },
          reference: { type: "string", description: "only with a token of the record's institution" },
          rejection: {
            type: "object",
            properties: { code: { type: "string" }, field: { type: "string" }, reason: { type: "string" } },
          },
        },
      },
      Problem: {
        type: "object",
        required: ["type", "title", "status", "detail", "code"],
        properties: {
          type: { type: "string", format: "uri" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
          code: { type: "string", enum: Object.keys(PROBLEMS) },
          state: STATE,
          asOf: ref("AsOf"),
          errors: {
            type: "array",
            items: {
              type: "object",
              required: ["field", "message"],
              properties: { field: { type: "string" }, message: { type: "string" } },
            },
          },
        },
      },
    },
  },
} as const;
