import { StandardsRegistry__factory } from "../../typechain-types/index.js";
import { STANDARDS_SEEDS } from "../../scripts/deployment/standardsSeeds.js";
import { DIRECTORY } from "../../src/chain/contractInterfaces.js";
import { sendCalls } from "../../src/chain/index.js";
import { encodeShortText } from "../../src/chain/shortText.js";
import type { Hex } from "../../src/core/index.js";
import type { TestPlatform } from "./deployTestPlatform.js";
import { poll } from "./poll.js";

/** Puts another registry of standards in the place of the one that the directory names, if it names one. */
export async function replaceStandards(platform: TestPlatform): Promise<Hex> {
  const access = platform.deployment.contracts.PlatformAccess.address;
  const { data } = await new StandardsRegistry__factory().getDeployTransaction(access, 0, STANDARDS_SEEDS);
  const standardsRegistry = await createContract(platform, data);
  await listContract(platform, "StandardsRegistry", standardsRegistry);
  return standardsRegistry;
}

/** Points a name of the directory to a contract. */
export async function listContract({ node, directory, keys }: TestPlatform, name: string, target: Hex): Promise<void> {
  const data = DIRECTORY.encodeFunctionData("setAddress", [encodeShortText(name), target]) as Hex;
  const call = { to: directory, data, description: `list ${name}` };
  await sendCalls(node, keys.deployer.signer, [call], { pollIntervalMs: 20 });
}

/** Creates a contract from an account of anvil's own. */
export async function createContract({ node }: TestPlatform, data: string): Promise<Hex> {
  const [from] = (await node.request("eth_accounts", [])) as Hex[];
  const hash = await node.request("eth_sendTransaction", [{ from, data, gas: "0x1c00000" }]);
  let receipt: { contractAddress: Hex; status: Hex } | null = null;
  await poll("the contract is created", async () => {
    receipt = (await node.request("eth_getTransactionReceipt", [hash])) as typeof receipt;
    return receipt !== null;
  });
  const { contractAddress, status } = receipt as unknown as { contractAddress: Hex; status: Hex };
  if (status !== "0x1") throw new Error("the contract was not created");
  return contractAddress.toLowerCase() as Hex;
}
