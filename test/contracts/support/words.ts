import { encodeBytes32String } from "ethers";

/** Bits of `contracts/types/Capabilities.sol`. */
export const CAPABILITY = {
  ADMINISTER: 1n,
  RELAY: 2n,
  SIGN: 4n,
  LICENSE: 8n,
  HANDLE_CASES: 16n,
  ENFORCE: 32n,
} as const;
export type CapabilityName = keyof typeof CAPABILITY;

/** Numbers of `InstitutionKind`. */
export const KIND = {
  None: 0n,
  Court: 1n,
  Procuratorate: 2n,
  JusticeBureau: 3n,
  MediationBody: 4n,
  ArbitrationBody: 5n,
  NotaryOffice: 6n,
  IntellectualPropertyOffice: 7n,
  MarketRegulator: 8n,
  PropertyRegistry: 9n,
  TransactionPlatform: 10n,
  DataOwnershipRegistry: 11n,
  DataExchange: 12n,
  FinancialInstitution: 13n,
  GovernmentDepartment: 14n,
} as const;

/** Numbers of `InstitutionStatus`. */
export const STATUS = { None: 0n, Active: 1n, Suspended: 2n, Retired: 3n } as const;

/** Numbers of `PlatformRoles`. */
export const ROLE = {
  ADMIN: 0n,
  REGISTRAR: 1n,
  STANDARDS_COMMITTEE: 2n,
  ALLIANCE_OPERATOR: 3n,
  GUARDIAN: 4n,
  STANDARDS_APPROVER: 5n,
} as const;

/** The least and the most that any kind of institution may hold. */
export const COMMON_CAPABILITIES = CAPABILITY.ADMINISTER | CAPABILITY.RELAY | CAPABILITY.SIGN;

/** A short text as the contracts keep it: ASCII, left-aligned. */
export const shortText = encodeBytes32String;
