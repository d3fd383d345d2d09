export { changelogPage } from './changelog-page';
export { check, type Checked } from './check';
export { deprecationsOf, type Deprecation } from './deprecations';
export { releasesIn, releaseText, type Release } from './releases';
export { schemaChanges, type SchemaChange, type Weight } from './schema-changes';
