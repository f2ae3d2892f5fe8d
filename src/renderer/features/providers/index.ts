export { ProviderEditor, type EditorTarget } from './provider-editor';
export { PresetGrid } from './preset-grid';
export { ProvidersPage } from './providers-page';
export { useProvidersStore } from './providers-store';
