export { readConfig, type ConfigReading } from './config/read-config';
export { SETTING_NAMES, SETTINGS, type Config, type SettingName } from './config/settings';
