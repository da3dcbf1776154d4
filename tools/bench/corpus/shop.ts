/** A shop's listing and one of its products. */
import { type CorpusPage, document, icon, picture } from './page';
import { langAt, say, story, times, title } from './texts';

const CSS = `.wrap{display:grid;grid-template-columns:14rem 1fr;gap:1rem}.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;list-style:none;padding:0}
.price__old{text-decoration:line-through}.stars{position:relative;display:inline-block}.stars__on{position:absolute;left:0;top:0;overflow:hidden;width:80%;white-space:nowrap}
.tile__badge{position:absolute}.tile__hover{visibility:hidden}.tile:hover .tile__hover{visibility:visible}.tabs [role=tabpanel][hidden]{display:none}
.carousel{overflow:hidden;width:320px}.carousel__track{display:flex;transform:translateX(0)}.carousel__slide{flex:0 0 320px}.mini-cart{position:fixed;right:0;top:0;transform:translateX(100%)}
.lazy{content-visibility:auto;contain-intrinsic-size:auto 300px}.required::after{content:" (wajib)"}`;

const stars = `<span class="stars" role="img" aria-label="4 daripada 5 bintang"><span aria-hidden="true">☆☆☆☆☆</span><span class="stars__on" aria-hidden="true">★★★★★</span></span>`;

const tile = (i: number): string => {
  const lang = langAt(i);
  return `<li class="tile" data-sku="SKU-${i}"><a href="#p${i}" title="${title(lang, i)}">${picture(100 + i, 200, 200, title(lang, i))}
<span class="tile__badge">${i % 4 === 0 ? 'Baharu' : `−${10 + i}%`}</span><h3 class="tile__name" lang="${lang}">${title(lang, i)}</h3></a>
<div class="tile__rating">${stars} <span>(${i * 13 + 2})</span></div><div class="price"><span class="price__old"><span class="sr-only">Harga asal</span> RM ${30 + i}.00</span> <span class="price__now">RM ${19 + i}.90</span></div>
<div class="tile__hover"><button>Lihat sekilas</button></div><button class="btn" type="button">${icon()} <span>Masuk troli</span></button></li>`;
};

export const shopListing: CorpusPage = {
  name: 'shop-listing',
  about: 'product tiles, facets, prices, ratings, hover panels, drawer off screen',
  html: document({
    lang: 'ms',
    title: 'Kedai',
    css: CSS,
    body: `<header><form><select name="cat" aria-label="Kategori"><option>Semua kategori</option><optgroup label="Dapur"><option>Periuk dan kuali</option><option>Pinggan mangkuk</option></optgroup><optgroup label="Taman"><option>Benih</option></optgroup></select><input name="q" placeholder="Cari barang"><input type="submit" value="Cari"></form></header>
<nav aria-label="Serbuk roti"><ol><li><a href="#">Utama</a></li><li><a href="#">Dapur</a></li><li aria-current="page">Periuk</li></ol></nav>
<div class="wrap"><aside class="facets"><h2>Tapis</h2><fieldset><legend>Warna</legend>${['Merah', 'Biru', 'Hijau'].map((name, i) => `<label><input type="checkbox"> ${name} <span class="n">(${i * 9 + 4})</span></label><br>`).join('')}</fieldset><fieldset><legend>Harga</legend><input type="range" aria-label="Harga paling tinggi"><output>RM 200</output></fieldset></aside>
<main><h1>Periuk dan kuali</h1><p class="results"><strong>132</strong> barang dijumpai</p><ul class="tiles">${times(24, tile)}</ul>
<nav aria-label="Halaman"><a href="#" aria-current="page">1</a> <a href="#">2</a> <a href="#">3</a> … <a href="#">11</a> <a href="#" rel="next">Seterusnya</a></nav></main></div>
<div class="mini-cart" aria-hidden="true"><h2>Troli anda</h2><p>Belum ada apa-apa di sini.</p></div><dialog id="quick"><h2>Lihat sekilas</h2><p>${say('ms', 2)}</p></dialog>`,
  }),
};

export const shopProduct: CorpusPage = {
  name: 'shop-product',
  about: 'product with carousel, tabs, specification table, reviews that are rendered late',
  html: document({
    lang: 'ms',
    title: 'Periuk',
    css: CSS,
    body: `<main itemscope itemtype="https://schema.org/Product"><section class="carousel" aria-roledescription="carousel" aria-label="Gambar barang"><div class="carousel__track">${times(4, (i) => `<div class="carousel__slide" role="group" aria-label="Gambar ${i + 1} daripada 4">${picture(200 + i, 320, 240, `Periuk dari sudut ${i + 1}`)}<p class="carousel__caption">Sudut pandang ${['depan', 'sisi', 'atas', 'dalam'][i]}</p></div>`)}</div><button aria-label="Gambar sebelumnya">‹</button><button aria-label="Gambar seterusnya">›</button></section>
<h1 itemprop="name">Periuk tanah liat besar</h1><p class="price" itemprop="offers"><meta itemprop="priceCurrency" content="MYR"><span>RM</span> <b>49</b><sup>90</sup></p><p>${stars} <a href="#reviews">37 ulasan</a></p>
<form><label class="required" for="size">Saiz</label><select id="size"><option value="">Pilih saiz</option><option>Kecil</option><option>Sederhana</option><option>Besar</option></select><label for="qty">Bilangan</label><input id="qty" type="number" value="1"><button type="submit">Masuk troli</button><input type="reset" value="Kosongkan pilihan"></form>
<div class="tabs"><div role="tablist"><button role="tab" aria-selected="true">Keterangan</button><button role="tab">Penghantaran</button></div><div role="tabpanel"><p>${story('ms', 0, 4)}</p><ul>${times(4, (i) => `<li>${say('ms', i)}</li>`)}</ul></div><div role="tabpanel" hidden><p>${story('ms', 2, 2)}</p></div></div>
<table class="specs"><tbody><tr><th>Berat</th><td>2.4 kg</td></tr><tr><th>Garis pusat</th><td>28 cm</td></tr><tr><th>Bahan</th><td>Tanah liat</td></tr></tbody></table>
<section id="reviews" class="lazy"><h2>Ulasan pembeli</h2>${times(9, (i) => `<div class="review"><div><b>Pembeli ${i + 1}</b> ${stars}</div><p lang="${langAt(i)}">${story(langAt(i), i, 2)}</p><button>Berguna <span>(${i})</span></button></div>`)}</section>
<section class="lazy"><h2>Soalan lazim</h2>${times(3, (i) => `<details name="faq"><summary>${say('ms', i)}</summary><p>${say('ms', i + 1)}</p></details>`)}</section></main>`,
  }),
};
