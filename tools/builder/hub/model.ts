/** What a hub says about a model, before any of its files is fetched. */
import { listFiles, modelInfo } from '@huggingface/hub';
import * as v from 'valibot';
import { BuildError } from '../errors';
import {
  type Connection,
  connectedFetch,
  credentials,
  linkedAbort,
  modelPage,
  plainError,
} from './connection';
import { isSafePath } from './files';
import { licenceOfCard, UNKNOWN_LICENCE } from './licence';

/** `owner/name`, and nothing that could climb out of a folder that is named after it. */
export const MODEL_NAME = /^\w[\w.-]*\/\w[\w.-]*$/;

const Hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));

const Info = v.object({
  name: v.pipe(v.string(), v.regex(MODEL_NAME)),
  sha: Hex(40),
  gated: v.nullish(v.union([v.boolean(), v.string()]), false),
  tags: v.nullish(v.array(v.string()), []),
  cardData: v.unknown(),
});

const Size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Entry = v.object({
  type: v.string(),
  path: v.string(),
  size: Size,
  oid: Hex(40),
  lfs: v.nullish(v.object({ oid: Hex(64), size: Size })),
});

export interface HubFile {
  readonly path: string;
  readonly size: number;
  /** `git`: SHA-1 of git's blob, for small files that lie in git itself. */
  readonly digest: { readonly kind: 'sha256' | 'git'; readonly hex: string };
}

export interface HubModel {
  /** As the hub spells it: a model that was renamed answers to its old name too. */
  readonly model: string;
  /** The commit. */
  readonly revision: string;
  readonly gated: boolean;
  readonly licence: string;
  readonly licenceUrl: string;
  /** Files in the root of the repository: a checkpoint has no others. */
  readonly files: readonly HubFile[];
}

/** Resolves the revision to a commit, and lists the files of that commit. */
export async function describeModel(connection: Connection): Promise<HubModel> {
  const link = linkedAbort(connection.signal);
  const { stallMs } = connection.timing;
  const deadline = setTimeout(
    () => link.abort(new Error(`no answer in ${stallMs / 1000} s`)),
    stallMs,
  );
  let resolved = false;
  try {
    const common = {
      hubUrl: connection.hubUrl,
      fetch: connectedFetch(link.signal),
      ...credentials(connection),
    };
    const info = parse(
      Info,
      await modelInfo({
        ...common,
        name: connection.model,
        revision: connection.revision,
        additionalFields: ['sha', 'cardData', 'tags'],
      }),
    );
    resolved = true;
    const files: HubFile[] = [];
    const repo = { type: 'model', name: info.name } as const;
    for await (const item of listFiles({ ...common, repo, revision: info.sha }))
      files.push(...fileOf(item, info.name));
    const card = licenceOfCard(info.cardData);
    const tag = info.tags.find((each) => each.startsWith('license:'))?.slice('license:'.length);
    return {
      model: info.name,
      revision: info.sha,
      gated: info.gated !== false,
      licence: card.licence ?? tag ?? UNKNOWN_LICENCE,
      licenceUrl: card.link ?? licencePage({ ...connection, model: info.name }, info.sha, files),
      files,
    };
  } catch (error) {
    throw plainError(error, connection, resolved);
  } finally {
    clearTimeout(deadline);
    link.unlink();
  }
}

function fileOf(item: unknown, model: string): HubFile[] {
  const { type, path, size, oid, lfs } = parse(Entry, item);
  if (!isSafePath(path))
    throw new BuildError(
      `${model} has a file with the path ${JSON.stringify(path)}, which leads out of its folder. ` +
        'Nothing was downloaded: do not build from this model.',
    );
  if (type !== 'file') return [];
  return lfs
    ? [{ path, size: lfs.size, digest: { kind: 'sha256', hex: lfs.oid } }]
    : [{ path, size, digest: { kind: 'git', hex: oid } }];
}

function licencePage(connection: Connection, revision: string, files: readonly HubFile[]): string {
  const file = files.find(({ path }) => /^LICENSE[^/]*$/.test(path));
  const page = modelPage(connection);
  return file ? `${page}/blob/${revision}/${encodeURIComponent(file.path)}` : page;
}

function parse<const S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new BuildError(
    `The hub's answer is not as expected (${v.getDotPath(issue) ?? 'answer'}: ${issue.message}). ` +
      'Is this a Hugging Face hub? A proxy may have answered in its place.',
  );
}
