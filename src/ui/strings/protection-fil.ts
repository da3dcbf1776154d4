/** What popup and options say of what a page shows, in Filipino. */
import type { ProtectionStrings } from '../strings-protection';

export const protectionFil: ProtectionStrings = {
  title: 'Ano ang ipinapakita',
  explain:
    'Puwedeng markahan, i-blur, takpan, o itago ang hinatulan ng bantay na hindi ligtas. Ito ang sinusunod sa bawat site na walang sariling pagpili sa popup. Puwedeng magkamali ang Seawall: maipapakita sa isang click ang anumang natatakpan o naka-blur.',
  text: 'Mga hindi ligtas na text',
  images: 'Mga hindi ligtas na larawan',
  rules: {
    mark: {
      name: 'Markahan',
      line: 'May marka sa tabi nito na nagsasabing hindi ito ligtas. Makikita mo ito gaya ng nasa page.',
    },
    blur: {
      name: 'I-blur',
      line: 'Naroon ito, pero hindi maaaninag hangga’t hindi mo ipinapakita.',
    },
    cover: {
      name: 'Takpan',
      line: 'Buong takip na may pangungusap at may button na magpapakita nito.',
    },
    hide: { name: 'Itago', line: 'Walang makikita, at mananatiling blangko ang lugar nito.' },
  },
  hold: {
    question: 'Bago ito mahatulan',
    name: 'Walang ipakita hangga’t hindi nahahatulan',
    line: 'Isa-isang lalabas ang mga text at larawan habang hinahatulan ng bantay. Mas matagal bago mabasa ang mga page.',
  },
  seconds: {
    before: 'Pinakamatagal na paghihintay, sa segundo',
    problem: 'Maglagay ng buong numero mula 1 hanggang 60.',
  },
  unjudged: {
    question: 'Ang wala pang sagot pagdating noon, o hindi mahatulan',
    show: { name: 'Ipakita ito', line: 'Buo ang page, at puwedeng may hindi ligtas doon.' },
    cover: {
      name: 'Takpan ito',
      line: 'Sinasabi ng takip na wala pang humatol dito. Puwedeng maraming larawan ang manatiling natatakpan.',
    },
  },
  saved: 'Na-save.',
  site: {
    title: 'Ano ang ipinapakita ng site na ito',
    asEverywhere: 'Gaya sa lahat ng site',
    hold: 'Hangga’t hindi nahahatulan',
    held: 'Walang ipakita',
    notHeld: 'Ipakita ito',
  },
};
