/** Mozilla's own linter, the one behind `web-ext lint` and the first that a package meets there. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

const Message = v.looseObject({
  code: v.string(),
  message: v.string(),
  file: v.nullish(v.string()),
  line: v.nullish(v.number()),
});
const Report = v.object({
  errors: v.array(Message),
  warnings: v.array(Message),
  notices: v.array(Message),
});

/** Each error, warning and notice in a line; none is what a package needs. */
export async function lintPackage(root: string, zip: string): Promise<string[]> {
  const linter = spawn(
    process.execPath,
    ['node_modules/addons-linter/bin/addons-linter', '--output', 'json', zip],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [out, said] = await Promise.all([text(linter.stdout), text(linter.stderr)]);
  let report: unknown;
  try {
    report = JSON.parse(out);
  } catch {
    throw new Error(`The linter gave no report on ${zip}: ${said || out}`);
  }
  const { errors, warnings, notices } = v.parse(Report, report);
  return [...errors, ...warnings, ...notices].map(
    ({ code, message, file, line }) =>
      `${file ?? 'package'}${line ? `:${line}` : ''} ${code}: ${message}`,
  );
}
