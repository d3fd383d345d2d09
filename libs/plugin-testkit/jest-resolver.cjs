// A package that offers only an "import" entry is still found; one that offers both gives its CommonJS form.
module.exports = (path, options) => {
  try {
    return options.defaultResolver(path, options);
  } catch (missing) {
    try {
      return options.defaultResolver(path, { ...options, conditions: [...(options.conditions ?? []), 'import'] });
    } catch {
      throw missing;
    }
  }
};
