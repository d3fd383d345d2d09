{
  "name": "{{package}}",
  "version": "0.1.0",
  "description": "{{name}} as a source for Whereabouts.",
  "license": "Apache-2.0",
  "type": "module",
  "exports": {
    ".": "./dist/index.js"
  },
  "files": ["dist", "fixtures"],
  "scripts": {
    "build": "esbuild src/index.ts --bundle --packages=external --platform=node --format=esm --target=node20 --outfile=dist/index.js",
    "typecheck": "tsc --noEmit",
    "test": "jest",
    "prepack": "npm run build"
  },
  "dependencies": {
    "@whereabouts/plugin-sdk": "^{{sdkVersion}}",
    "zod": "{{zodVersion}}"
  },
  "devDependencies": {
    "@swc/core": "{{swcVersion}}",
    "@swc/jest": "{{swcJestVersion}}",
    "@types/jest": "{{jestTypesVersion}}",
    "@types/node": "{{nodeTypesVersion}}",
    "@whereabouts/plugin-testkit": "^{{testkitVersion}}",
    "esbuild": "{{esbuildVersion}}",
    "jest": "{{jestVersion}}",
    "typescript": "{{typescriptVersion}}"
  }
}
