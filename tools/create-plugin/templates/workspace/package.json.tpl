{
  "name": "{{package}}",
  "version": "0.1.0",
  "private": true,
  "description": "{{name}} as a source.",
  "license": "Apache-2.0",
  "type": "module",
  "exports": {
    ".": {
      "@whereabouts/source": "./src/index.ts",
      "default": "./dist/index.js"
    }
  },
  "dependencies": {
    "@whereabouts/plugin-sdk": "{{sdkVersion}}",
    "zod": "{{zodVersion}}"
  },
  "devDependencies": {
    "@whereabouts/plugin-testkit": "{{testkitVersion}}"
  },
  "nx": {
    "tags": [
      "layer:plugin"
    ],
    "targets": {
      "lint": {},
      "typecheck": {},
      "test": {},
      "build": {}
    }
  }
}
