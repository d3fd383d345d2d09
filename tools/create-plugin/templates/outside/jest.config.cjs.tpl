module.exports = { preset: '@whereabouts/plugin-testkit', rootDir: __dirname, roots: ['<rootDir>/src'] };
