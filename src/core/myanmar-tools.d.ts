/** The package brings no types. */
declare module 'myanmar-tools' {
  export class ZawgyiDetector {
    /** In [0, 1]; -Infinity where there is no Burmese. */
    getZawgyiProbability(text: string): number;
  }
  export class ZawgyiConverter {
    zawgyiToUnicode(text: string): string;
    unicodeToZawgyi(text: string): string;
  }
  const tools: {
    ZawgyiDetector: typeof ZawgyiDetector;
    ZawgyiConverter: typeof ZawgyiConverter;
  };
  export default tools;
}
