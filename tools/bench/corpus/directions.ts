/** Pages that run from right to left, or from top to bottom; and a page of widgets. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

export const rightToLeft: CorpusPage = {
  name: 'right-to-left',
  about:
    'Arabic and Hebrew, with runs from left to right, numbers, isolated names, mirrored layout',
  html: document({
    lang: 'ar',
    dir: 'rtl',
    title: 'صحيفة الميناء',
    css: `.grid{display:grid;grid-template-columns:2fr 1fr}.off{position:absolute;inset-inline-start:-9999px}.q::before{content:open-quote}.q::after{content:close-quote}.kicker::before{content:"خاص: "}`,
    body: `<a class="off" href="#m">انتقل إلى المحتوى</a><header><h1>صحيفة الميناء</h1><nav><ul>${['الرئيسية', 'الطقس', 'الطبخ'].map((name) => `<li><a href="#">${name}</a></li>`).join('')}</ul></nav></header><div class="grid"><main id="m">${times(8, (i) => `<article><p class="kicker">سوق المدينة</p><h2>${title('ar', i)}</h2><p>${story('ar', i, 3)} (<bdi dir="ltr">Harbour Courier ${i}</bdi>، <bdo dir="rtl">٢٠٢٦</bdo>)</p><p class="q">${say('ar', i + 1)}</p><ul><li>${say('ar', i)}</li><li dir="ltr">${say('en', i)}</li></ul></article>`)}</main>
<aside lang="he"><h2>${title('he', 0)}</h2><ol>${times(6, (i) => `<li>${say('he', i)} <span dir="ltr">(12:${30 + i})</span></li>`)}</ol>${picture(600, 160, 120, 'ميناء عند الغروب')}<table><tbody><tr><th>الأحد</th><td>٢٨°</td></tr><tr><th>الاثنين</th><td>٢٦°</td></tr></tbody></table></aside></div>`,
  }),
};

export const vertical: CorpusPage = {
  name: 'vertical-text',
  about:
    'Japanese and Chinese in columns, ruby, upright numbers, horizontal captions, Mongolian-like columns',
  html: document({
    lang: 'ja',
    title: '縦書き',
    css: `.tate{writing-mode:vertical-rl;height:24rem;overflow-x:auto}.tcy{text-combine-upright:all}.lr{writing-mode:vertical-lr;height:12rem}h1{letter-spacing:.3em}.em{text-emphasis:filled sesame}`,
    body: `<div class="tate"><h1>朝市の<ruby>便<rt>たよ</rt></ruby>り</h1>${times(7, (i) => `<p>${story('ja', i, 4)}<span class="tcy">${10 + i}</span>日、<ruby>柿<rt>かき</rt></ruby>を<span class="em">たくさん</span>いただいた。</p>`)}<figure>${picture(620, 160, 220, '柿の木')}<figcaption>庭の柿</figcaption></figure></div>
<div class="lr" lang="zh"><p>${story('zh', 0, 3)}</p><p>茶</p></div><div class="tate" lang="zh"><blockquote>${story('zh', 3, 3)}</blockquote><ol><li>${say('zh', 1)}</li><li>${say('zh', 2)}</li></ol></div><p>${say('ja', 2)}</p>`,
  }),
};

export const widgets: CorpusPage = {
  name: 'widgets',
  about:
    'open and closed roots in each other, slots of slots, popovers, dialogs, contents, columns, svg text, short words',
  html: document({
    lang: 'km',
    title: 'Widgets',
    css: `.contents{display:contents}.cols{columns:2}.btn-icon{text-indent:-9999px;overflow:hidden;width:16px;display:inline-block}.none{font-size:0}.hid{visibility:hidden}.hid .vis{visibility:visible}[popover]{border:1px solid}
.tip::after{content:"ចុចទីនេះដើម្បីបើក" / "open";}.cv{content-visibility:hidden}.fade{opacity:0}`,
    body: `<main><h1>${title('km', 0)}</h1><div class="contents"><span>${say('km', 1)}</span><div class="contents"><em>${say('lo', 0)}</em></div></div><div class="cols"><p>${story('km', 0, 3)}</p><p>${story('lo', 0, 2)}</p></div>
<outer-box><h2 slot="title">${title('lo', 1)}</h2><p>${say('km', 2)}</p><i slot="nowhere">${say('en', 1)}</i></outer-box><div id="closed"></div><section id="slotted"><b>${say('hi', 0)}</b></section><p class="hid">${say('en', 2)} <span class="vis">${say('ru', 0)}</span></p>
<button popovertarget="pop" class="tip">បើក</button><div id="pop" popover>${say('en', 3)}</div><dialog>${say('en', 4)}</dialog><dialog open>${say('en', 5)}</dialog><div class="cv">${say('en', 6)}</div><div hidden="until-found">${say('en', 7)}</div><a href="#" class="btn-icon">${say('th', 4)}</a>
<div class="fade" aria-hidden="true">${say('id', 3)}</div><svg width="300" height="40" role="img" aria-label="${say('hi', 1)}"><title>${title('hi', 1)}</title><text x="0" y="20">${title('ru', 1)}</text></svg><ul class="keys">${['水', 'ดี', 'အိမ်', 'ទឹក', 'கடல்', '집', 'A', '7'].map((key) => `<li>${key}</li>`).join('')}</ul>
<table role="presentation"><tr><td>${icon()}</td><td>${say('my', 3)}</td><td>12</td></tr></table><p>${say('en', 0)}<br>${say('vi', 3)}<wbr>${say('tl', 1)}</p><span>${say('ms', 1)}</span><div>${say('ja', 1)}<p>${say('ar', 2)}</p>${say('ja', 3)}</div><img src="/missing.png" alt="${say('en', 6)}"> <img src="/picture/700/16x16.png" width="16" height="16" alt="${title('en', 4)}"></main>${times(3, (i) => `<iframe srcdoc="&lt;p lang='${langAt(i)}'&gt;${say(langAt(i), i + 1)}&lt;/p&gt;" title="${title(langAt(i), i)}"></iframe>`)}`,
    script: `customElements.define('inner-box', class extends HTMLElement { constructor() { super();
  this.attachShadow({ mode: 'closed' }).innerHTML = '<div class="in"><slot></slot></div><p>${say('vi', 4)}</p>'; } });
customElements.define('outer-box', class extends HTMLElement { constructor() { super();
  this.attachShadow({ mode: 'open' }).innerHTML = '<header><slot name="title">fallback words</slot></header><inner-box><slot></slot></inner-box><footer><slot name="foot">${say('id', 2)}</slot></footer>'; } });
document.querySelector('#closed').attachShadow({ mode: 'closed' }).innerHTML = '<p>${say('tl', 0)}</p><div id="x"></div>';
document.querySelector('#slotted').attachShadow({ mode: 'closed' }).innerHTML = '<p>${say('tl', 2)}</p><slot></slot>';`,
  }),
};
