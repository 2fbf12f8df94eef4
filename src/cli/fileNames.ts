const SEALED = ".sealed.json";

/** Where a document's sealed record is kept: beside it. */
export function sealedFileOf(document: string): string {
  return `${document}${SEALED}`;
}

/** Where the receipt of a sealed record or of a document is kept: `contract.pdf.receipt.json`. */
export function receiptFileOf(file: string): string {
  return `${withoutSealed(file)}.receipt.json`;
}

/** Where a disclosure from a sealed record is kept: `contract.pdf.disclosure.json`. */
export function disclosureFileOf(sealedFile: string): string {
  return `${withoutSealed(sealedFile)}.disclosure.json`;
}

function withoutSealed(file: string): string {
  return file.endsWith(SEALED) ? file.slice(0, -SEALED.length) : file;
}
