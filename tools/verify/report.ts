/** What `npm run guard:verify -- --json` prints. */
import * as v from 'valibot';
import { LogitPair, Precision } from '../../src/core/guard-build';

export const VERIFY_REPORT_VERSION = 1;

const Logits = v.nullable(LogitPair);
/** Null where the device gave no number. */
const Difference = v.nullable(v.number());

export const FileReport = v.object({
  path: v.string(),
  /** Bytes that the build says. */
  size: v.number(),
  /** What is wrong with it; null where nothing is. */
  problem: v.nullable(v.string()),
});
export type FileReport = v.InferOutput<typeof FileReport>;

export const DeviceReport = v.object({
  kind: v.picklist(['webgpu', 'wasm']),
  precision: Precision,
  /** What the adapter says of itself. */
  adapter: v.string(),
  subgroups: v.boolean(),
});
export type DeviceReport = v.InferOutput<typeof DeviceReport>;

export const SelfTestReport = v.object({
  tolerance: v.number(),
  /** Largest difference of all cases, alone and packed. */
  difference: Difference,
  cases: v.array(
    v.object({
      tokens: v.number(),
      /** From the unquantised run, as the build says. */
      reference: LogitPair,
      /** From the build's own weights, as the build says. */
      expected: LogitPair,
      alone: Logits,
      packed: Logits,
      difference: Difference,
      /** Distance between `reference` and `expected`. */
      quantisation: v.number(),
    }),
  ),
});
export type SelfTestReport = v.InferOutput<typeof SelfTestReport>;

export const GoldenRun = v.object({
  /** Number of the case in the golden file, from 1. */
  case: v.number(),
  kind: v.picklist(['text', 'image']),
  /** `packed`: between two other texts, on a cached prefix. */
  way: v.picklist(['whole', 'packed']),
  tokens: v.number(),
  found: Logits,
  expected: LogitPair,
  difference: Difference,
  /** The difference in standard deviations of the reference's logits. */
  relative: Difference,
  ok: v.boolean(),
});
export type GoldenRun = v.InferOutput<typeof GoldenRun>;

export const GoldenReport = v.object({
  bound: v.object({ kind: v.picklist(['absolute', 'relative']), value: v.number() }),
  runs: v.array(GoldenRun),
});
export type GoldenReport = v.InferOutput<typeof GoldenReport>;

/** What came of running a build on a device. */
export const CheckResult = v.object({
  /** Null: every device was refused. */
  device: v.nullable(DeviceReport),
  refused: v.array(v.object({ device: v.string(), reason: v.string() })),
  selfTest: v.nullable(SelfTestReport),
  /** The tower's known answers, in shares of its outputs' size; null where it was not asked. */
  vision: v.nullable(v.object({ tolerance: v.number(), difference: Difference })),
  golden: v.nullable(GoldenReport),
});
export type CheckResult = v.InferOutput<typeof CheckResult>;

export const VerifyReport = v.object({
  version: v.literal(VERIFY_REPORT_VERSION),
  ok: v.boolean(),
  /** What keeps the build from being good, in words; empty where `ok`. */
  problems: v.array(v.string()),
  /** Null where there is no readable build.json. */
  build: v.nullable(
    v.object({
      id: v.string(),
      name: v.string(),
      family: v.string(),
      bits: v.number(),
      bytes: v.number(),
    }),
  ),
  files: v.array(FileReport),
  /** Files in the folder that build.json does not list. */
  unlisted: v.array(v.string()),
  /** Where the build was run; `driver` names a Vulkan driver that was chosen for it. */
  host: v.nullable(v.object({ name: v.string(), driver: v.nullable(v.string()) })),
  check: v.nullable(CheckResult),
});
export type VerifyReport = v.InferOutput<typeof VerifyReport>;
