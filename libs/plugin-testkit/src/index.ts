export * from './source-server';
export * from './pull-context';
export * from './raw-input';
export * from './reordering';
export * from './signed';
export * from './corpus';
export * from './plugin-test';
export * from './test-plugin';
