const { resolve } = require('node:path');

module.exports = {
  ...require('./jest.preset.cjs'),
  rootDir: resolve(__dirname, '../..'),
  roots: ['apps', 'libs', 'plugins', 'tools'].map((folder) => `<rootDir>/${folder}`),
  maxWorkers: 2,
};
