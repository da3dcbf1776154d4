/** A newspaper's front page, and an article of it. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

const CSS = `.masthead{display:flex;gap:1rem;align-items:center;border-bottom:1px solid}
.nav__sub{display:none;position:absolute}.nav__item:hover .nav__sub{display:block}
.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem}.card__kicker{text-transform:uppercase;font-size:.75rem}
.card__kicker::after{content:" · "}.badge--live::before{content:"Live now: ";color:red}
.ticker{overflow:hidden;white-space:nowrap}.ticker__item{display:inline-block;padding:0 2rem}
.skip{position:absolute;left:-9999px}.skip:focus{left:0}.consent{position:fixed;bottom:0;left:0;right:0;background:#fff}
.drop::first-letter{font-size:3em;float:left}.toc{float:right}blockquote{border-left:3px solid}
.ad iframe{border:0;width:300px;height:120px}.footnote{font-size:.8rem}`;

const NAV = ['World', 'Region', 'Business', 'Weather', 'Food'];

const header = `<a class="skip" href="#main">Skip to the main content</a>
<header class="masthead" role="banner"><a href="/" class="logo" aria-label="The Harbour Courier, front page">${icon()}<span>The Harbour Courier</span></a>
<nav aria-label="Sections"><ul class="nav">${NAV.map(
  (name, i) =>
    `<li class="nav__item"><a href="#${i}">${name}</a><ul class="nav__sub"><li><a href="#">${name} today</a></li><li><a href="#">${name} archive</a></li></ul></li>`,
).join('')}</ul></nav>
<form role="search"><label class="sr-only" for="q">Search the archive</label><input id="q" type="search" placeholder="Search the archive"><input type="submit" value="Find it"></form></header>`;

const footer = `<footer role="contentinfo"><div class="grid"><section><h2>About us</h2><ul><li><a href="#">Our editors</a></li><li><a href="#">Corrections</a></li></ul></section>
<section><h2>Follow</h2><a href="#" title="Our news on the radio" aria-label="Our news on the radio">${icon()}</a></section></div>
<small>Printed and read since 1911. All times are local.</small></footer>
<div class="consent" role="dialog" aria-labelledby="c1"><h2 id="c1">Before you read on</h2><p>We keep your language and nothing else.</p><button>That is fine</button> <button>Please do not</button></div>`;

const card = (i: number): string => {
  const lang = langAt(i);
  return `<article class="card"><a class="card__link" href="#a${i}"><figure>${picture(i, 240, 135, title(lang, i + 2))}</figure>
<p class="card__kicker"><span>${NAV[i % NAV.length]}</span></p><h3 class="card__title" lang="${lang}">${title(lang, i)}</h3></a>
<p class="card__summary" lang="${lang}">${say(lang, i + 1)}</p><footer><time datetime="2026-11-2${i % 9}">${(i % 11) + 1} hours ago</time> <span class="count">${i * 7}</span> <span class="sr-only">comments</span></footer></article>`;
};

export const newsFront: CorpusPage = {
  name: 'news-front',
  about: 'front page: cards, hidden menus, ticker, consent bar, advertisement frames',
  frames: {
    '/frames/news-ad.html': document({
      lang: 'en',
      title: 'advertisement',
      body: '<div class="ad-inner"><a href="#"><b>Fresh mangoes</b> by the crate, brought to your door.</a></div>',
    }),
  },
  html: document({
    lang: 'en',
    title: 'The Harbour Courier',
    css: CSS,
    body: `${header}<div class="ticker" role="marquee">${times(6, (i) => `<span class="ticker__item">${say('en', i)}</span>`)}</div>
<main id="main"><section class="lead"><h1>${title('en', 3)}</h1><p class="badge badge--live">Bridge inspection</p><p>${story('en', 3, 2)}</p></section>
<section class="grid" aria-label="More stories">${times(16, card)}</section>
<aside class="ad"><span class="label">Advertisement</span><iframe src="/frames/news-ad.html" title="Advertisement for fruit"></iframe></aside>
<section><h2>Most read</h2><ol>${times(8, (i) => `<li><a href="#m${i}">${title(langAt(i + 3), i)}</a></li>`)}</ol></section></main>${footer}`,
  }),
};

export const newsArticle: CorpusPage = {
  name: 'news-article',
  about: 'long article: figure, pull quote, table, details, footnotes, comments closed',
  html: document({
    lang: 'id',
    title: 'Artikel',
    css: CSS,
    body: `${header}<main id="main"><article class="story" itemscope><header><p class="card__kicker"><span>Region</span></p><h1>${say('id', 1)}</h1>
<p class="byline">Oleh <a rel="author" href="#">Redaksi Harian</a> · <time>27 November 2026</time></p>
<ul class="share" aria-label="Bagikan"><li><button aria-label="Salin tautan">${icon()}</button></li><li><button title="Kirim lewat surel"><span class="sr-only">Kirim lewat surel</span>${icon()}</button></li></ul></header>
<nav class="toc"><h2>Isi</h2><ol><li><a href="#s1">Pagi</a></li><li><a href="#s2">Siang</a></li></ol></nav>
<p class="drop">${story('id', 0, 5)}</p><figure>${picture(40, 480, 270, 'Pasar di tepi sungai')}<figcaption>Pasar di tepi sungai pada pagi hari. <cite>Foto: arsip</cite></figcaption></figure>
<h2 id="s1">Pagi</h2><p>${story('id', 1, 4)} <a href="#fn1"><sup>1</sup></a></p><blockquote><p>“${say('id', 4)}”</p><footer>— Guru kebun sekolah</footer></blockquote>
<h2 id="s2">Siang</h2><p>${story('id', 2, 4)}</p><table class="data"><caption>Curah hujan menurut bulan</caption><thead><tr><th scope="col">Bulan</th><th scope="col">Milimeter</th></tr></thead><tbody>${['Januari', 'Februari', 'Maret'].map((month, i) => `<tr><th scope="row">${month}</th><td>${180 + 11 * i}</td></tr>`).join('')}</tbody></table>
<details><summary>Bagaimana kami menghitung</summary><p>${story('id', 3, 2)}</p></details><details open><summary>Sumber data</summary><p>Stasiun cuaca setempat.</p></details>
<section class="footnote"><ol><li id="fn1">${say('id', 5)} <a href="#r1" aria-label="Kembali ke teks">↩</a></li></ol></section></article>
<section class="comments" aria-label="Komentar"><h2>Komentar <span class="count">3</span></h2>${times(3, (i) => `<div class="comment"><p class="comment__author">Pembaca ${'ABC'[i]}</p><div class="comment__body">${say('id', i + 2)}</div><button class="reply">Balas</button></div>`)}</section></main>${footer}`,
  }),
};
