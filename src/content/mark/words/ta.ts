/** What marks and covers say, in Tamil. */
import type { MarkWords } from '../words';

export const marksTa: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'பாதுகாப்பு தராத பயிற்சிச் சரிபார்ப்பி' : 'சரிபார்ப்பி';
    const what = kind === 'image' ? 'இந்தப் படத்தை' : 'இந்த உரையை';
    return `Seawall: ${guard} ${what}ப் பாதுகாப்பற்றது எனக் குறிக்கிறது${sure}. Seawall தவறு செய்யலாம். முடிவெடுக்கும் முன் நீங்களே பாருங்கள்.`;
  },
  sure: (percent) => ` (${percent})`,
};
