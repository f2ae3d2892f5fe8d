export { PauseSelect } from './pause-select';
export { SettingsPage } from './settings-page';
