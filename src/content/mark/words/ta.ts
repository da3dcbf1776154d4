/** What marks and covers say, in Tamil. */
import type { MarkWords } from '../words';

export const marksTa: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'பாதுகாப்பு தராத பயிற்சிச் சரிபார்ப்பி' : 'சரிபார்ப்பி';
    const what = kind === 'image' ? 'இந்தப் படத்தை' : 'இந்த உரையை';
    return `Seawall: ${guard} ${what}ப் பாதுகாப்பற்றது எனக் குறிக்கிறது${sure}. Seawall தவறு செய்யலாம். முடிவெடுக்கும் முன் நீங்களே பாருங்கள்.`;
  },
  byPerson: (kind) => {
    const what = kind === 'image' ? 'இந்தப் படம்' : 'இந்த உரை';
    return `Seawall: இங்கே மறுஆய்வு செய்த ஒருவர் ${what} பாதுகாப்பற்றது என்று சொன்னார்.`;
  },
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'சரிபார்ப்பி பாதுகாப்பற்றது எனக் குறிக்கும் ஓர் உரையை Seawall மூடி மறைத்துள்ளது.',
    imageUnsafe: 'சரிபார்ப்பி பாதுகாப்பற்றது எனக் குறிக்கும் ஒரு படத்தை Seawall மூடி மறைத்துள்ளது.',
    textUnjudged: 'Seawall இந்த உரையை மூடி மறைத்துள்ளது: சரிபார்ப்பி இது பற்றி முடிவு சொல்லவில்லை.',
    imageUnjudged: 'Seawall இந்தப் படத்தை மூடி மறைத்துள்ளது: சரிபார்ப்பி இது பற்றி முடிவு சொல்லவில்லை.',
    show: 'காட்டு',
    hide: 'மீண்டும் மறை',
    asksForPin: 'திறந்துள்ள சாளரத்தில் PIN எண்ணை எழுதுங்கள்.',
    noAnswer: 'Seawall பதில் தரவில்லை. பக்கத்தை மீண்டும் ஏற்றுங்கள்.',
  },
};
