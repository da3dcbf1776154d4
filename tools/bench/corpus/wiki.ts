/** An encyclopaedia's article, a site of documentation, and a page of search results. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

export const wiki: CorpusPage = {
  name: 'wiki-article',
  about:
    'article with infobox, contents, references, wide tables, ruby, mathematics, collapsed box',
  html: document({
    lang: 'zh',
    title: '豆腐',
    css: `.infobox{float:right;border:1px solid;width:20rem}.mw-editsection::before{content:"["}.mw-editsection::after{content:"]"}.navbox-list li{display:inline}.navbox-list li::after{content:" · "}
.mw-collapsed .mw-collapsible-content{display:none}.reference{font-size:.8em}.wikitable td,.wikitable th{border:1px solid}.nowrap{white-space:nowrap}.vector-menu-content{display:none}`,
    body: `<div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading"><span class="mw-page-title-main">豆腐</span></h1><div id="bodyContent"><div id="siteSub" class="sr-only">来自自由的百科全书</div><div class="hatnote">本文介绍食物。关于河流，请看“<a href="#" title="豆腐河">豆腐河</a>”。</div>
<table class="infobox"><caption>豆腐</caption><tbody><tr><td colspan="2">${picture(300, 220, 160, '一块白豆腐')}<div>一块白豆腐</div></td></tr><tr><th scope="row">类型</th><td>豆制品</td></tr><tr><th scope="row">主要原料</th><td><a href="#" title="大豆">大豆</a>、水</td></tr><tr><th scope="row">每百克热量</th><td>76 千卡</td></tr></tbody></table>
<p><b>豆腐</b>（<ruby>豆<rp>(</rp><rt>dòu</rt><rp>)</rp>腐<rp>(</rp><rt>fu</rt><rp>)</rp></ruby>）${story('zh', 0, 3)}<sup class="reference"><a href="#cite-1"><span>[</span>1<span>]</span></a></sup></p><p>${story('zh', 2, 4)}<sup class="reference"><a href="#cite-2">[2]</a></sup></p>
<div id="toc" class="toc" role="navigation"><div class="toctitle"><h2>目录</h2></div><ul><li><a href="#h1"><span class="tocnumber">1</span> <span class="toctext">历史</span></a></li><li><a href="#h2"><span class="tocnumber">2</span> <span class="toctext">做法</span></a></li></ul></div>
<h2><span class="mw-headline" id="h1">历史</span><span class="mw-editsection"><a href="#">编辑</a></span></h2><p>${story('zh', 1, 5)}</p><div class="thumb"><div class="thumbinner">${picture(301, 180, 120, '磨豆的石磨')}<div class="thumbcaption">磨豆的石磨</div></div></div>
<h2><span class="mw-headline" id="h2">做法</span><span class="mw-editsection"><a href="#">编辑</a></span></h2><ol>${times(4, (i) => `<li>${say('zh', i)}</li>`)}</ol><p>浓度按下式计算：<math><mi>c</mi><mo>=</mo><mfrac><mi>m</mi><mi>V</mi></mfrac></math>。</p>
<table class="wikitable sortable"><caption>各地的吃法</caption><thead><tr><th>地区</th><th>名称</th><th>年产量（吨）</th></tr></thead><tbody>${['江南', '岭南', '川渝', '台湾'].map((place, i) => `<tr><td>${place}</td><td><a href="#">${['干丝', '豆花', '麻婆', '臭豆腐'][i]}</a></td><td>${1200 * (i + 1)}</td></tr>`).join('')}</tbody></table>
<dl><dt>盐卤</dt><dd>${say('zh', 4)}</dd><dt>石膏</dt><dd>${say('zh', 5)}</dd></dl><h2>参考资料</h2><ol class="references">${times(6, (i) => `<li id="cite-${i}"><span class="mw-cite-backlink"><a href="#" aria-label="跳回">^</a></span> <span class="reference-text"><cite>${title(langAt(i), i)}</cite>. ${2000 + i}, pp. ${i * 11 + 3}–${i * 11 + 9}.</span></li>`)}</ol>
<div class="navbox mw-collapsible mw-collapsed"><div class="navbox-title">豆制品 <a href="#">显示</a></div><div class="mw-collapsible-content"><ul class="navbox-list"><li>豆浆</li><li>腐竹</li></ul></div></div><div class="navbox"><ul class="navbox-list"><li><a href="#">豆浆</a></li><li><a href="#">腐竹</a></li><li><a href="#">醋</a></li></ul></div>
<div id="catlinks"><a href="#">分类</a>：<ul class="navbox-list"><li><a href="#">食物</a></li></ul></div></div></div><div class="vector-menu"><button aria-label="其他语言">${icon()}</button><div class="vector-menu-content"><a lang="th" href="#">ไทย</a></div></div>`,
  }),
};

export const docs: CorpusPage = {
  name: 'docs-site',
  about: 'documentation with highlighted code, line numbers, tabs, copy buttons, anchors',
  html: document({
    lang: 'en',
    title: 'Documentation',
    css: `.layout{display:grid;grid-template-columns:14rem 1fr 12rem}.line::before{counter-increment:line;content:counter(line);color:gray}.code{counter-reset:line}.line{display:block}
.anchor{opacity:0}h2:hover .anchor{opacity:1}.admonition::before{content:"Good to know";font-weight:bold;display:block}kbd{border:1px solid}.copied{visibility:hidden}`,
    body: `<div class="layout"><nav aria-label="Docs"><ul>${times(4, (i) => `<li><button aria-expanded="${i === 0}">${title('en', i)}</button><ul ${i === 0 ? '' : 'hidden'}>${times(3, (j) => `<li><a href="#">${title('en', i + j)}</a></li>`)}</ul></li>`)}</ul></nav>
<main><h1>Watering the garden by program</h1><p>${story('en', 5, 3)} Call <code>water(bed, litres)</code> or press <kbd>Ctrl</kbd>+<kbd>W</kbd>.</p>${times(
      5,
      (
        i,
      ) => `<section><h2 id="s${i}">${title('en', i + 1)} <a class="anchor" href="#s${i}" aria-label="Link to this section" aria-hidden="true">#</a></h2><p>${story('en', i, 2)}</p>
<div class="highlight"><pre class="code"><code class="language-ts"><span class="line"><span class="tok-k">const</span> <span class="tok-v">bed</span> = <span class="tok-f">findBed</span>(<span class="tok-s">'tomatoes ${i}'</span>);</span><span class="line"><span class="tok-k">if</span> (bed.<span class="tok-p">moisture</span> &lt; <span class="tok-n">0.${i + 2}</span>) {</span><span class="line">  <span class="tok-k">await</span> <span class="tok-f">water</span>(bed, <span class="tok-n">${i + 3}</span>); <span class="tok-c">// in litres</span></span><span class="line">}</span></code></pre><button title="Copy to the clipboard">Copy</button><span class="copied" role="status">Copied</span></div></section>`,
    )}
<div class="admonition note"><p>${say('en', 7)}</p></div><table><thead><tr><th>Option</th><th>Default</th><th>Meaning</th></tr></thead><tbody><tr><td><code>litres</code></td><td><code>5</code></td><td>How much is poured.</td></tr><tr><td><code>shade</code></td><td><code>false</code></td><td>Whether the net is drawn.</td></tr></tbody></table></main>
<aside><h2 class="sr-only">On this page</h2><ul>${times(5, (i) => `<li><a href="#s${i}">${title('en', i + 1)}</a></li>`)}</ul></aside></div>`,
  }),
};

export const search: CorpusPage = {
  name: 'search-results',
  about:
    'results with breadcrumbs, sitelinks, knowledge panel, questions that fold, map tile without text',
  html: document({
    lang: 'vi',
    title: 'Kết quả',
    css: `.g{margin:1rem 0;max-width:40rem}cite{font-style:normal;color:green}.hdtb a{padding:.5rem}.answer[hidden]{display:none}.pn{display:flex;gap:1rem}`,
    body: `<form role="search"><input value="chợ nổi" aria-label="Tìm kiếm" name="q"><button type="submit" aria-label="Tìm"><span>${icon()}</span></button></form><div class="hdtb" role="navigation"><a href="#">Tất cả</a><a href="#">Hình ảnh</a><a href="#">Bản đồ</a><span>Thêm</span></div><div id="result-stats">Khoảng 48.200 kết quả<span> (0,41 giây)</span></div>
<div id="search" role="main"><h1 class="sr-only">Kết quả tìm kiếm</h1>${times(10, (i) => `<div class="g"><a href="#r${i}"><h3 lang="${langAt(i)}">${title(langAt(i), i)}</h3><div><cite>site${i}.example <span>› trang › ${i}</span></cite></div></a><button aria-label="Về kết quả này">⋮</button><div class="snippet"><span class="f">${i + 1} thg 11, 2026 — </span><em>Chợ nổi</em>: ${story(langAt(i), i, 2)}</div>${i === 0 ? `<table><tr>${times(4, (j) => `<td><h3><a href="#">${title('vi', j)}</a></h3></td>`)}</tr></table>` : ''}</div>`)}
<div class="related"><h2>Mọi người cũng hỏi</h2>${times(4, (i) => `<div jsname="q${i}"><div role="button" aria-expanded="false" tabindex="0"><span>${say('vi', i)}</span></div><div class="answer" hidden="until-found">${story('vi', i + 1, 2)}</div></div>`)}</div></div>
<aside class="panel" role="complementary"><h2>Chợ nổi</h2>${picture(400, 240, 160, 'Thuyền chở trái cây')}<div>${say('vi', 0)} <a href="#">Bách khoa</a></div><div><span class="w8">Giờ mở cửa: </span><span>5:00–9:00</span></div></aside><div class="pn"><a href="#" aria-label="Trang 1">1</a><a href="#" aria-label="Trang 2">2</a><a href="#">Tiếp</a></div>`,
  }),
};
