/** A video site with a live chat, a government's form, a mailbox. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

export const video: CorpusPage = {
  name: 'video-site',
  about:
    'player page: polymer-like custom elements, cards, live chat in a frame, expandable description',
  frames: {
    '/frames/live-chat.html': document({
      lang: 'my',
      title: 'live chat',
      css: '#items{height:240px;overflow:auto}.badge::before{content:"Member "}',
      body: `<div id="items" role="log">${times(30, (i) => `<live-line class="style-scope"><div id="content"><span id="author-name" class="${i % 7 ? '' : 'badge'}">viewer ${i}</span> <span id="message">${say(langAt(i), i)} ${i % 4 ? '' : '👏🎉'}</span></div></live-line>`)}</div><div id="input" contenteditable="true" aria-label="Say something"></div>`,
    }),
  },
  html: document({
    lang: 'my',
    title: 'ဗီဒီယို',
    css: `#columns{display:grid;grid-template-columns:1fr 22rem}.clamp{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}.chips{display:flex;gap:.5rem;overflow-x:auto}
.badge-time{position:absolute}.player{position:relative;background:#222;height:300px}.ytp-tooltip{position:absolute;opacity:0}iframe{width:100%;height:300px;border:0}`,
    body: `<div class="chips" role="tablist">${times(8, (i) => `<button role="tab" class="chip">${title(langAt(i), i).slice(0, 16)}</button>`)}</div><div id="columns"><div id="primary"><div class="player"><video poster="/picture/500/640x300.png" aria-label="ဈေးအကြောင်း ဗီဒီယို"></video><div class="ytp-tooltip" aria-hidden="true">0:42</div><div class="controls"><button aria-label="Play" title="Play (k)">${icon()}</button><span class="time">0:42 / 12:08</span></div></div>
<h1><video-title text="${say('my', 1)}"></video-title></h1><div id="owner">${picture(501, 48, 48, '')}<a href="#">ဈေးသည်များ ရုပ်သံ</a><span>12.4K subscribers</span><button>Subscribe</button></div>
<div id="actions"><button aria-label="1,204 people like this" title="I like this">${icon()}<span>1.2K</span></button><button>Share</button></div><div id="description" class="clamp"><span>${story('my', 0, 4)}</span></div><button aria-expanded="false">Show more</button>
<section id="comments"><h2><span>214</span> <span>Comments</span></h2>${times(12, (i) => `<comment-thread><div id="body"><a href="#" aria-label="viewer ${i}">${picture(510 + i, 40, 40, '')}</a><div id="main"><h3><a href="#">@viewer${i}</a> <a href="#">${i + 1} days ago</a></h3><div id="content-text">${story(langAt(i), i, 1)}</div><div class="toolbar"><button aria-label="Like this comment along with ${i * 4} other people">${icon()}</button><span>${i * 4}</span><button>Reply</button></div></div></div></comment-thread>`)}</section></div>
<div id="secondary"><iframe src="/frames/live-chat.html" title="Live chat"></iframe>${times(12, (i) => `<div class="compact-video"><a href="#" tabindex="-1" aria-hidden="true">${picture(530 + i, 168, 94, '')}<span class="badge-time">${i + 3}:${10 + i}</span></a><h3><a href="#" title="${say(langAt(i), i)}"><span class="clamp" lang="${langAt(i)}">${say(langAt(i), i)}</span></a></h3><div class="meta"><span>${title(langAt(i), i + 1)}</span> <span>${i + 2}K views</span> <span>${i + 1} weeks ago</span></div></div>`)}</div></div>`,
    script: `customElements.define('video-title', class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: 'closed' }).innerHTML = '<style>:host{display:block}</style><yt-formatted><slot></slot></yt-formatted>'; this.textContent = this.getAttribute('text'); }
});`,
  }),
};

export const government: CorpusPage = {
  name: 'government-form',
  about:
    'form of an authority: fieldsets, hints, errors, legends, help texts, language switch, tables',
  html: document({
    lang: 'ta',
    title: 'விண்ணப்பம்',
    css: `.govuk-hint{color:gray}.govuk-error-message{color:red}.req::after{content:" *"}.govuk-visually-hidden{position:absolute!important;width:1px!important;height:1px!important;overflow:hidden!important;clip-path:inset(50%)!important}
.step::before{counter-increment:step;content:"படி " counter(step) ": "}ol.steps{counter-reset:step;list-style:none}details>summary{cursor:pointer}.hp{position:absolute;left:-5000px}`,
    body: `<div role="region" aria-label="cookies"><p>${say('ta', 1)}</p></div><header><a href="#" title="முகப்பு">முகப்பு</a><ul class="langs"><li><a lang="en" href="#">English</a></li><li><a lang="ms" href="#">Bahasa Melayu</a></li><li><a lang="zh" href="#">中文</a></li></ul></header>
<main><h1>நூலக அட்டை விண்ணப்பம்</h1><ol class="steps"><li class="step">உங்கள் விவரம்</li><li class="step">முகவரி</li></ol><div role="alert" class="error-summary"><h2>ஒரு பிழை உள்ளது</h2><ul><li><a href="#n">உங்கள் பெயரை எழுதுங்கள்</a></li></ul></div>
<form novalidate><fieldset><legend><h2>உங்கள் விவரம்</h2></legend><div class="govuk-form-group"><label class="req" for="n">பெயர்</label><div class="govuk-hint" id="nh">${say('ta', 0)}</div><p class="govuk-error-message"><span class="govuk-visually-hidden">பிழை:</span> உங்கள் பெயரை எழுதுங்கள்</p><input id="n" name="n" aria-describedby="nh"></div>
<div class="govuk-form-group"><label for="d">பிறந்த நாள்</label><input id="d" placeholder="நாள்-மாதம்-ஆண்டு"></div><div role="radiogroup" aria-labelledby="rg"><p id="rg">மொழி</p>${['தமிழ்', 'ஆங்கிலம்', 'மலாய்'].map((name, i) => `<div><input type="radio" id="r${i}" name="l"><label for="r${i}">${name}</label></div>`).join('')}</div>
<label for="town">ஊர்</label><select id="town"><option>தேர்ந்தெடுக்கவும்</option><option>மதுரை</option><option>கோவை</option></select><label for="more">மேலும் விவரம்</label><textarea id="more" placeholder="விரும்பினால் எழுதலாம்"></textarea><div class="hp" aria-hidden="true"><label for="hp">Leave this empty</label><input id="hp"></div></fieldset>
<details><summary>உதவி வேண்டுமா?</summary><div><p>${story('ta', 2, 2)}</p></div></details><input type="submit" value="தொடரவும்"><input type="reset" value="அழிக்கவும்"></form>
<table><caption>கட்டணம்</caption><thead><tr><th>வகை</th><th>ரூபாய்</th></tr></thead><tbody><tr><td>மாணவர்</td><td>20</td></tr><tr><td>பெரியவர்</td><td>50</td></tr></tbody></table><p>${story('ta', 0, 5)}</p></main>
<footer><p>பக்கம் கடைசியாக மாற்றப்பட்டது: 27.11.2026</p></footer>`,
  }),
};

export const mailbox: CorpusPage = {
  name: 'webmail',
  about:
    'mailbox: grid of cells with roles, previews cut by ellipsis, toolbar of icons, open message',
  html: document({
    lang: 'en',
    title: 'Mailbox',
    css: `table{table-layout:fixed;width:100%}td{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.unread{font-weight:bold}.compose{position:fixed;right:2rem;bottom:0;width:20rem;background:#fff}.sp{color:gray}.quoted{display:none}`,
    body: `<div role="toolbar" aria-label="Messages"><div role="button" aria-label="Archive" data-tooltip="Archive" tabindex="0">${icon()}</div><div role="button" aria-label="Move to the bin" tabindex="0">${icon()}</div><span class="page">1–50 of 1,204</span></div>
<div role="navigation"><a href="#">Inbox <span class="n">12</span></a><br><a href="#">Starred</a><br><a href="#">Sent</a></div><table role="grid"><tbody>${times(28, (i) => `<tr role="row" class="${i % 4 ? '' : 'unread'}"><td role="gridcell"><div role="checkbox" aria-checked="false" aria-labelledby="s${i}"></div></td><td role="gridcell"><span title="Important mainly because of the people in it" class="star">${icon()}</span></td><td role="gridcell"><div><span class="who">${title(langAt(i), i + 1).slice(0, 18)}</span></div></td><td role="gridcell" id="s${i}"><div><span class="subject" lang="${langAt(i)}">${title(langAt(i), i)}</span><span class="sp"> – ${story(langAt(i), i, 2)}</span></div></td><td role="gridcell"><span title="Fri, 27 Nov 2026, ${i % 12}:15">${i % 12}:15</span></td></tr>`)}</tbody></table>
<div class="message" role="main"><h2>${title('tl', 2)}</h2><div><span class="who">Barangay hall</span> <span>to me</span></div><div class="body" dir="auto"><div>${story('tl', 0, 3)}<br><br>${say('tl', 3)}</div><div class="ellipsis" role="button" aria-label="Show trimmed content">⋯</div><div class="quoted">${say('tl', 4)}</div></div></div>
<div class="compose" role="dialog" aria-label="New message"><div>New message</div><input aria-label="To" placeholder="Recipients"><input placeholder="Subject"><div contenteditable="true" role="textbox" aria-label="Message body">Dear neighbours, a draft</div><div role="button">Send</div></div>`,
  }),
};
