// swc, plus one thing for ES modules: their own `__dirname` or `require` must not meet jest's names for the same.
const { createTransformer } = require('@swc/jest').default ?? require('@swc/jest');

const declared = /^\s*(?:export\s+)?(?:const|let|var)\s+(__dirname|__filename|require)\b/gm;

module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process(source, file, jestOptions) {
        const names = new Set([...source.matchAll(declared)].map(([, name]) => name));
        const text = [...names].reduce(
          (changed, name) => changed.replace(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'g'), `${name}_`),
          source,
        );
        return swc.process(text, file, jestOptions);
      },
    };
  },
};
