/** Where a build comes from: a checkpoint folder of this machine, or a model of a hub. */
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { HUB_URL } from '@huggingface/hub';
import { BuildError } from '../errors';
import { type Connection, gatedError, PATIENT, type Timing } from './connection';
import { ensureSpace, writing } from './disk';
import { bytesOnDisk, type Download, download } from './download';
import { smallFiles, WEIGHT_INDEX, weightFiles } from './files';
import { type AcceptLicence, ensureLicence, licenceOfReadme } from './licence';
import { Meter, type Progress } from './meter';
import { describeModel, type HubFile, MODEL_NAME } from './model';

export interface Source {
  /** A whole checkpoint in the Hugging Face layout. */
  readonly folder: string;
  /** `owner/name`; of a folder its own name. */
  readonly model: string;
  /** The commit that the revision meant; of a folder `local`. */
  readonly revision: string;
  /** `unknown` where neither the hub nor a README.md names one. */
  readonly licence: string;
}

export interface SourceOptions {
  /** A branch, a tag or a commit; `main` if none is given. */
  readonly revision?: string;
  readonly token?: string;
  /** Downloads lie here, by model and commit. */
  readonly cache: string;
  readonly acceptLicence: AcceptLicence;
  readonly progress: (progress: Progress) => void;
  readonly hubUrl?: string;
  /** Ends it, with what came so far kept for the next run. */
  readonly signal?: AbortSignal;
  readonly timing?: Timing;
}

const HUB_PREFIX = 'hf:';

/**
 * @param from a folder, or `hf:owner/name`
 * @throws BuildError with one line that says what to do
 */
export async function openSource(from: string, options: SourceOptions): Promise<Source> {
  return from.startsWith(HUB_PREFIX)
    ? openHub(from.slice(HUB_PREFIX.length), options)
    : openFolder(from, options);
}

async function openFolder(from: string, { revision }: SourceOptions): Promise<Source> {
  if (revision !== undefined)
    throw new BuildError(
      `${from} is a folder, which has no revisions: leave --revision out, or build from hf:owner/name`,
    );
  const found = await stat(from).catch(() => undefined);
  if (!found?.isDirectory())
    throw new BuildError(
      `${from}: there is no such folder. Give a checkpoint folder, or hf:owner/name`,
    );
  const readme = await readFile(join(from, 'README.md'), 'utf8').catch(() => '');
  // Not `_name_or_path` of its config: a fine-tuned checkpoint has the name of its base there.
  const model = basename(resolve(from));
  return { folder: from, model, revision: 'local', licence: licenceOfReadme(readme) };
}

async function openHub(name: string, options: SourceOptions): Promise<Source> {
  const connection = connectionTo(name, options);
  const model = await describeModel(connection);
  const { licence, licenceUrl: url } = model;
  if (model.gated && !connection.token) throw gatedError({ ...connection, model: model.model });
  const small = smallFiles(model.model, model.files);
  await ensureLicence(options.cache, { model: model.model, licence, url }, options.acceptLicence);

  const folder = join(options.cache, model.model.replace('/', '--'), model.revision);
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const index = await fetchIndex({ connection, model, folder });
  const files = [...small, ...index.files, ...weightFiles(model.model, model.files, index.text)];
  const total = sum(files.map(({ size }) => size));
  const present = await Promise.all(files.map((file) => bytesOnDisk(folder, file)));
  await ensureSpace(folder, total - sum(present));
  const meter = new Meter(total, options.progress);
  for (const file of files) await download({ connection, model, folder, meter }, file);
  return { folder, model: model.model, revision: model.revision, licence };
}

function connectionTo(model: string, options: SourceOptions): Connection {
  if (!MODEL_NAME.test(model))
    throw new BuildError(`hf:${model} is not the name of a model: it should read hf:owner/name`);
  if (options.token && !options.token.startsWith('hf_'))
    throw new BuildError('HF_TOKEN is not a token of the hub: those begin with hf_');
  return {
    hubUrl: (options.hubUrl ?? HUB_URL).replace(/\/+$/, ''),
    model,
    revision: options.revision ?? 'main',
    token: options.token || undefined,
    signal: options.signal,
    timing: options.timing ?? PATIENT,
  };
}

/** The index comes first, since it says which weights count towards the total. */
async function fetchIndex(
  context: Omit<Download, 'meter'>,
): Promise<{ files: readonly HubFile[]; text?: string }> {
  const index = context.model.files.find(({ path }) => path === WEIGHT_INDEX);
  if (!index) return { files: [] };
  await download({ ...context, meter: new Meter(index.size, () => {}) }, index);
  return { files: [index], text: await readFile(join(context.folder, WEIGHT_INDEX), 'utf8') };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
