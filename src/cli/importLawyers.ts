import {
  applyLawyers,
  describeLawyerPlan,
  planLawyers,
  readKnownLawyers,
  waitForQuietAccount,
} from "../chain/index.js";
import type { LawyerFile, LawyerPlan, Reason } from "../chain/index.js";
import { askForConfirmation } from "./askForConfirmation.js";
import { readBureauSecret } from "./bureauSecret.js";
import type { CliContext, CommonOptions } from "./context.js";
import { CliError } from "./errors.js";
import { EXIT } from "./exitCodes.js";
import { openWritablePlatform, withPlatform } from "./openPlatform.js";
import type { WriterOptions } from "./openRegistry.js";
import { printable } from "./terminal/printable.js";
import { startProgressBar } from "./terminal/progressBar.js";

export interface ImportOptions extends CommonOptions, WriterOptions {
  bureau: string;
  secret?: string;
  yes?: boolean;
  dryRun?: boolean;
}

/** How many lines of a plan are shown; a list of ten thousand hides what matters. */
const SHOWN_LINES = 40;

/** Plans a file of lawyers against the chain, says what would change, and does it. */
export async function importLawyers(
  context: CliContext,
  file: LawyerFile,
  options: ImportOptions,
  given: { reason: Reason; from: string | undefined },
): Promise<void> {
  const console = context.console(options);
  await withPlatform(openWritablePlatform(context, options, "administrator"), async (platform) => {
    const writer = await platform.writerOf("LawyerRegistry");
    const institutions = await platform.addressOf("InstitutionRegistry");
    const { id: bureauId } = await platform.institutionOf(options.bureau);
    await waitForQuietAccount(writer);
    const known = await readKnownLawyers(
      platform.node,
      { lawyers: writer.contract, institutions },
      bureauId,
      file.lines,
    );
    const { secret, file: secretFile, isNew } = await readBureauSecret(context, bureauId, options.secret);
    if (isNew)
      console.note(`Made ${secretFile}. Keep a copy where nobody else reads it: every holder's salt comes from it.`);
    const plan = planLawyers(file, known, secret);
    for (const line of shorten(describeLawyerPlan(plan))) console.note(printable(line));
    refuseProblems(plan, given.from);
    if (plan.conflicts.length > 0) context.setExitCode(EXIT.not);
    const count = plan.issue.length + plan.renew.length + plan.suspend.length;
    if (options.dryRun !== true && count > 0) {
      await askForConfirmation(context, options, `Make ${count === 1 ? "this change" : `these ${count} changes`}?`);
      const bar = startProgressBar(console, "changing credentials", count);
      const { reason } = given;
      await applyLawyers(writer, plan, known, { issue: reason, renew: reason, suspend: reason }, (done) =>
        bar.update(done),
      );
      bar.end();
    }
    report(context, options, plan);
  });
}

function report(context: CliContext, options: ImportOptions, plan: LawyerPlan): void {
  const console = context.console(options);
  const { issue, renew, suspend, unchanged, conflicts } = plan;
  if (options.json === true) {
    const numbers = (entries: readonly { line: { number: string } }[]) => entries.map(({ line }) => line.number);
    console.print(
      JSON.stringify({
        dryRun: options.dryRun === true,
        issued: numbers(issue),
        renewed: numbers(renew),
        suspended: suspend.map(({ number }) => number),
        unchanged: unchanged.map(({ number }) => number),
        conflicts: conflicts.map(({ line, field, message }) => ({ at: line.at, licence: line.number, field, message })),
      }),
    );
    return;
  }
  if (options.dryRun === true) console.print("Nothing was changed: this was a dry run.");
  else
    console.print(
      `${console.paint.green("done")} ${issue.length} issued, ${renew.length} renewed, ${suspend.length} suspended`,
    );
}

function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= SHOWN_LINES + 1) return lines;
  const left = lines.length - 1 - SHOWN_LINES;
  return [...lines.slice(0, SHOWN_LINES), `… and ${left} more lines like these`, lines.at(-1) as string];
}

function refuseProblems({ problems }: LawyerPlan, file: string | undefined): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const [{ field } = { field: "" }] = problems;
  throw new CliError({
    code: file === undefined ? "usage" : "file-malformed",
    message: `${file === undefined ? "" : `${file}: `}${count}; nothing was changed`,
    ...(field !== "" && { field }),
    problems,
  });
}
