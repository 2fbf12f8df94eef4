import { expect } from "chai";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { intakeItem, post } from "../relayer/support/requests.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";

interface Issued {
  id: number;
  institutionId: number;
  label: string;
  token: string;
}

describe("lexanchor relayer token", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
  });
  after(() => world.close());

  const issue = (...more: string[]): string[] => ["relayer", "token", "issue", "--institution", ...more];
  const isTaken = async (token: string): Promise<boolean> => {
    const { status } = await post(world.relayer.url, token, { institutionId: 1, records: [intakeItem(1)] });
    return status === 202;
  };
  const savedToken = async (): Promise<string | undefined> => {
    const { institutions } = JSON.parse(await readFile(world.home.endpoints, "utf8")) as Endpoints;
    return institutions[0]?.token;
  };

  it("issues one that the running relayer takes: on standard output, and nothing else there", async () => {
    const { code, stdout, stderr } = await world.run(issue("TEST-1", "--label", "case\nsystem"));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^lex_[\w-]{43}\n$/);
    expect(stderr).to.equal("Token 2 of institution 1 (case\\u{a}system). It is not shown again.\n");
    expect(await isTaken(stdout.trim())).to.equal(true);
    expect(await savedToken()).to.equal(world.token);
  });

  it("saves one where the other commands find it, for its owner only", async () => {
    const { token, ...rest } = await world.runJson<Issued>(issue("1", "--save"));
    expect(rest).to.deep.equal({ id: 3, institutionId: 1, label: "command line" });
    expect(await savedToken()).to.equal(token);
    expect((await stat(world.home.endpoints)).mode & 0o777).to.equal(0o600);
  });

  it("finds queue and chain by a relayer's configuration, where no platform runs", async () => {
    const home = join(world.folder, "elsewhere");
    const config = ["--config", world.home.relayerConfig];
    const { institutionId } = await world.runJson<Issued>(issue("TEST-1", ...config), 0, { home });
    expect(institutionId).to.equal(1);
    expect(await world.callJson(["relayer", "token", "list", ...config], 0, home)).to.have.property("tokens");
    expect((await world.refusal(issue("TEST-1", "--save", ...config), home)).code).to.equal("endpoints-missing");
    expect((await world.refusal(issue("1"), home)).code).to.equal("queue-missing");
    const { tokens } = await world.callJson<{ tokens: Issued[] }>(["relayer", "token", "list"]);
    expect(
      tokens.map(({ id }) => id),
      "the one that could not be saved was not made",
    ).to.deep.equal([1, 2, 3, 4]);
  });

  it("issues none for an institution that there is not", async () => {
    expect((await world.refusal(issue("NONE"))).code).to.equal("institution-unknown");
    const file = await world.put("bad.json", JSON.stringify({ queueFile: 1 }));
    expect((await world.refusal(issue("1", "--config", file))).field).to.equal("config.rpcUrls");
  });

  it("lists them without their secrets, and revokes one at once", async () => {
    const { token, id } = await world.callJson<Issued>(issue("1", "--label", "档案系统"));
    expect(await isTaken(token)).to.equal(true);
    const revoke = ["relayer", "token", "revoke", String(id)];
    expect(await world.run(revoke)).to.deep.include({ code: 0, stdout: `revoked token ${id}\n`, stderr: "" });
    expect(await isTaken(token)).to.equal(false);
    expect(await world.callJson(revoke, 1)).to.deep.equal({ id, revoked: false });
    const again = await world.run(revoke);
    expect(again).to.deep.include({ code: 1, stdout: "" });
    expect(again.stderr).to.equal(`error: there is no token ${id}, or it is revoked already\n`);

    const { stdout } = await world.run(["relayer", "token", "list"]);
    expect(stdout).not.to.include(token.slice(4));
    expect(stdout).to.match(/^id {2}institution {2}issued +revoked +label\n/);
    expect(stdout).to.match(/\n2 +1 +\S+ \S+ UTC +case\\u\{a\}system\n/);
    const { tokens } = await world.runJson<{ tokens: (Issued & { revokedAt: string | null })[] }>([
      "relayer",
      "token",
      "list",
    ]);
    expect(tokens.at(-1)).to.include({ id, institutionId: 1, label: "档案系统" }).and.not.to.have.property("token");
    expect(tokens.map(({ revokedAt }) => revokedAt !== null)).to.deep.equal([false, false, false, false, true]);
  });
});
