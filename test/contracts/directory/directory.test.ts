import { expect } from "chai";
import { deployPlatform, openChain } from "../support/platform.js";
import { ROLE, shortText } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const NAME = shortText("RecordAnchor");

/** An empty directory, and the addresses of two contracts to list. */
async function withDirectory() {
  const platform = await deployPlatform(chain);
  const { directory, platformAdmin } = platform;
  return {
    platform,
    directory,
    asAdmin: directory.connect(platformAdmin),
    first: await platform.anchor.getAddress(),
    second: await platform.institutions.getAddress(),
  };
}

describe("setAddress", () => {
  it("points a name to a contract, and tells what it pointed to before", async () => {
    const { directory, asAdmin, first, second } = await loadFixture(withDirectory);
    await expect(asAdmin.setAddress(NAME, first))
      .to.emit(directory, "DirectoryEntryChanged")
      .withArgs(NAME, `0x${"00".repeat(20)}`, first);
    await expect(asAdmin.setAddress(NAME, second))
      .to.emit(directory, "DirectoryEntryChanged")
      .withArgs(NAME, first, second);
    expect(await directory.addressOf(NAME)).to.equal(second);
  });

  it("keeps replaced contracts listed, each with its time", async () => {
    const { directory, asAdmin, first, second } = await loadFixture(withDirectory);
    await asAdmin.setAddress(NAME, first);
    const firstSince = BigInt(await clock.latest());
    await asAdmin.setAddress(NAME, second);
    const secondSince = BigInt(await clock.latest());
    expect((await directory.entriesOf(NAME)).map((entry) => [...entry])).to.deep.equal([
      [first, firstSince],
      [second, secondSince],
    ]);
    expect(await directory.isListed(NAME, first)).to.be.true;
    expect(await directory.isListed(NAME, second)).to.be.true;
    expect(await directory.isListed(shortText("Other"), first)).to.be.false;
    expect(await directory.names()).to.deep.equal([NAME]);
  });

  it("points back to an earlier contract", async () => {
    const { directory, asAdmin, first, second } = await loadFixture(withDirectory);
    for (const target of [first, second, first]) await asAdmin.setAddress(NAME, target);
    expect(await directory.addressOf(NAME)).to.equal(first);
    expect(await directory.entriesOf(NAME)).to.have.length(3);
  });

  it("refuses an address without code", async () => {
    const { platform, directory, asAdmin } = await loadFixture(withDirectory);
    for (const target of [platform.guardian.address, `0x${"00".repeat(20)}`]) {
      await expect(asAdmin.setAddress(NAME, target))
        .to.be.revertedWithCustomError(directory, "DirectoryTargetWithoutCode")
        .withArgs(NAME, target);
    }
  });

  it("refuses the address that the name points to already", async () => {
    const { directory, asAdmin, first } = await loadFixture(withDirectory);
    await asAdmin.setAddress(NAME, first);
    await expect(asAdmin.setAddress(NAME, first))
      .to.be.revertedWithCustomError(directory, "DirectoryUnchanged")
      .withArgs(NAME, first);
  });

  it("refuses an empty name, and one with something after its end", async () => {
    const { directory, asAdmin, first } = await loadFixture(withDirectory);
    for (const name of [shortText(""), `0x4100${"00".repeat(29)}41`]) {
      await expect(asAdmin.setAddress(name, first))
        .to.be.revertedWithCustomError(directory, "DirectoryInvalidName")
        .withArgs(name);
    }
  });

  it("is announced ahead where the administrator has an execution delay, and stopped by a pause", async () => {
    const { platform, directory, first } = await loadFixture(withDirectory);
    const { access, platformAdmin, guardian, strangers } = platform;
    const [delayed] = strangers;
    if (!delayed) throw new Error("unreachable: there are strangers");
    await access.connect(platformAdmin).grantRole(ROLE.ADMIN, delayed, 3600);
    const data = directory.interface.encodeFunctionData("setAddress", [NAME, first]);
    await access.connect(delayed).schedule(directory, data, 0);
    await clock.increase(3600);
    await access.connect(guardian).pause(directory);
    await expect(directory.connect(delayed).setAddress(NAME, first))
      .to.be.revertedWithCustomError(directory, "AccessManagedUnauthorized")
      .withArgs(delayed.address);
    await access.connect(platformAdmin).setTargetClosed(directory, false);
    await directory.connect(delayed).setAddress(NAME, first);
    expect(await directory.addressOf(NAME)).to.equal(first);
  });
});

describe("addressOf", () => {
  it("refuses a name that was never set", async () => {
    const { directory } = await loadFixture(withDirectory);
    await expect(directory.addressOf(NAME))
      .to.be.revertedWithCustomError(directory, "DirectoryUnknownName")
      .withArgs(NAME);
    expect(await directory.entriesOf(NAME)).to.deep.equal([]);
  });
});
