/** The largest `uint16` and `uint32` of the contracts. */
export const MAX_UINT16 = 0xffff;
export const MAX_UINT32 = 0xffff_ffff;
