/** What helps where an engine does not work: in words, and as what to type. */
import type { Remote } from '../../../core/engines';
import type { RemoteTrouble } from '../../../platform/engines-protocol';
import { type TroubleWords, words } from '../strings-engines';

export interface Preset {
  name: string;
  address: string;
  /** Starts it. */
  start: string;
  /** Gets a guard for it, where that is another step. */
  get: string;
}

const SMALL_GUARD = 'aisingapore/Qwen-SEA-Guard-4B-2602';
const GUARD_FILE = 'mradermacher/Gemma-SEA-Guard-12B-2602-GGUF';

/** Programs that run a guard, each at the address that it takes by itself. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'vLLM',
    address: 'http://127.0.0.1:8000/v1',
    start: `vllm serve ${SMALL_GUARD}`,
    get: `vllm serve ${SMALL_GUARD}`,
  },
  {
    name: 'llama.cpp',
    address: 'http://127.0.0.1:8080/v1',
    start: `llama-server -hf ${GUARD_FILE} --port 8080`,
    get: `llama-server -hf ${GUARD_FILE} --port 8080`,
  },
  {
    name: 'Ollama',
    address: 'http://127.0.0.1:11434/v1',
    start: 'ollama serve',
    get: `ollama pull hf.co/${GUARD_FILE}`,
  },
];

export const OLLAMA_ORIGINS = 'OLLAMA_ORIGINS=chrome-extension://*,moz-extension://*';

export interface Command {
  /** The program; null where the sentence before names it. */
  of: string | null;
  line: string;
}

export interface Fix extends TroubleWords {
  commands: readonly Command[];
  /** What to choose from. */
  models: readonly string[];
}

/** The programs that it may be: known by their ports; all of them at any other. */
function presetsAt(address: string): readonly Preset[] {
  if (!URL.canParse(address)) return PRESETS;
  const { port } = new URL(address);
  const same = PRESETS.filter((preset) => new URL(preset.address).port === port);
  return same.length > 0 ? same : PRESETS;
}

export function fixOf(
  engine: Remote,
  trouble: RemoteTrouble,
  address: string,
  offered: readonly string[],
): Fix {
  const { what, todo } = words.troubles[engine][trouble];
  const none = { what, todo, commands: [], models: [] };
  if (engine === 'hosted') return none;
  const typed = (pick: (preset: Preset) => string): Command[] =>
    presetsAt(address).map((preset) => ({ of: preset.name, line: pick(preset) }));
  switch (trouble) {
    case 'unreachable':
      return { ...none, commands: typed(({ start }) => start) };
    case 'origin-refused':
      return { ...none, commands: [{ of: null, line: OLLAMA_ORIGINS }] };
    case 'model-missing':
    case 'no-guard-answer':
      if (offered.length > 0) return { ...none, models: offered };
      return { ...none, todo: words.test.get, commands: typed(({ get }) => get) };
    default:
      return none;
  }
}
