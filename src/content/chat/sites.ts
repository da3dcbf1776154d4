/**
 * Sites where people talk with an AI, as data: where their turns are, and what tells that an answer
 * is still being written.
 *
 * The selectors are written from knowledge of these sites and not from looking at them each day: they
 * age. A row whose selectors fit nothing any more costs nothing, since `authors.ts` finds turns on
 * every page by what their attributes say; what a row's hosts are for stays: there an answer is
 * judged as an answer alone, while elsewhere only the page says that it is one.
 *
 * To add a site: its hosts, a selector each for what a person has asked and for what the AI has
 * answered (the text alone, without buttons and names, where the site allows; of two that fit one
 * inside the other the outer counts), and `streaming` where one is known. Nobody but the site may
 * write the markup of these hosts' pages.
 */

export interface ChatSite {
  /** Without a port; each stands for itself, not for its subdomains. */
  readonly hosts: readonly string[];
  /** Null: the attributes will tell. */
  readonly request: string | null;
  readonly answer: string | null;
  /** Fits an answer, or something in it or around it, while it is being written. */
  readonly streaming?: string;
  /** Is somewhere on the page while its last answer is being written. */
  readonly stop?: string;
}

export const CHAT_SITES: readonly ChatSite[] = [
  {
    hosts: ['chatgpt.com', 'chat.openai.com'],
    request: '[data-message-author-role="user"]',
    answer: '[data-message-author-role="assistant"]',
    streaming: '.result-streaming',
    stop: '[data-testid="stop-button"]',
  },
  {
    hosts: ['claude.ai'],
    request: '[data-testid="user-message"]',
    answer: '.font-claude-response,.font-claude-message',
    streaming: '[data-is-streaming="true"]',
  },
  {
    hosts: ['gemini.google.com'],
    request: 'user-query .query-text',
    answer: 'model-response message-content,model-response .markdown',
    streaming: '[aria-busy="true"]',
  },
  {
    hosts: ['copilot.microsoft.com'],
    request: '[data-content="user-message"]',
    answer: '[data-content="ai-message"]',
    stop: '[data-testid="stop-button"]',
  },
  {
    hosts: ['chat.deepseek.com'],
    request: '.ds-message:not(:has(.ds-markdown))',
    answer: '.ds-message:has(.ds-markdown)',
  },
  {
    hosts: ['www.perplexity.ai', 'perplexity.ai'],
    request: '[class*="group/query"]',
    answer: '[id^="markdown-content-"]',
    stop: '[data-testid="stop-generating-response-button"]',
  },
  {
    hosts: ['grok.com'],
    request: '[id^="response-"].items-end .message-bubble',
    answer: '[id^="response-"].items-start .message-bubble',
  },
  {
    hosts: ['chat.mistral.ai'],
    request: '[data-message-author-role="user"]',
    answer: '[data-message-author-role="assistant"]',
  },
  { hosts: ['www.meta.ai', 'meta.ai'], request: null, answer: null },
  {
    hosts: ['poe.com'],
    request: '[class*="rightSideMessageBubble"]',
    answer: '[class*="leftSideMessageBubble"]',
  },
  {
    hosts: ['chat.qwen.ai'],
    request: '.chat-user-message,.user-message',
    answer: '.response-message-content,.chat-assistant',
  },
  { hosts: ['playground.sea-lion.ai'], request: null, answer: null },
];

/** Whether the page is one of a site in the table; only where nobody on the way can have changed it. */
export const chatSiteOf = ({
  protocol,
  hostname,
}: Pick<Location, 'protocol' | 'hostname'>): ChatSite | null =>
  protocol === 'https:' ? (CHAT_SITES.find(({ hosts }) => hosts.includes(hostname)) ?? null) : null;
