/**
 * The SEA-LION API: few requests a minute, so neighbours are asked about together (groups.ts) and
 * all tabs share one budget (budget.ts). What has to wait is told when its turn is likely to come.
 */
import type { Admit, ChatClient, ChatClientOptions } from '../../../core/chat/client';
import type { ChatError } from '../../../core/chat/trouble';
import { HOSTED_MODEL, type Judging } from '../../../core/engines';
import { GROUP_LIMITS, Groups, type Member } from '../../../core/groups/groups';
import type { Priority } from '../../../core/priority';
import { respelled } from '../../../core/spellings';
import { DEFAULT_THRESHOLD } from '../../../core/verdict';
import { windowsOf } from '../../../core/windows';
import type { EngineAnswer, EngineRequest } from '../engine';
import { type Budget, type Place, WINDOW_MS } from './budget';
import type { History } from './history';
import { chatErrorOf, RemoteEngine, type RemoteOptions, reasonOf, type Setup } from './remote';

export interface HostedOptions extends RemoteOptions {
  readonly budget: Budget;
  readonly history: Pick<History, 'of' | 'saveSoon'>;
}

/** Somebody of a group has gone, or may not be sent any more, before it was sent. */
class Withdrawn extends Error {}

/** As long as a turn is no further away the background is kept alive for it. */
const NEAR_MS = 2 * WINDOW_MS;
/** Times that it was too many, in a row, after which it is no matter of waiting a little. */
const MOST_REFUSED = 3;
/** Slow answers must not waste the minute. */
const UNDER_WAY = 4;
const TIMEOUT_MS = 60_000;
/** Each window of a long text costs a request. */
const WINDOWS = { length: 6_000, most: 2, enough: DEFAULT_THRESHOLD };
/** A group holds other readings of its texts, since a request more is dear. */
const GROUP = { ...WINDOWS, beside: () => ({ windows: [], whole: true }) };
/** Of a long text, they cost one request a window at most, of those sentences that have any. */
const ALONE = {
  ...WINDOWS,
  beside: (window: string) => {
    const others = respelled(window);
    return others === '' ? GROUP.beside() : windowsOf(others, WINDOWS.length, 1);
  },
};
/** A turn that comes sooner is not worth telling. */
const SOON_MS = 1_500;
/** A time that was told may be so wrong before it is told anew. */
const ROUGHLY_MS = 20_000;

function withSpellings(text: string): string {
  const others = text.length > GROUP_LIMITS.length ? '' : respelled(text);
  return others === '' ? text : `${text}\n\n${others}`;
}

class Item implements Member {
  /** When its turn comes, as it was told. */
  told: number | null = null;

  /** What is sent: in a group, its text and other readings of it, since a request more is dear. */
  readonly words: string;

  constructor(readonly request: EngineRequest) {
    const { kind, text } = request;
    this.words = kind === 'prompt' ? withSpellings(text) : text;
  }

  get length(): number {
    return this.words.length;
  }
  get page(): number {
    return this.request.place.page;
  }
  get order(): number {
    return this.request.place.order;
  }
  get site(): string {
    return this.request.place.site;
  }
  get joins(): boolean {
    return this.request.kind === 'prompt' && this.length <= GROUP_LIMITS.length;
  }
  get priority(): Priority {
    return this.request.priority;
  }
}

export class HostedEngine extends RemoteEngine {
  readonly name = 'hosted';
  readonly #budget: Budget;
  readonly #history: HostedOptions['history'];
  readonly #items = new Map<EngineRequest, Item>();
  #judging: Judging = 'groups';
  #groups: Groups<Item>;
  #underWay = 0;
  #refused = 0;
  #pumping = false;
  /** Resolves one wait for a request under way to end. */
  #ended: () => void = () => {};

  constructor(options: HostedOptions) {
    super(options);
    this.#budget = options.budget;
    this.admit = options.budget.admit;
    this.#history = options.history;
    this.#groups = this.#newGroups();
  }

  protected get isBusy(): boolean {
    if (this.#items.size === 0) return false;
    return this.#underWay > 0 || this.#budget.nextAt - Date.now() <= NEAR_MS;
  }

  protected readonly admit: Admit;

  /** Applies from the next `configure` on. */
  setJudging(judging: Judging): void {
    this.#judging = judging;
  }

  protected clientOptions({ address, key }: Extract<Setup, { ready: true }>) {
    return {
      address,
      model: HOSTED_MODEL,
      key,
      style: 'hosted',
      timeoutMs: TIMEOUT_MS,
      // Each try is one of the ten.
      retries: 0,
    } satisfies ChatClientOptions;
  }

  protected hold(request: EngineRequest): void {
    if (this.#items.has(request)) return;
    const item = new Item(request);
    this.#items.set(request, item);
    this.#groups.add(item);
    request.signal.addEventListener(
      'abort',
      () => {
        this.#items.delete(request);
        this.#groups.delete(item);
        this.look();
      },
      { once: true },
    );
    // Those asked in one go shall be known together.
    queueMicrotask(() => void this.#pump());
  }

  protected failAll(reason: Extract<EngineAnswer, { ok: false }>['reason']): void {
    const all = [...this.#items.keys()];
    this.#items.clear();
    this.#refused = 0;
    this.#groups = this.#newGroups();
    for (const request of all) this.tell(request, { ok: false, reason });
  }

  #newGroups(): Groups<Item> {
    const limits = this.#judging === 'each' ? { ...GROUP_LIMITS, members: 1 } : GROUP_LIMITS;
    return new Groups<Item>((site) => this.#history.of(site), limits);
  }

  /** Sends what may be sent; the group is chosen only when its request may leave. */
  async #pump(): Promise<void> {
    if (this.#pumping) {
      this.#foretell();
      return;
    }
    this.#pumping = true;
    const { signal } = this.life;
    try {
      await this.#budget.start();
      while (this.#groups.size > 0 && this.status === 'ready' && !signal.aborted) {
        if (this.#underWay >= UNDER_WAY) {
          await new Promise<void>((resolve) => {
            this.#ended = resolve;
          });
          continue;
        }
        this.#foretell();
        const place = await this.#budget.take(signal);
        this.options.changed();
        const group = this.#groups.next();
        if (group && this.client) void this.#send(this.client, group, place);
        else place.unused();
      }
    } catch (error) {
      if (!signal.aborted) {
        // Without its count stored nothing may be sent.
        console.error('seawall: the hosted guard is not asked', error);
        this.failAll('unreachable');
      }
    } finally {
      this.#pumping = false;
    }
    // Settings that changed meanwhile ended this round.
    if (this.#groups.size > 0 && this.status === 'ready' && this.#underWay === 0)
      queueMicrotask(() => void this.#pump());
  }

  async #send(client: ChatClient, group: readonly Item[], place: Place): Promise<void> {
    const { signal } = this.life;
    const groups = this.#groups;
    this.#underWay++;
    let held: Place | null = place;
    const isWithdrawn = () => group.some(({ request }) => request.signal.aborted);
    const admit = async (aborted: AbortSignal) => {
      // Before each of a group's requests, since any may have had to wait for its turn.
      const mine = held ?? (await this.#budget.take(aborted));
      held = null;
      if (isWithdrawn()) {
        mine.unused();
        throw new Withdrawn();
      }
      return (retryAfterMs: number | null) => {
        mine.ended(retryAfterMs);
        this.options.changed();
      };
    };
    try {
      const answer = await this.#judge(client, group, signal, admit);
      if (signal.aborted) return;
      this.#refused = 0;
      this.health.answered();
      this.#take(groups, group, answer);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Withdrawn) groups.failed(group);
      else this.#failed(groups, group, chatErrorOf(error));
    } finally {
      // Nothing was sent: a picture that could not be drawn.
      (held as Place | null)?.unused();
      this.#underWay--;
      this.#ended();
      this.look();
      void this.#pump();
    }
  }

  #judge(
    client: ChatClient,
    group: readonly Item[],
    signal: AbortSignal,
    admit: Admit,
  ): Promise<EngineAnswer> {
    const [first] = group;
    if (first?.request.kind === 'image')
      return this.judgePicture(client, first.request, signal, admit);
    // An answer is never part of a group: what a group is asked as says nothing of who answers whom.
    if (first && !first.joins) return this.judgeText(client, first.request, ALONE, signal, admit);
    const joined = group.map(({ words }) => words).join('\n\n');
    return this.judgeText(client, { kind: 'prompt', text: joined }, GROUP, signal, admit);
  }

  #take(groups: Groups<Item>, group: readonly Item[], answer: EngineAnswer): void {
    if (!answer.ok) {
      this.#drop(groups, group, answer);
      return;
    }
    const result = groups.answered(group, answer.pUnsafe >= DEFAULT_THRESHOLD);
    this.#history.saveSoon();
    if (result.kind === 'named') this.#answer(result.member, answer);
    else if (result.kind === 'cleared')
      for (const item of result.members)
        this.#answer(item, { ok: true, pUnsafe: 0, whole: answer.whole, basis: 'group' });
  }

  #failed(groups: Groups<Item>, group: readonly Item[], error: ChatError): void {
    const { trouble } = error;
    const isOwn = trouble === 'no-sight' || trouble === 'content' || trouble === 'no-guard-answer';
    if (isOwn && group.length === 1) {
      const reason = trouble === 'no-sight' ? 'no-sight' : reasonOf(trouble);
      this.#drop(groups, group, { ok: false, reason });
      this.gaveOut(error);
      return;
    }
    // A group that it does not take is taken apart, as an unsafe one is: each is asked in the end.
    if (isOwn) groups.refused(group);
    else groups.failed(group);
    // Too many is no failure at first: the budget waits for as long as the server said.
    if (trouble !== 'too-many' || ++this.#refused >= MOST_REFUSED) this.gaveOut(error);
  }

  /** These get no verdict; what they were suspected with is asked about as before. */
  #drop(groups: Groups<Item>, group: readonly Item[], answer: EngineAnswer): void {
    for (const item of group) groups.delete(item);
    groups.failed(group);
    for (const item of group) this.#answer(item, answer);
  }

  #answer(item: Item, answer: EngineAnswer): void {
    if (this.#items.delete(item.request)) this.tell(item.request, answer);
  }

  /** Tells those that have to wait when their turn is likely to come. */
  #foretell(): void {
    const { nextAt, left, perMinute } = this.#budget;
    const now = Date.now();
    let requests = -left;
    for (const item of this.#groups.inOrder()) {
      const size = item.joins && this.#judging === 'groups' ? this.#history.of(item.site) : null;
      requests += 1 / (size?.groupSize(GROUP_LIMITS.members) ?? 1);
      const minutes = Math.max(0, Math.floor(requests / perMinute));
      const turnAt = requests <= 0 ? now : nextAt + minutes * WINDOW_MS;
      if (turnAt - now < SOON_MS) continue;
      if (item.told !== null && Math.abs(turnAt - item.told) < ROUGHLY_MS) continue;
      item.told = turnAt;
      item.request.waits(turnAt);
    }
  }
}
