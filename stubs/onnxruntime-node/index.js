// Seawall runs onnxruntime-web everywhere; see docs/architecture.md.
export * from 'onnxruntime-common';
export const listSupportedBackends = () => [];
