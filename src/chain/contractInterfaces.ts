import type { Interface } from "ethers";
import {
  Directory__factory,
  InstitutionRegistry__factory,
  LawyerRegistry__factory,
  PlatformAccess__factory,
  RecordAnchor__factory,
  StandardsRegistry__factory,
} from "../../typechain-types/index.js";

/** The ABIs of all contracts of the platform; one interface each for the whole process, they keep no state. */
export const DIRECTORY = Directory__factory.createInterface();
export const INSTITUTION_REGISTRY = InstitutionRegistry__factory.createInterface();
export const LAWYER_REGISTRY = LawyerRegistry__factory.createInterface();
export const PLATFORM_ACCESS = PlatformAccess__factory.createInterface();
export const RECORD_ANCHOR = RecordAnchor__factory.createInterface();
export const STANDARDS_REGISTRY = StandardsRegistry__factory.createInterface();

export const CONTRACT_INTERFACES: readonly Interface[] = [
  RECORD_ANCHOR,
  INSTITUTION_REGISTRY,
  LAWYER_REGISTRY,
  STANDARDS_REGISTRY,
  DIRECTORY,
  PLATFORM_ACCESS,
];

/** The name of a function of the platform's contracts by its selector; the selector itself where it is none of them. */
export function functionName(selector: string): string {
  for (const contract of CONTRACT_INTERFACES) {
    const fragment = contract.getFunction(selector);
    if (fragment !== null) return fragment.name;
  }
  return selector;
}
