// Runs before content.js where nothing is to be shown until it has been judged.
Object.defineProperty(globalThis, 'seawallHolds', { value: true, configurable: true });
