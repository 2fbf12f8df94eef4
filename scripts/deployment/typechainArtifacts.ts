import {
  Directory__factory,
  InstitutionRegistry__factory,
  LawyerRegistry__factory,
  PlatformAccess__factory,
  RecordAnchor__factory,
  StandardsRegistry__factory,
} from "../../typechain-types/index.js";
import type { Artifact, ArtifactResolver } from "@nomicfoundation/ignition-core";
import { DeployError } from "./deployError.js";

const FACTORIES = {
  PlatformAccess: PlatformAccess__factory,
  Directory: Directory__factory,
  InstitutionRegistry: InstitutionRegistry__factory,
  RecordAnchor: RecordAnchor__factory,
  StandardsRegistry: StandardsRegistry__factory,
  LawyerRegistry: LawyerRegistry__factory,
} as const;

/** Gives Ignition the contracts from the generated types: a deployment needs no compiler. */
export const TYPECHAIN_ARTIFACTS: ArtifactResolver = {
  loadArtifact: (contractName) => Promise.resolve(artifactOf(contractName)),
  getBuildInfo: () => Promise.resolve(undefined),
};

function artifactOf(contractName: string): Artifact {
  if (!(contractName in FACTORIES)) {
    throw new DeployError({ code: "deployment-failed", message: `there is no contract ${contractName}` });
  }
  const { abi, bytecode } = FACTORIES[contractName as keyof typeof FACTORIES];
  return {
    _format: "hh3-artifact-1",
    contractName,
    sourceName: "typechain-types",
    abi,
    bytecode,
    // What runs is known once the constructor has set its immutables; Ignition compares what is sent.
    deployedBytecode: "0x",
    linkReferences: {},
    deployedLinkReferences: {},
  };
}
