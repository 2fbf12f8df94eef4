import { fastify } from "fastify";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { LexanchorError } from "../../core/index.js";
import { describeError } from "../log.js";
import type { HttpContext } from "./context.js";
import { answerClientError } from "./answerClientError.js";
import { addHealthRoutes } from "./health.js";
import { addHomeRoute } from "./home.js";
import { addListInstitutions } from "./listInstitutions.js";
import { addListStandards } from "./listStandards.js";
import { openApiDocument } from "./openapi.js";
import { sendProblem } from "./problem.js";
import { addReadInstitution } from "./readInstitution.js";
import { addReadLawyer } from "./readLawyer.js";
import { addReadReceipt } from "./readReceipt.js";
import { addReadRecord } from "./readRecord.js";
import { addSearchRecords } from "./searchRecords.js";
import { addSubmitRecords } from "./submitRecords.js";

/** 10,000 records with references of 256 characters come to 7 MB. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** A request that takes longer to arrive is ended: half-open connections must not pile up. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Once the server closes, the answers that are still under way say that they are the last of their connections: kept
 * alive, those would keep the server from its end for as long as their clients like.
 */
function closeConnectionsWithTheirAnswers(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook("preClose", (done) => {
    isClosing = true;
    done();
  });
  server.addHook("onSend", (_request, reply, payload, done) => {
    if (isClosing) void reply.header("connection", "close");
    done(null, payload);
  });
}

/** The relayer's routes; it listens to nothing before `listen`. */
export function createHttpServer(context: HttpContext): FastifyInstance {
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: "idle",
    // What never reaches a route: a path that is no URL, a parameter of thousands of characters.
    frameworkErrors: (error, _request, reply) => {
      void answerError(context, error, reply);
    },
    clientErrorHandler: answerClientError,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false },
  });
  server.setErrorHandler<FastifyError>((error, _request, reply) => answerError(context, error, reply));
  server.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      "not-found",
      `${request.method} ${request.url.split("?")[0] ?? ""} is not a route of this relayer`,
    ),
  );

  closeConnectionsWithTheirAnswers(server);
  addSubmitRecords(server, context);
  addReadRecord(server, context);
  addReadReceipt(server, context);
  addSearchRecords(server, context);
  addReadLawyer(server, context);
  addListInstitutions(server, context);
  addReadInstitution(server, context);
  addListStandards(server, context);
  addHealthRoutes(server, context);
  addHomeRoute(server);
  server.get("/openapi.json", () => openApiDocument);
  return server;
}

function answerError({ log }: HttpContext, error: FastifyError, reply: FastifyReply): FastifyReply {
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return sendProblem(reply, "body-too-large", `body: at most ${MAX_BODY_BYTES} bytes`);
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return sendProblem(reply, "body-not-json", "content-type: application/json expected");
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return sendProblem(reply, "body-malformed", "body: is empty");
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return sendProblem(reply, "body-malformed", "body: is not as long as content-length says");
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return sendProblem(reply, "not-found", `path: ${error.message}`);
  }
  if (error instanceof LexanchorError && error.code === "relayer-stopping") {
    return sendProblem(reply.header("retry-after", "5"), "stopping", error.message);
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, "body-malformed", `body: ${error.message}`);
  }
  log.error("request-failed", { reason: describeError(error) });
  return sendProblem(reply, "internal", "the relayer's log says more");
}
