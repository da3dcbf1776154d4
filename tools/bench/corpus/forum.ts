/** A forum's thread with nested answers, and a chat application. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

const comment = (depth: number, n: number): string => {
  const lang = langAt(n);
  const children = depth < 3 ? times(2, (i) => comment(depth + 1, n * 2 + i + 1)) : '';
  return `<div class="thing comment" data-depth="${depth}"><div class="midcol" aria-hidden="true"><div class="arrow up"></div><div class="arrow down"></div></div>
<div class="entry"><p class="tagline"><a href="#" class="expand">[–]</a> <a class="author" href="#u${n}">reader_${n}</a> <span class="score" title="${n + 4} people found this helpful">${n + 4} points</span> <time>${n + 1} hours ago</time></p>
<div class="usertext-body"><div class="md"><p lang="${lang}">${say(lang, n)}</p>${n % 3 === 0 ? `<blockquote><p>${say('en', n)}</p></blockquote><p>${say('en', n + 1)}</p>` : ''}${n % 5 === 0 ? '<ul><li>First, look at the label.</li><li>Then, ask a neighbour.</li></ul>' : ''}</div></div>
<ul class="flat-list buttons"><li><a href="#">permalink</a></li><li><a href="#">reply</a></li></ul></div>${children ? `<div class="child"><div class="sitetable listing">${children}</div></div>` : ''}</div>`;
};

export const forumThread: CorpusPage = {
  name: 'forum-thread',
  about: 'thread with answers nested four deep, vote widgets, spoiler, hidden reply form',
  html: document({
    lang: 'en',
    title: 'Thread',
    css: `.comment{margin-left:1rem}.flat-list{display:flex;gap:.5rem;list-style:none;padding:0}.reply-form[hidden]{display:none}
.spoiler:not(:hover){background:#000;color:#000}.author::after{content:" [" attr(data-role) "]"}.author:not([data-role])::after{content:none}.side{float:right;width:16rem}`,
    body: `<div id="header"><ul class="tabmenu"><li class="selected"><a href="#">comments</a></li><li><a href="#">other discussions <span>(3)</span></a></li></ul></div>
<div class="side"><h3>Rules of the house</h3><ol><li>Be kind.</li><li>Write in any language.</li></ol><div class="titlebox"><span class="number">12,408</span> <span class="word">gardeners</span></div></div>
<div class="content" role="main"><div class="thing link"><div class="rank">1</div><p class="title"><a href="#">${title('en', 6)}</a> <span class="domain">(garden.example)</span></p><p class="tagline">submitted by <a class="author" data-role="moderator" href="#">head_gardener</a></p><div class="md"><p>${story('en', 5, 3)}</p><p><span class="spoiler">The telescope is kept behind the atlas.</span></p></div></div>
<div class="commentarea"><div class="panestack-title"><span class="title">all comments</span></div><form class="reply-form"><textarea placeholder="What do you think?" aria-label="Your comment"></textarea><button type="submit">save</button></form>
<form class="reply-form" hidden><textarea placeholder="Your answer"></textarea><button>send</button></form><div class="sitetable nestedlisting">${times(4, (i) => comment(0, i * 17))}</div>
<div class="morechildren"><a class="button" href="#">load more comments <span class="gray">(21 replies)</span></a></div></div></div>`,
  }),
};

export const chatApp: CorpusPage = {
  name: 'chat-app',
  about: 'messaging application: custom elements with open and closed roots, log region, composer',
  html: document({
    lang: 'th',
    title: 'แชต',
    css: `body{display:grid;grid-template-columns:18rem 1fr;height:100vh}.rooms,.log{overflow:auto}.composer{position:sticky;bottom:0;background:#fff}
.placeholder::before{content:attr(data-placeholder);color:gray}.typing span{animation:b 1s infinite}`,
    body: `<aside class="rooms" role="navigation" aria-label="ห้องสนทนา"><h1>ข้อความ</h1><ul role="listbox">${times(14, (i) => `<li role="option" aria-selected="${i === 0}"><chat-room data-name="${title(langAt(i), i)}" data-last="${say(langAt(i), i + 1)}"></chat-room></li>`)}</ul></aside>
<main><header><h2>กลุ่มทำสวน</h2><p>${langAt(4) ? 'สมาชิก 14 คน' : ''}</p></header><div class="log" role="log" aria-live="polite">${times(24, (i) => `<chat-message from="${i % 3 ? 'other' : 'me'}"><span slot="author">ผู้ใช้ ${'กขคง'[i % 4]}</span>${say(langAt(i), i)}<time slot="time">${9 + (i % 9)}:${10 + i}</time></chat-message>`)}</div>
<div class="typing" aria-live="polite">ผู้ใช้ ข กำลังพิมพ์<span>…</span></div><div class="composer"><div class="placeholder" data-placeholder="พิมพ์ข้อความ" aria-hidden="true"></div><div contenteditable="true" role="textbox" aria-label="พิมพ์ข้อความ">ร่างที่ยังไม่ส่ง</div><button aria-label="ส่งข้อความ">${icon()}</button></div></main>`,
    script: `customElements.define('chat-message', class extends HTMLElement {
  connectedCallback() { const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>:host{display:block;margin:.5rem}.b{border-radius:1rem;padding:.5rem;background:#eee;display:inline-block}</style><div class="meta"><slot name="author"></slot> <small><slot name="time"></slot></small></div><div class="b"><slot></slot></div><div class="tools"><button title="ตอบกลับ"><span aria-hidden="true">↩</span></button></div>'; }
});
setTimeout(() => customElements.define('chat-room', class extends HTMLElement {
  connectedCallback() { const root = this.attachShadow({ mode: 'closed' });
    root.innerHTML = '<style>:host{display:block;border-bottom:1px solid}p{margin:0}</style><p class="n"></p><p class="l"></p>';
    root.querySelector('.n').textContent = this.dataset.name; root.querySelector('.l').textContent = this.dataset.last; }
}), 200);`,
  }),
};

export const feed: CorpusPage = {
  name: 'social-feed',
  about: 'endless feed that keeps only the rows near the window in the page',
  scrolls: 6,
  html: document({
    lang: 'tl',
    title: 'Feed',
    css: `.feed{position:relative;max-width:40rem;margin:auto}.row{position:absolute;left:0;right:0;min-height:200px;box-sizing:border-box;padding:1rem;border-bottom:1px solid}
.stories{display:flex;overflow-x:auto;gap:1rem}.story{flex:0 0 8rem}[role=tooltip]{opacity:0;position:absolute}`,
    body: `<header><nav aria-label="Pangunahin"><a href="#" aria-label="Tahanan">${icon()}<span>Tahanan</span></a> <a href="#" aria-label="Mga abiso, 3 bago">${icon()}<span class="badge" aria-hidden="true">3</span></a></nav></header>
<section class="stories" aria-label="Mga kuwento">${times(10, (i) => `<button class="story">${picture(60 + i, 96, 96, '')}<span>${title(langAt(i), i).slice(0, 20)}</span></button>`)}</section>
<div class="feed" role="feed" aria-busy="false"></div><template id="post"><article class="row" role="article"><h3></h3><p></p><div class="actions"><button aria-label="Gusto ko ito">${icon()} <span class="n"></span></button><button>Magkomento</button></div></article></template>`,
    script: `const texts = ${JSON.stringify(Array.from({ length: 120 }, (_, i) => [langAt(i), title(langAt(i), i), story(langAt(i), i, 2)]))};
const feed = document.querySelector('.feed'), rows = new Map(); feed.style.height = texts.length * 220 + 'px';
function draw() { const from = Math.max(0, Math.floor((scrollY - 800) / 220)), to = Math.min(texts.length, from + 14);
  for (const [i, row] of rows) if (i < from || i >= to) { row.remove(); rows.delete(i); }
  for (let i = from; i < to; i++) { if (rows.has(i)) continue;
    const row = document.querySelector('#post').content.firstElementChild.cloneNode(true);
    row.style.transform = 'translateY(' + i * 220 + 'px)'; row.lang = texts[i][0];
    row.querySelector('h3').textContent = texts[i][1]; row.querySelector('p').textContent = texts[i][2]; row.querySelector('.n').textContent = i * 3;
    feed.append(row); rows.set(i, row); } }
addEventListener('scroll', draw, { passive: true }); draw();`,
  }),
};
