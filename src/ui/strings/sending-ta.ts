/** What the popup says of engines that a page is sent to, in Tamil. */

import type { Remote } from '../../core/engines';
import { number, plural } from '../../core/i18n';
import type { Engine } from '../../core/verdict';
import type { RemoteTrouble } from '../../platform/engines-protocol';
import type { SendingStrings } from '../strings-sending';

/** To whom. */
const names: Record<Remote, string> = {
  server: 'உங்கள் சொந்த சர்வருக்கு',
  hosted: 'SEA-LION-க்கு',
};

/** By whom. */
const able: Record<Remote, string> = {
  server: 'உங்கள் சொந்த சர்வரால்',
  hosted: 'SEA-LION-ஆல்',
};

const engines: Record<Engine, string> = {
  local: 'இந்தச் சாதனம்',
  server: 'உங்கள் சொந்த சர்வர்',
  hosted: 'SEA-LION',
};

const whys = {
  'no-guard': 'இந்தச் சாதனத்தில் சரிபார்ப்பி எதுவும் தேர்ந்தெடுக்கப்படவில்லை.',
  failed: 'இந்தச் சாதனத்தில் உள்ள சரிபார்ப்பி வேலை செய்யவில்லை.',
  order: 'இந்தச் சாதனத்தில் உள்ள சரிபார்ப்பிக்கு முன் இதை நீங்கள் வைத்துள்ளீர்கள்.',
};

const troubles: Record<RemoteTrouble, string> = {
  unreachable: 'அணுக முடியவில்லை',
  slow: 'நேரத்தில் பதில் தரவில்லை',
  'not-an-api': 'பதில் தருகிறது, ஆனால் சரிபார்ப்பியின் சர்வர் போல அல்ல',
  'origin-refused': 'உலாவி நீட்டிப்புகள் கேட்க அனுமதிக்கவில்லை',
  'key-refused': 'உங்கள் விசையை ஏற்கவில்லை',
  'model-missing': 'கேட்ட மாடல் அதனிடம் இல்லை',
  'too-many': 'அளவுக்கு மேல் கேட்கப்பட்டது',
  'server-error': 'தன்னிடம் பிழை ஏற்பட்டதாகச் சொன்னது',
  'no-guard-answer': 'பொருளற்ற பதில்களைத் தந்தது',
};

export const sendingTa: SendingStrings = {
  whys,
  engines,
  orderLabel: 'இந்தத் தளத்தில் முதலில் கேட்பது',
  asEverywhere: 'எல்லாத் தளங்களிலும் போல',
  sent: (elements, engine, host) =>
    plural(elements, {
      one: `இந்தப் பக்கத்தின் ஒரு உருப்படி ${names[engine]} (${host}) அனுப்பப்பட்டது.`,
      other: `இந்தப் பக்கத்தின் ${number(elements)} உருப்படிகள் ${names[engine]} (${host}) அனுப்பப்பட்டன.`,
    }),
  asked: (engine, host) => `இந்தப் பக்கம் ${names[engine]} (${host}) அனுப்பப்படுகிறது.`,
  turns: (elements, at) => {
    const waiting = plural(elements, {
      one: 'ஒரு உருப்படி அதன் முறைக்காகக் காத்திருக்கிறது',
      other: `${number(elements)} உருப்படிகள் அவற்றின் முறைக்காகக் காத்திருக்கின்றன`,
    });
    return `${waiting}: அங்கே நிமிடத்துக்குச் சில கோரிக்கைகளே ஏற்கப்படும். அடுத்தது ${at}-க்கு அனுப்பப்படும்.`;
  },
  stop: 'இந்தத் தளத்தை அனுப்பாதே',
  offer: (engine, host, site) =>
    `இந்தப் பக்கத்தைச் சரிபார்க்க இந்தச் சாதனத்தில் எதுவும் இல்லை. ${able[engine]} சரிபார்க்க முடியும்: அப்போது ${site} தளத்தின் உரையும் படங்களும் ${host}-க்கு அனுப்பப்படும்.`,
  allow: 'இந்தத் தளத்தை அனுப்பு',
  never: (entry) =>
    `இந்தப் பக்கத்தில் உள்ள எதுவும் யாருக்கும் அனுப்பப்படாது: ${entry}, இந்தச் சாதனத்தை விட்டு வெளியே செல்லாத தளங்களின் பட்டியலில் உள்ளது.`,
  kept: (elements) => {
    const what = plural(elements, {
      one: 'ஒரு உருப்படி அனுப்பப்படவில்லை',
      other: `${number(elements)} உருப்படிகள் அனுப்பப்படவில்லை`,
    });
    return `${what}: பக்கம் கடவுச்சொல்லையோ அது போன்ற ஒன்றையோ கேட்கிறது, அல்லது நீங்கள் அங்கே எழுத முடியும்.`;
  },
  unready: (engine) =>
    `${engines[engine]} இயக்கப்பட்டுள்ளது, ஆனால் இன்னும் கேட்க முடியாது: விருப்பங்களில் ஏதோ ஒன்று விடுபட்டுள்ளது.`,
  private: 'தனிப்பட்ட சாளரத்தில் உள்ள எதுவும் யாருக்கும் அனுப்பப்படாது.',
  resting: (engine, host, trouble, at) =>
    `${engines[engine]} (${host}): ${troubles[trouble]}. ${at}-க்கு மீண்டும் கேட்கப்படும்.`,
  byGroup: 'அருகில் உள்ளவற்றுடன்',
  byGroupLong: 'அருகில் உள்ளவற்றுடன் சேர்த்துச் சரிபார்க்கப்பட்டது; எல்லாமே பாதுகாப்பானவை என்று சொல்லப்பட்டது.',
  byWord: 'சரிபார்ப்பி சொன்னபடி',
  turnAt: (at) => `இதன் முறை சுமார் ${at}-க்கு வரும்`,
};
