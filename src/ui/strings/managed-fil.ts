/** What pages of ours say of an organisation's policy, in Filipino. */
import type { Lockable } from '../../core/lockable';
import type { ManagedWords } from '../strings-managed';

const set: Record<Lockable, string> = {
  engine: 'kung aling bantay ang tinatanong at saan',
  guard: 'kung aling bantay ang ginagamit',
  sites: 'kung saang mga site gumagana ang Seawall',
  neverSend: 'kung aling mga site ang hindi kailanman ipinapadala',
  idleMinutes: 'kung kailan inaalis sa memory ang bantay',
  imageDetail: 'kung gaano kasinsin tinitingnan ang mga larawan',
  pace: 'kung kailan naghihintay ang mga page',
  language: 'ang wika',
  protection: 'kung ano ang ginagawa sa hindi ligtas na laman',
  threshold: 'kung kailan hinahatulang hindi ligtas ang laman',
  review: 'kung ano ang itinatabi para i-review',
  parental: 'ang mode para sa bata',
};

export const managedFil: ManagedWords = {
  locked: 'Itinakda ito ng organisasyon mo. Hindi ito mababago rito.',
  set: 'Itinakda ito ng organisasyon mo. Puwede kang pumili ng iba.',
  refused: (name) => `Itinakda ng organisasyon mo ${set[name]}. Hindi ito mababago rito.`,
};
