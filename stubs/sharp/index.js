// Browsers decode images themselves; see docs/architecture.md.
export default function sharp() {
  throw new Error('sharp is not part of Seawall: images are decoded by the browser');
}
